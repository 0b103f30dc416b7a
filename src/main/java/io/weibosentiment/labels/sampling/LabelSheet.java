package io.weibosentiment.labels.sampling;

import io.weibosentiment.labels.CommentKeys;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The files of a sample: the sheet that people fill in, which tells them nothing of scores, and beside it what the
 * strata are.
 *
 * @param run the run that was drawn from
 * @param window the kind of window of the strata
 * @param options how it was drawn
 * @param strata the strata
 */
public record LabelSheet(String run, String window, SampleOptions options, Strata strata) {

    /** The column with the stratum's name, as the file of strata has it. */
    public static final String STRATUM = "stratum";
    /** The column with the inclusion probability, above 0 and at most 1. */
    public static final String PROBABILITY = "inclusion_probability";
    /** The column with the run that was drawn from. */
    public static final String RUN = "run";
    /** What the columns of labels begin with: {@code coder_1}, {@code coder_2} and so on. */
    public static final String CODER = "coder_";

    private static final String NOTE = "note";
    private static final String NO_TEXT = "no text: the crawl does not have this comment as it was scored";

    /** The name of the file with the strata beside {@code sheet}. */
    public static String strataFile(String sheet) {
        String suffix = ".csv";
        String stem = sheet.endsWith(suffix) ? sheet.substring(0, sheet.length() - suffix.length()) : sheet;
        return stem + ".strata" + suffix;
    }

    /** The sheet as CSV, a row for each comment in the order given. */
    public String csv(List<DrawnComment> drawn, DrawnTexts texts) {
        List<String> header = new ArrayList<>(List.of(
                CommentKeys.KEY,
                RUN,
                STRATUM,
                PROBABILITY,
                "seed",
                "blogger_id",
                "post_id",
                "comment_id",
                "comment_time",
                "text",
                "cleaned_text",
                NOTE));
        IntStream.rangeClosed(1, options.coders()).forEach(coder -> header.add(CODER + coder));
        StringBuilder csv = new StringBuilder(SpreadsheetText.BYTE_ORDER_MARK).append(SpreadsheetText.line(header));
        drawn.forEach(comment -> csv.append(SpreadsheetText.line(
                row(comment, Optional.ofNullable(texts.found().get(comment.shared()))))));
        return csv.toString();
    }

    private List<String> row(DrawnComment comment, Optional<DrawnTexts.Text> text) {
        List<String> row = new ArrayList<>(List.of(
                comment.key(),
                run,
                Strata.name(comment.stratum()),
                Double.toString(strata.probability(comment.stratum())),
                Long.toString(options.seed()),
                comment.blogger().orElse(""),
                comment.post(),
                comment.comment().orElse(""),
                comment.time().map(Instant::toString).orElse(""),
                text.map(DrawnTexts.Text::raw).orElse(""),
                text.map(DrawnTexts.Text::cleaned).orElse(""),
                text.isPresent() ? "" : NO_TEXT));
        IntStream.range(0, options.coders()).forEach(coder -> row.add(""));
        return row;
    }

    /** The strata as CSV. */
    public String strataCsv() {
        StringBuilder csv = new StringBuilder(SpreadsheetText.BYTE_ORDER_MARK)
                .append(SpreadsheetText.line(List.of(
                        STRATUM,
                        "strata_by",
                        "blogger_id",
                        "window",
                        "window_start",
                        "score_from",
                        "score_to",
                        "comments",
                        "drawn",
                        PROBABILITY)));
        boolean byScore = strata.by().has(StratifiedBy.Trait.SCORE);
        boolean byWindow = strata.by().has(StratifiedBy.Trait.WINDOW);
        for (int i = 0; i < strata.strata().size(); i++) {
            Stratum stratum = strata.strata().get(i);
            Optional<Integer> band = byScore && stratum.band().isPresent()
                    ? Optional.of(stratum.band().getAsInt())
                    : Optional.empty();
            csv.append(SpreadsheetText.line(List.of(
                    Strata.name(i),
                    strata.by().toString(),
                    stratum.blogger().orElse(""),
                    byWindow ? window : "",
                    stratum.windowStart().map(Instant::toString).orElse(""),
                    band.map(from -> edge(from)).orElse(byScore ? "rule" : "0.0"),
                    band.map(from -> edge(from + 1)).orElse(byScore ? "rule" : "1.0"),
                    Long.toString(stratum.comments()),
                    Long.toString(strata.drawn().get(i)),
                    Double.toString(strata.probability(i)))));
        }
        return csv.toString();
    }

    private String edge(int band) {
        return Double.toString((double) band / options.bands());
    }
}
