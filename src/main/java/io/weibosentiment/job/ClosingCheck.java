package io.weibosentiment.job;

import io.weibosentiment.InconsistentRunException;
import io.weibosentiment.WindowKind;
import io.weibosentiment.inference.TextScores;
import io.weibosentiment.ingest.IngestCounts;
import io.weibosentiment.output.Table;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The last look at a run before it is published: every text and every comment must be somewhere, and the tables must
 * have equal sums. Where they have not, files of the run were lost or changed in the middle of it, whatever did that.
 */
final class ClosingCheck {

    /** A sum of whole numbers kept as doubles may be off by this share of it: below 2^51 by nothing. */
    private static final BigDecimal ROUNDING = new BigDecimal(Math.scalb(1.0, -51));

    private final List<String> differences = new ArrayList<>();

    /** So many of something. */
    private record Count(String name, long number) {

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%,d %s", number, name);
        }
    }

    /** Distinct texts are those with a score and those that could not be scored. */
    void texts(TextScores.TextCounts texts) {
        equal(
                new Count("distinct texts", texts.distinctTexts()),
                new Count("with a score", texts.scoredTexts()),
                new Count("that could not be scored", texts.unscoredTexts()));
    }

    /**
     * Records kept are the comments that the model scored, those that a rule decided, and those without a score.
     *
     * @param leftOut records that are no comments, or are on posts that are not selected
     */
    void comments(IngestCounts rows, long leftOut, CommentTotals totals) {
        CommentCounts comments = totals.counts();
        equal(
                new Count("comments kept", rows.kept()),
                new Count("left out", leftOut),
                new Count("by the model", comments.model()),
                new Count("by rule", comments.rule()),
                new Count("without a score", comments.unscored()));
    }

    /** Comments that are left to the model have a score. */
    void scores(CommentTotals totals) {
        equal(new Count("comments without the score that the model gave them", totals.withoutModelScore()));
    }

    /** The rejected rows that were written are those that were counted. */
    void rejected(long counted, long written) {
        equal(new Count("rows rejected", counted), new Count("in " + Table.REJECTED_COMMENTS.folder(), written));
    }

    /** The sums of {@code table} are those of what it was made from. */
    void sums(
            Table table,
            Map<WindowKind, Map<String, BigDecimal>> found,
            String source,
            Map<WindowKind, Map<String, BigDecimal>> expected) {
        expected.forEach((window, sums) -> sums.forEach((name, sum) -> {
            BigDecimal other = found.get(window).get(name);
            if (other != null && areDifferent(sum, other)) {
                differences.add(String.format(
                        Locale.ROOT,
                        "%s, window %s: %s add up to %,.0f, those of %s to %,.0f",
                        table.folder(),
                        window,
                        name,
                        other,
                        source,
                        sum));
            }
        }));
    }

    private static boolean areDifferent(BigDecimal one, BigDecimal other) {
        return one.subtract(other).abs().compareTo(one.max(other).multiply(ROUNDING)) > 0;
    }

    private void equal(Count whole, Count... parts) {
        long sum = Arrays.stream(parts).mapToLong(Count::number).sum();
        if (whole.number() != sum) {
            String found = parts.length == 0
                    ? "0 were expected"
                    : Arrays.stream(parts).map(Count::toString).collect(Collectors.joining(" + "));
            differences.add(whole + ", but " + found);
        }
    }

    /**
     * Ends the run where anything did not add up.
     *
     * @throws InconsistentRunException with each difference and its figures
     */
    void require() {
        if (!differences.isEmpty()) {
            throw new InconsistentRunException(differences);
        }
    }
}
