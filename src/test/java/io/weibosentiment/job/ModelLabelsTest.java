package io.weibosentiment.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.TestSpark;
import io.weibosentiment.config.ConfigLoader;
import io.weibosentiment.config.ConfigSources;
import io.weibosentiment.config.JobConfig;
import io.weibosentiment.ingest.ScoredColumns;
import io.weibosentiment.model.TinyBundle;
import io.weibosentiment.util.SparkPaths;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scores of a model with three labels: their probabilities in the tables, and other values given to them. */
class ModelLabelsTest {

    private static final Path CHECKPOINT =
            Path.of("src/test/resources/io/weibosentiment/model/checkpoint/bert-three-labels");
    private static final List<String> LABELS = List.of("negative", "neutral", "positive");

    @TempDir
    private static Path folder;

    private static Path bundle;

    @BeforeAll
    static void score() throws IOException {
        bundle = TinyBundle.of(CHECKPOINT, folder.resolve("bundle"));
        List<String> lines = new ArrayList<>();
        List<String> texts = List.of("天气很好", "我不喜欢这个菜", "再来一次", "good 好", "", "真的都很开心！", "今天不好？");
        for (int i = 0; i < 14; i++) {
            lines.add("{\"post\":\"p" + i % 2 + "\",\"who\":\"1000000001\",\"text\":\"" + texts.get(i % 7)
                    + "\",\"time\":\"2025-03-0" + (1 + i % 9) + " 12:00:00\",\"likes\":" + i + "}");
        }
        Files.write(folder.resolve("comments.jsonl"), lines);
        ScoreJob.run(score("tables"), QuietSession.open());
    }

    private static JobConfig config(List<String> settings) {
        return new ConfigLoader(Map.of()).load(new ConfigSources(List.of(), settings, Optional.empty()));
    }

    private static JobConfig score(String output) {
        return score(output, bundle, "store");
    }

    private static JobConfig score(String output, Path bundle, String store) {
        return config(List.of(
                "input.paths=[\"" + folder.resolve("comments.jsonl") + "\"]",
                "input.columns.post-id=post",
                "input.columns.blogger-id=who",
                "input.columns.text=text",
                "input.columns.comment-time=time",
                "input.columns.likes=likes",
                "aggregate.windows=[week,day]",
                "model.bundle=" + bundle,
                "model.precision=float32",
                "scoring.store=\"" + folder.resolve(store) + "\"",
                "output.dir=\"" + folder.resolve(output) + "\""));
    }

    private static List<Row> rows(String output, String table, String... columns) {
        Dataset<Row> rows = TestSpark.session()
                .read()
                .parquet(SparkPaths.literal(new org.apache.hadoop.fs.Path(
                        folder.resolve(output).resolve(table).toString())));
        return rows.selectExpr(columns).orderBy(columns[0], columns[1]).collectAsList();
    }

    private static final String[] SCORED = {
        "text_key", "comment_time", "sentiment", "label", "probabilities", "decided_by"
    };

    @Test
    void keeps_the_probabilities_and_the_likeliest_label() {
        List<Row> scored = rows("tables", "comment_scores", SCORED);
        assertThat(scored).hasSize(14);
        int byModel = 0;
        for (Row row : scored) {
            if (!row.getString(5).equals("model")) {
                assertThat(row.isNullAt(3) && row.isNullAt(4)).isTrue();
                continue;
            }
            List<Float> probabilities = row.getList(4);
            double sum = probabilities.stream().mapToDouble(Float::doubleValue).sum();
            assertThat(sum).isCloseTo(1, within(1e-6));
            assertThat(row.getFloat(2)).isEqualTo((float) (probabilities.get(1) * 0.5 + probabilities.get(2)));
            int likeliest = 0;
            for (int label = 1; label < 3; label++) {
                likeliest = probabilities.get(label) > probabilities.get(likeliest) ? label : likeliest;
            }
            assertThat(row.getString(3)).isEqualTo(LABELS.get(likeliest));
            byModel++;
        }
        assertThat(byModel).isEqualTo(12);
    }

    @Test
    void finds_the_probabilities_in_the_store_again() throws IOException {
        ScoreJob.run(score("again"), QuietSession.open());
        assertThat(rows("again", "comment_scores", SCORED)).isEqualTo(rows("tables", "comment_scores", SCORED));
        assertThat(Files.readString(folder.resolve("again/manifest.json"))).contains("\"new_texts\" : 0");
    }

