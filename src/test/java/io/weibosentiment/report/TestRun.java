package io.weibosentiment.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weibosentiment.Attempt;
import io.weibosentiment.TestSpark;
import io.weibosentiment.output.PublishedRun;
import io.weibosentiment.output.RunManifest;
import io.weibosentiment.output.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** A published run of invented weeks, written as a run writes it. */
final class TestRun {

    static final Instant FIRST_WEEK = Instant.parse("2025-03-02T16:00:00Z"); // Monday in Shanghai
    private static final Duration WEEK = Duration.ofDays(7);

    private static final StructType SCORES =
            new StructType().add("sentiment", DataTypes.FloatType).add("decided_by", DataTypes.StringType);

    private static final String RUN = "20250401T000000Z-abcdef";

    private static final StructType SENSITIVITY = new StructType()
            .add("run", DataTypes.StringType)
            .add("blogger_id", DataTypes.StringType)
            .add("window", DataTypes.StringType)
            .add("window_start", DataTypes.TimestampType)
            .add("window_end", DataTypes.TimestampType)
            .add("sentiment", DataTypes.DoubleType)
            .add("lowest", DataTypes.DoubleType)
            .add("highest", DataTypes.DoubleType)
            .add("spread", DataTypes.DoubleType)
            .add("moved_most_by", DataTypes.StringType);

    private final Path folder;
    private final List<Row> sensitivity = new ArrayList<>();
    private final List<Row> bloggers = new ArrayList<>();
    private final List<Row> posts = new ArrayList<>();
    private final List<Row> scores = new ArrayList<>();
    private final Map<String, Object> settings = new LinkedHashMap<>(Map.of(
            "policy", "standard",
            "aggregate.zone", "Asia/Shanghai",
            "aggregate.window-by", "comment",
            "aggregate.post-weight", "likes",
            "aggregate.comment-weight", "likes",
            "aggregate.rule-decided", "unscored"));
    private final Map<String, ObjectNode> facts = new LinkedHashMap<>();
    private final Map<String, Long> rows = new LinkedHashMap<>();
    private final Set<String> kinds = new LinkedHashSet<>(List.of("week"));
    private String kind = "week";
    private boolean hasErrors = true;
    private boolean isCorrected;

    TestRun(Path folder) {
        this.folder = folder;
    }

    /** Without the columns of uncertainty, as earlier versions wrote the tables. */
    TestRun withoutErrors() {
        hasErrors = false;
        return this;
    }

    TestRun corrected() {
        isCorrected = true;
        return this;
    }

    /** With a setting of its own. */
    TestRun setting(String key, Object value) {
        settings.put(key, value);
        return this;
    }

    /** With a section of facts in its manifest, in place of the one that it would have. */
    TestRun section(String name, ObjectNode section) {
        facts.put(name, section);
        return this;
    }

    /** With so many rows in a table that the page does not read. */
    TestRun rows(Table table, long number) {
        rows.put(table.folder(), number);
        return this;
    }

    /** Only with the kinds of window that follow. */
    TestRun onlyKind(String name) {
        kinds.clear();
        return kind(name);
    }

    /** The kind of window, under which the bloggers that follow are written. */
    TestRun kind(String name) {
        kind = name;
        kinds.add(name);
        return this;
    }

    static Timestamp week(int number) {
        return Timestamp.from(FIRST_WEEK.plus(WEEK.multipliedBy(number)));
    }

    /** A week of a blogger; {@code sentiment} null: none was measured. */
    TestRun blogger(
            String id, int week, long counted, Double sentiment, double weight, String status, Boolean complete) {
        List<Object> row =
                new ArrayList<>(List.of(kind, week(week), week(week + 1), 2L, counted + 3, counted, 0L, weight));
        row.add(0, id);
        row.add(complete);
        row.add(sentiment);
        if (hasErrors) {
            row.add(sentiment == null ? null : 0.05);
            row.addAll(List.of(counted * 0.8, 1.5, 0.7, status));
        }
        if (isCorrected) {
            row.add(sentiment == null ? null : sentiment - 0.1);
            row.add(sentiment == null ? null : sentiment - 0.2);
            row.add(sentiment);
        }
        bloggers.add(RowFactory.create(row.toArray()));
        return this;
    }

    /** How far other choices move a week of a blogger. */
    TestRun moved(String id, int week, double sentiment, double spread, String by) {
        return movedInRun(RUN, id, week, sentiment, spread, by);
    }

    /** The same, in the table that was made of another run. */
    TestRun movedInRun(String run, String id, int week, double sentiment, double spread, String by) {
        sensitivity.add(RowFactory.create(
                run,
                id,
                "week",
                week(week),
                week(week + 1),
                sentiment,
                sentiment - spread / 2,
                sentiment + spread / 2,
                spread,
                by));
        return this;
    }

    /** A week of a post. */
    TestRun post(String blogger, String post, int week, long counted, double sentiment, long likes) {
        posts.add(RowFactory.create(
                blogger,
                post,
                "week",
                week(week),
                week(week + 1),
                week(week),
                likes,
                counted + 1,
                counted,
                0L,
                sentiment));
        return this;
    }

