package io.weibosentiment.job;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weibosentiment.Columns;
import io.weibosentiment.ModelLabels;
import io.weibosentiment.config.JobConfig;
import io.weibosentiment.erasure.ErasedRows;
import io.weibosentiment.inference.TextScores.TextCounts;
import io.weibosentiment.ingest.IngestCounts;
import io.weibosentiment.ingest.Posts;
import io.weibosentiment.output.PublishedRun;
import io.weibosentiment.output.RunErasure.ErasedSince;
import io.weibosentiment.output.RunManifest.Facts;
import io.weibosentiment.output.Table;
import io.weibosentiment.run.Run;
import io.weibosentiment.util.Counted;
import io.weibosentiment.util.SparkPaths;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/** The tables of a run again, without what is erased: no model runs, and nothing is read but these tables. */
final class ErasedTables {

    /** What a run reports that is true of it alone. */
    private static final List<String> OWN_FACTS =
            List.of(ErasedSince.SECTION, "erasure", "erasures", "scoring", "parsed_records", "parsed_post_records");

    private static final String STEP = "comment scores";
    private static final String OLD = "__old";

    private final PublishedRun source;
    private final JobConfig config;
    private final Run run;
    private final ErasedRows erased;
    private final ClosingCheck check = new ClosingCheck();

    /** @param source the run whose tables are made again */
    ErasedTables(PublishedRun source, JobConfig config, Run run, ErasedRows erased) {
        this.source = source;
        this.config = config;
        this.run = run;
        this.erased = erased;
    }

    /** Writes all tables, with the facts of the source; gives how many comments went. */
    long write() throws IOException {
        Map<String, ObjectNode> facts =
                new LinkedHashMap<>(source.manifest().facts().sections());
        facts.keySet().removeAll(OWN_FACTS);
        run.facts(new Facts(facts));
        Dataset<Row> before = source.read(run.spark(), Table.COMMENT_SCORES);
        Dataset<Row> comments = run.step(STEP, () -> {
            run.write(Table.COMMENT_SCORES, before.where(not(erased.isErased(before))));
            return run.read(Table.COMMENT_SCORES);
        });
        long gone = source.manifest().tables().get(Table.COMMENT_SCORES.folder()) - run.rows(Table.COMMENT_SCORES);
        Dataset<Row> posts = run.step("posts", () -> posts(comments));
        if (source.has(Table.POST_SCORES)) {
            Dataset<Row> scores = source.read(run.spark(), Table.POST_SCORES);
            run.step("post scores", () -> run.write(Table.POST_SCORES, scores.where(not(erased.isErased(scores)))));
        }
        run.step("rejected", () -> run.write(Table.REJECTED_COMMENTS, rejected(before)));
        run.step(STEP, () -> report(comments, gone));
        Dataset<Row> scored = run.cached(scored(comments, posts));
        Optional<ModelLabels> labels = labels();
        new WindowTables(
                        config.aggregate(),
                        run,
                        check,
                        LabelCorrection.read(config, run).corrected(scored),
                        labels)
                .with(notes(comments))
                .write(scored, comments, Posts.withoutComments(posts));
        check.require();
        return gone;
    }

    private Optional<ModelLabels> labels() {
        List<String> names = new ArrayList<>();
        source.manifest().facts().section("model").path("labels").forEach(name -> names.add(name.asText()));
        return ModelLabels.areKept(names) ? Optional.of(new ModelLabels(names)) : Optional.empty();
    }

    /** The posts that are left: those that a posts file has, and those that somebody still comments on. */
    private Dataset<Row> posts(Dataset<Row> comments) {
        Dataset<Row> counts =
                comments.groupBy(col(Columns.POST_ID)).agg(count(lit(1)).as(OLD));
        Dataset<Row> before = source.has(Table.POSTS)
                ? source.read(run.spark(), Table.POSTS)
                : PostScores.facts(
                        comments.select(Columns.BLOGGER_ID, Columns.POST_ID, Columns.POST_TIME, Columns.POST_LIKES)
                                .dropDuplicates(Columns.POST_ID)
                                .withColumn(Columns.COMMENTS, lit(0L))
                                .withColumn(Columns.KNOWN, lit(false)));
        Dataset<Row> left = before.where(not(erased.isErased(before)))
                .join(counts, new String[] {Columns.POST_ID}, "left")
                .withColumn(Columns.COMMENTS, coalesce(col(OLD), lit(0L)))
                .where(col(Columns.KNOWN).or(col(Columns.COMMENTS).gt(0)));
        run.write(Table.POSTS, PostScores.facts(left));
        return run.read(Table.POSTS);
    }

    /** The rows that could not be used, those that name what is erased emptied; and an empty one for each comment. */
    private Dataset<Row> rejected(Dataset<Row> comments) {
        Dataset<Row> gone = comments.where(erased.isErased(comments)).select(emptyRow());
        if (!isThere(Table.REJECTED_COMMENTS)) {
            return gone;
        }
        Dataset<Row> before = source.read(run.spark(), Table.REJECTED_COMMENTS);
        Dataset<Row> emptied = before.withColumn(OLD, erased.isErasedRejected());
        org.apache.spark.sql.Column[] empty = emptyRow();
        List<org.apache.spark.sql.Column> columns = new ArrayList<>();
        String[] names = gone.columns();
        for (int i = 0; i < names.length; i++) {
            columns.add(when(col(OLD), empty[i]).otherwise(col(names[i])).as(names[i]));
        }
        return emptied.select(columns.toArray(org.apache.spark.sql.Column[]::new))
                .unionByName(gone);
    }