    @Test
    void writes_the_shares_of_labels_in_each_window() {
        List<Row> posts = rows("tables", "post_window_sentiment", "window", "post_id", "scored", "label_shares");
        assertThat(posts).isNotEmpty();
        for (Row row : posts) {
            Map<String, Double> shares = row.getJavaMap(3);
            if (row.getLong(2) > 0) {
                assertThat(shares).containsOnlyKeys(LABELS);
                assertThat(shares.values().stream()
                                .mapToDouble(Double::doubleValue)
                                .sum())
                        .isCloseTo(1, within(1e-9));
            }
        }
        Map<String, Long> expected = new java.util.TreeMap<>();
        rows("tables", "comment_scores", SCORED).stream()
                .filter(row -> !row.isNullAt(3))
                .forEach(row -> expected.merge(row.getString(3), 1L, Long::sum));
        Map<String, Double> found = new java.util.TreeMap<>();
        rows("tables", "blogger_window_sentiment", "window", "window_start", "scored", "label_shares").stream()
                .filter(row -> row.getString(0).equals("week") && row.getLong(2) > 0)
                .forEach(row -> row.<String, Double>getJavaMap(3)
                        .forEach((label, share) -> found.merge(label, share * row.getLong(2), Double::sum)));
        for (String label : LABELS) {
            assertThat(found.get(label)).isCloseTo(expected.getOrDefault(label, 0L), within(1e-9));
        }
    }

    private static void aggregate(String output, Optional<String> values) {
        aggregate("tables", output, values);
    }

    private static void aggregate(String input, String output, Optional<String> values) {
        JobConfig config = config(List.of(
                "input.paths=[\"" + folder.resolve(input) + "\"]",
                "aggregate.windows=[week,day]",
                "output.dir=\"" + folder.resolve(output) + "\""));
        AggregateJob.run(config, ScoredColumns.parse(""), values, QuietSession.open());
    }

    private static final String[] CELLS = {
        "concat(window, post_id)",
        "window_start",
        "comments",
        "scored",
        "sentiment",
        "sentiment_unweighted",
        "label_shares"
    };

    @Test
    void gives_the_same_tables_for_the_same_values() {
        List<Row> scored = rows("tables", "post_window_sentiment", CELLS);
        aggregate("as-they-are", Optional.empty());
        assertThat(rows("as-they-are", "post_window_sentiment", CELLS)).isEqualTo(scored);
        aggregate("same", Optional.of("negative=0,neutral=0.5,positive=1"));
        assertThat(rows("same", "post_window_sentiment", CELLS)).isEqualTo(scored);
    }

    @Test
    void gives_other_values_without_scoring() {
        aggregate("other", Optional.of("negative=1,neutral=0,positive=0"));
        List<Row> scored = rows("tables", "comment_scores", "text_key", "comment_time", "probabilities", "post_id");
        double sum = scored.stream()
                .filter(row -> !row.isNullAt(2))
                .mapToDouble(row -> row.<Float>getList(2).get(0))
                .sum();
        double found = rows("other", "post_window_sentiment", CELLS).stream()
                .filter(row -> row.getString(0).startsWith("day") && !row.isNullAt(5))
                .mapToDouble(row -> row.getDouble(5) * row.getLong(3))
                .sum();
        assertThat(found).isCloseTo(sum, within(1e-6));
    }

    @Test
    void refuses_values_for_labels_that_are_each_true_or_not_by_itself() throws IOException {
        Path several = TinyBundle.of(CHECKPOINT.resolveSibling("ernie-multi-label"), folder.resolve("several-bundle"));
        ScoreJob.run(score("several", several, "store"), QuietSession.open());
        List<Row> scored = rows("several", "comment_scores", SCORED);
        assertThat(scored.stream().filter(row -> !row.isNullAt(4)))
                .hasSize(12)
                .allSatisfy(row -> assertThat(row.getFloat(2))
                        .isEqualTo(row.<Float>getList(4).get(1)));
        assertThatThrownBy(() -> aggregate("several", "wrong", Optional.of("angry=0,positive=1,sad=0.5")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("each of [angry, positive, sad] is true or not by itself");
        aggregate("several", "several-again", Optional.empty());
        assertThat(rows("several-again", "post_window_sentiment", CELLS))
                .isEqualTo(rows("several", "post_window_sentiment", CELLS));
        ScoreJob.run(score("both"), QuietSession.open());
        assertThat(rows("both", "comment_scores", SCORED)).isEqualTo(rows("tables", "comment_scores", SCORED));
        assertThat(Files.readString(folder.resolve("both/manifest.json"))).contains("\"new_texts\" : 0");
    }

    @Test
    void refuses_values_for_labels_that_the_scores_do_not_have() {
        assertThatThrownBy(() -> aggregate("wrong", Optional.of("bad=0,good=1")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("for each of the labels [negative, neutral, positive]");
        Path comments = folder.resolve("scored.csv");
        try {
            Files.write(comments, List.of("post_id,sentiment,comment_time", "p1,0.5,2025-03-02 12:00:00"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        JobConfig file =
                config(List.of("input.paths=[\"" + comments + "\"]", "output.dir=\"" + folder.resolve("wrong") + "\""));
        assertThatThrownBy(() -> AggregateJob.run(
                        file, ScoredColumns.parse(""), Optional.of("negative=0,positive=1"), QuietSession.open()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("--label-values needs scores of one model with more than two labels");
    }
}
