package io.weibosentiment.job;

import io.weibosentiment.Columns;
import io.weibosentiment.RejectLimitExceededException;
import io.weibosentiment.config.RejectLimit;
import io.weibosentiment.inference.TextScores;
import io.weibosentiment.ingest.IngestCounts;
import io.weibosentiment.ingest.RejectReason;
import io.weibosentiment.output.Table;
import io.weibosentiment.run.Run;
import io.weibosentiment.util.Counted;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Reports what became of the rows that a run read, and stops the run where too many were rejected. */
final class RowReport {

    private static final String COUNTS = "counts";
    private static final double MANY_TRUNCATED = 0.01;

    /**
     * Rows that stand for posts without comments, in the manifest's section {@code counts}.
     *
     * @param rowsWithoutComment how many
     */
    private record RowsWithoutComment(long rowsWithoutComment) {}

    private final Run run;
    private final RejectLimit limit;
    private IngestCounts rows = IngestCounts.NONE;
    private long rejectedPosts;
    private long unusablePosts;
    private long leftOut;

    RowReport(Run run, RejectLimit limit) {
        this.run = run;
        this.limit = limit;
    }

    /**
     * Reports the rows read.
     *
     * @param rejected those that could not be used
     * @throws RejectLimitExceededException if these are too many
     */
    void read(IngestCounts found, Dataset<Row> rejected) {
        readAs("comments", found, rejected);
    }

    /** As {@link #read}, where the rows are texts that are labelled or scored already. */
    void readTexts(IngestCounts found, Dataset<Row> rejected) {
        readAs("texts", found, rejected);
    }

    private void readAs(String name, IngestCounts found, Dataset<Row> rejected) {
        run.line("read", found.describedAs(name));
        account(found, rejected);
    }

    /**
     * Reports rows that were read besides those before.
     *
     * @param rejected those of them that could not be used
     * @throws RejectLimitExceededException if these are too many
     */
    void more(IngestCounts found, Dataset<Row> rejected) {
        run.line("read", found.described());
        require(found, rejected);
        rows = rows.and(found);
        run.fact(COUNTS, rows);
    }

    /**
     * Counts {@code comments} of those kept as rejected.
     *
     * @param rejected all rows that could not be used, these among them
     * @throws RejectLimitExceededException if these are too many
     */
    void rejected(String reason, long comments, Dataset<Row> rejected) {
        account(rows.reject(reason, comments), rejected);
    }

    private void account(IngestCounts found, Dataset<Row> rejected) {
        rows = found;
        run.fact(COUNTS, found);
        require(found, rejected);
    }

    private void require(IngestCounts found, Dataset<Row> rejected) {
        if (limit.exceededBy(found.unusable(), found.read())) {
            throw run.step("rejected", () -> tooMany(found, rejected));
        }
    }

    /**
     * Reports the rows read from files of posts.
     *
     * @param rejected those that could not be used
     * @throws RejectLimitExceededException if these are too many
     */
    void posts(IngestCounts found, Dataset<Row> rejected) {
        rejectedPosts = found.rejected();
        unusablePosts = found.unusable();
        run.line("posts", found.describedAs("posts"));
        run.fact("posts_files", found);
        require(found, rejected);
    }

    /** Reports that {@code records} of those kept stand for posts without comments. */
    void withoutComment(long records) {
        run.fact(COUNTS, new RowsWithoutComment(records));
        leftOut(records);
        if (records > 0) {
            run.line(
                    "read",
                    Counted.of(records, "of them has", "of them have")
                            + " no score and nothing else of a comment, and "
                            + (records == 1 ? "stands for a post" : "stand for posts") + " without comments");
        }
    }

    /** Notes that {@code records} of those kept are in no table of comments. */
    void leftOut(long records) {
        leftOut += records;
    }

    private RejectLimitExceededException tooMany(IngestCounts found, Dataset<Row> rejected) {
        List<String> details = new ArrayList<>(RejectedExamples.of(rejected, found.rejectedReasons()));
        if (found.rejectedReasons().containsKey(RejectReason.DAMAGED_ID.label())) {
            details.add(DamageReport.CURE);
        }
        details.add("All of them, with their text, are in " + run.keepRejected(rejected)
                + " (Parquet) until the next run is published");
        return new RejectLimitExceededException(found.unusable(), found.read(), limit.text(), details);
    }

    /** Reports the texts scored. */
    void scored(TextScores.Outcome scores) {
        TextScores.TextCounts texts = scores.counts();
        run.fact(COUNTS, texts);
        run.fact("scoring", scores.throughput());
        run.figure(
                "texts",
                String.format(
                        Locale.ROOT,
                        "%,d distinct, %,d scored before, %,d scored now%s",
                        texts.distinctTexts(),
                        texts.reusedTexts(),
                        texts.newTexts(),
                        texts.newTexts() == 0 ? "" : speed(scores.throughput())));
        scores.damaged()
                .forEach(file -> run.warn("the score store's file " + file
                        + " was damaged and set aside; its texts are scored again where they are needed"));
        if (texts.unscoredTexts() > 0) {
            String them = texts.unscoredTexts() == 1 ? "it" : "them";
            run.warn(Counted.of(texts.unscoredTexts(), "text") + " could not be scored; comments with " + them
                    + " are in " + Table.REJECTED_COMMENTS.folder() + ", and posts with " + them + " have no score");
        }
    }

    private static String speed(TextScores.Throughput throughput) {
        return String.format(
                Locale.ROOT,
                " in %s at %,.0f texts/s, %,.0f tokens/s",
                Counted.of(throughput.waves(), "wave"),
                throughput.textsPerSecond(),
                throughput.tokensPerSecond());
    }

    /** Reports the comments kept, once they and the rejected rows are written. */
    void comments(CommentTotals totals, ClosingCheck check) {
        check.comments(rows, leftOut, totals);
        check.rejected(rows.rejected() + rejectedPosts, run.rows(Table.REJECTED_COMMENTS));
        CommentCounts counts = totals.counts();
        run.fact(COUNTS, counts);
        totals.meanSentiment()
                .ifPresent(mean -> run.figure(
                        "mean sentiment",
                        String.format(
                                Locale.ROOT,
                                "%.3f over %s (%,d by the model, %,d by rule, %,d without a score)",
                                mean,
                                Counted.of(counts.model() + counts.rule(), "comment"),
                                counts.model(),
                                counts.rule(),
                                counts.unscored())));
        if (counts.truncated() > MANY_TRUNCATED * counts.kept()) {
            run.warn(Counted.of(counts.truncated(), "comment was", "comments were")
                    + " longer than the model reads, and cut; see the column " + Columns.TRUNCATED);
        }
    }

    /** What became of the rows read so far. */
    IngestCounts rows() {
        return rows;
    }

    /** Sums up, once all tables are written. */
    void end() {
        if (rows.kept() == 0) {
            run.warn("there was no comment to be kept in what was read: all tables are empty");
        }
        long unusable = rows.unusable() + unusablePosts;
        if (unusable > 0) {
            run.warn(Counted.of(unusable, "row") + " could not be used; "
                    + (unusable == 1 ? "it is" : "they are") + " in " + Table.REJECTED_COMMENTS.folder()
                    + " with file and reason");
        }
        run.outcome(
                String.format(
                        Locale.ROOT,
                        "%,d read = %,d kept + %,d duplicates + %,d rejected",
                        rows.read(),
                        rows.kept(),
                        rows.duplicates(),
                        rows.rejected()),
                unusable);
    }
}