    TestRun comments(int number, float sentiment) {
        for (int i = 0; i < number; i++) {
            scores.add(RowFactory.create(sentiment, "model"));
        }
        return this;
    }

    TestRun unscored(int number, String rule) {
        for (int i = 0; i < number; i++) {
            scores.add(RowFactory.create(null, rule));
        }
        return this;
    }

    PublishedRun publish() throws IOException {
        write(Table.BLOGGER_WINDOW_SENTIMENT, bloggers, bloggerSchema());
        write(Table.POST_WINDOW_SENTIMENT, posts, postSchema());
        write(Table.COMMENT_SCORES, scores, SCORES);
        if (!sensitivity.isEmpty()) {
            write(folder.resolve("sensitivity"), sensitivity, SENSITIVITY);
        }
        RunManifest manifest = manifest();
        Files.writeString(folder.resolve("manifest.json"), manifest.json());
        return new PublishedRun(manifest, new org.apache.hadoop.fs.Path(folder.toUri()), true);
    }

    private StructType bloggerSchema() {
        StructType schema = new StructType()
                .add("blogger_id", DataTypes.StringType)
                .add("window", DataTypes.StringType)
                .add("window_start", DataTypes.TimestampType)
                .add("window_end", DataTypes.TimestampType)
                .add("posts", DataTypes.LongType)
                .add("comments", DataTypes.LongType)
                .add("scored", DataTypes.LongType)
                .add("neutral", DataTypes.LongType)
                .add("weight_sum", DataTypes.DoubleType)
                .add("complete", DataTypes.BooleanType)
                .add("sentiment", DataTypes.DoubleType);
        if (hasErrors) {
            schema = schema.add("sentiment_se", DataTypes.DoubleType)
                    .add("effective_comments", DataTypes.DoubleType)
                    .add("effective_posts", DataTypes.DoubleType)
                    .add("largest_post_share", DataTypes.DoubleType)
                    .add("status", DataTypes.StringType);
        }
        return isCorrected
                ? schema.add("corrected_sentiment", DataTypes.DoubleType)
                        .add("corrected_low", DataTypes.DoubleType)
                        .add("corrected_high", DataTypes.DoubleType)
                : schema;
    }

    private static StructType postSchema() {
        return new StructType()
                .add("blogger_id", DataTypes.StringType)
                .add("post_id", DataTypes.StringType)
                .add("window", DataTypes.StringType)
                .add("window_start", DataTypes.TimestampType)
                .add("window_end", DataTypes.TimestampType)
                .add("post_time", DataTypes.TimestampType)
                .add("post_likes", DataTypes.LongType)
                .add("comments", DataTypes.LongType)
                .add("scored", DataTypes.LongType)
                .add("neutral", DataTypes.LongType)
                .add("sentiment", DataTypes.DoubleType);
    }

    private void write(Table table, List<Row> rows, StructType schema) {
        write(folder.resolve("runs/r/" + table.folder()), rows, schema);
    }

    private static void write(Path place, List<Row> rows, StructType schema) {
        TestSpark.session().createDataFrame(rows, schema).coalesce(2).write().parquet(place.toString());
    }

    private RunManifest manifest() {
        Map<String, String> paths = new LinkedHashMap<>();
        for (Table table : List.of(Table.COMMENT_SCORES, Table.POST_WINDOW_SENTIMENT, Table.BLOGGER_WINDOW_SENTIMENT)) {
            paths.put(table.folder(), "runs/r/" + table.folder());
        }
        ObjectNode counts = JsonNodeFactory.instance
                .objectNode()
                .put("read", scores.size() + 4)
                .put("kept", scores.size())
                .put("duplicates", 1)
                .put("rejected", 3)
                .put("model", scores.size())
                .put("rule", 0)
                .put("unscored", 0)
                .put("truncated", 2)
                .put("posts", posts.size());
        counts.putObject("rejected_reasons").put("malformed", 3);
        ObjectNode model = JsonNodeFactory.instance
                .objectNode()
                .put("bundle", "bundled")
                .put("fingerprint", "0123456789abcdef")
                .put("precision", "float32")
                .put("max_tokens", "128");
        facts.putIfAbsent("counts", counts);
        facts.putIfAbsent("model", model);
        settings.put("aggregate.windows", List.copyOf(kinds));
        rows.put("comment_scores", (long) scores.size());
        rows.put("post_window_sentiment", (long) posts.size());
        rows.put("blogger_window_sentiment", (long) bloggers.size());
        return new RunManifest(
                RUN,
                "score",
                Map.of("weibo-sentiment", "1.2.3", "spark", "4.1.3"),
                new Attempt("local-1", 0),
                settings,
                new RunManifest.Facts(facts),
                Instant.parse("2025-04-01T00:00:00Z"),
                Instant.parse("2025-04-01T00:01:00Z"),
                Map.of(),
                rows,
                paths);
    }
}