    private static org.apache.spark.sql.Column[] emptyRow() {
        return new org.apache.spark.sql.Column[] {
            lit("").as(Columns.SOURCE_FILE),
            lit(null).cast(DataTypes.LongType).as(Columns.LINE),
            lit("").as(Columns.RAW),
            lit(ErasedRows.REASON).as(Columns.REASON),
            lit(ErasedRows.DETAIL).as(Columns.DETAIL)
        };
    }

    /** Rejected rows are deleted earlier than their run where {@code output.rejected-days} says so. */
    private boolean isThere(Table table) {
        try {
            return source.has(table)
                    && source.place(table)
                            .getFileSystem(run.spark().sparkContext().hadoopConfiguration())
                            .exists(source.place(table));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(SparkPaths.literal(source.place(table)) + " cannot be read", e);
        }
    }

    /** Comments as they go into windows. */
    private Dataset<Row> scored(Dataset<Row> comments, Dataset<Row> posts) {
        Dataset<Row> known = comments.drop(Columns.TEXT, Columns.CLEANED_TEXT)
                .join(
                        posts.select(col(Columns.POST_ID), col(Columns.POST_SENTIMENT)),
                        new String[] {Columns.POST_ID},
                        "left");
        return hasUsers(comments) ? known.withColumnRenamed(Columns.USER_HASH, Columns.USER_ID) : known;
    }

    private static boolean hasUsers(Dataset<Row> comments) {
        return Arrays.asList(comments.columns()).contains(Columns.USER_HASH);
    }

    /** What is noted in cells besides what comments tell: a break, and users where no table tells of them. */
    private TableNotes notes(Dataset<Row> comments) {
        TableNotes flagged = Breaks.isNotedIn(source.manifest()) ? TableNotes.ofBreak() : TableNotes.NONE;
        return hasUsers(comments) || !source.has(Table.POST_WINDOW_SENTIMENT)
                ? flagged
                : flagged.then(new TableNotes(this::withKnownCommenters, bloggers -> bloggers));
    }

    /** A window that has all comments that it had has the commenters that it had; of others they are not known. */
    private Dataset<Row> withKnownCommenters(Dataset<Row> posts) {
        Dataset<Row> before = source.read(run.spark(), Table.POST_WINDOW_SENTIMENT)
                .select(
                        col(Columns.POST_ID).as("p"),
                        col(Columns.WINDOW).as("w"),
                        col(Columns.WINDOW_START).as("s"),
                        col(Columns.COMMENTS).as("c"),
                        col(Columns.COMMENTERS).as(OLD));
        List<org.apache.spark.sql.Column> columns = new ArrayList<>();
        for (String name : posts.columns()) {
            columns.add(name.equals(Columns.COMMENTERS) ? col(OLD).as(name) : col(name));
        }
        return posts.join(
                        before,
                        col(Columns.POST_ID)
                                .equalTo(col("p"))
                                .and(col(Columns.WINDOW).equalTo(col("w")))
                                .and(col(Columns.WINDOW_START).equalTo(col("s")))
                                .and(col(Columns.COMMENTS).equalTo(col("c"))),
                        "left")
                .select(columns.toArray(org.apache.spark.sql.Column[]::new));
    }

    /** How many rejected rows were emptied, by the reason that they had. */
    private Map<String, Long> emptied() {
        Map<String, Long> counts = new LinkedHashMap<>();
        if (isThere(Table.REJECTED_COMMENTS)) {
            source.read(run.spark(), Table.REJECTED_COMMENTS)
                    .where(erased.isErasedRejected())
                    .groupBy(Columns.REASON)
                    .agg(count(lit(1)))
                    .collectAsList()
                    .forEach(row -> counts.put(row.getString(0), row.getLong(1)));
        }
        return counts;
    }

    private void report(Dataset<Row> comments, long gone) {
        JsonNode counts = source.manifest().facts().section("counts");
        Map<String, Long> reasons = new LinkedHashMap<>();
        counts.path("rejected_reasons")
                .properties()
                .forEach(
                        reason -> reasons.put(reason.getKey(), reason.getValue().asLong()));
        reasons.merge(ErasedRows.REASON, gone, Long::sum);
        emptied().forEach((reason, rows) -> {
            long moved = Math.min(rows, reasons.getOrDefault(reason, 0L));
            reasons.merge(reason, -moved, Long::sum);
            reasons.merge(ErasedRows.REASON, moved, Long::sum);
        });
        reasons.values().removeIf(count -> count == 0);
        long kept = counts.path("kept").asLong();
        IngestCounts rows = new IngestCounts(
                counts.path("read").asLong(),
                kept - gone,
                counts.path("duplicates").asLong(),
                counts.path("rejected").asLong() + gone,
                reasons);
        run.fact("counts", rows);
        CommentTotals totals = CommentTotals.of(comments);
        run.fact("counts", totals.counts());
        long leftOut = kept - source.manifest().tables().get(Table.COMMENT_SCORES.folder());
        check.comments(rows, leftOut, totals);
        check.scores(totals);
        long texts =
                comments.select(count_distinct(col(Columns.TEXT_KEY))).first().getLong(0);
        run.fact("counts", new TextCounts(texts, 0, texts, texts, 0));
        run.outcome(
                String.format(
                        Locale.ROOT,
                        "%,d of %s erased, %,d left",
                        gone,
                        Counted.of(gone + run.rows(Table.COMMENT_SCORES), "comment"),
                        run.rows(Table.COMMENT_SCORES)),
                0);
    }
}
