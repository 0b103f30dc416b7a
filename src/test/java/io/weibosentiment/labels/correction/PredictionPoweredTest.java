package io.weibosentiment.labels.correction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.weibosentiment.Columns;
import io.weibosentiment.TestSpark;
import io.weibosentiment.aggregate.Aggregation;
import io.weibosentiment.config.JobConfig;
import io.weibosentiment.config.TestConfig;
import io.weibosentiment.labels.CommentKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Estimates, intervals and tuning are those of ppi_py where it computes the same, see the script beside its results. */
class PredictionPoweredTest {

    private static final String RESOURCES = "/io/weibosentiment/labels/";
    private static final StructType SCHEMA = new StructType()
            .add(Columns.BLOGGER_ID, DataTypes.StringType)
            .add(Columns.POST_ID, DataTypes.StringType)
            .add(Columns.COMMENT_ID, DataTypes.StringType)
            .add(Columns.COMMENT_TIME, DataTypes.TimestampType)
            .add(Columns.POST_TIME, DataTypes.TimestampType)
            .add(Columns.LIKES, DataTypes.LongType)
            .add(Columns.POST_LIKES, DataTypes.LongType)
            .add(Columns.TEXT_KEY, DataTypes.StringType)
            .add(Columns.SENTIMENT, DataTypes.DoubleType)
            .add(Columns.DECIDED_BY, DataTypes.StringType);

    @TempDir
    private static Path folder;

    private static final List<String> SCORES = List.of("score", "timid", "reversed");

    private static final Map<String, Dataset<Row>> COMMENTS = new HashMap<>();
    private static long labels;

    @BeforeAll
    static void read_comments_and_write_their_sheet() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("src/test/resources" + RESOURCES + "ppi-comments.csv"));
        for (String name : SCORES) {
            List<Row> rows = new ArrayList<>();
            for (String line : lines.subList(1, lines.size())) {
                rows.add(comment("id" + rows.size(), Double.parseDouble(line.split(",")[SCORES.indexOf(name)])));
            }
            COMMENTS.put(name, TestSpark.session().createDataFrame(rows, SCHEMA));
        }
        List<String> given = lines.subList(1, lines.size()).stream()
                .map(line -> line.split(",", -1)[SCORES.size()])
                .toList();
        List<Row> keys = COMMENTS.get("score").select(CommentKeys.shared()).collectAsList();
        labels = given.stream().filter(label -> !label.isEmpty()).count();
        List<String> sheet = new ArrayList<>(List.of("comment_key,stratum,inclusion_probability,coder_1"));
        for (int i = 0; i < given.size(); i++) {
            if (!given.get(i).isEmpty()) {
                sheet.add(keys.get(i).getString(0) + ",s1," + (double) labels / given.size() + "," + given.get(i));
            }
        }
        Files.write(folder.resolve("sheet.csv"), sheet);
    }

    private static Row comment(String id, double score) {
        Timestamp time = Timestamp.from(Instant.parse("2025-03-10T00:00:00Z"));
        return RowFactory.create("b", "p" + id, id, time, time, 0L, 0L, "k" + id, score, "model");
    }

    @ParameterizedTest
    @CsvFileSource(resources = RESOURCES + "ppi-expected.csv", numLinesToSkip = 1)
    void agrees_with_ppi_py(String scores, String tuning, double lambda, double estimate, double low, double high) {
        Dataset<Row> comments = COMMENTS.get(scores);
        JobConfig config = TestConfig.with(
                "aggregate.windows=[month]",
                "labels.paths=[\"" + folder.resolve("sheet.csv") + "\"]",
                "labels.tuning=" + tuning);
        Labelling.Outcome outcome = Labelling.read(
                        TestSpark.session(), config.labels(), config.input().maxRejected())
                .of(comments, config.aggregate());
        Aggregation aggregation = new Aggregation(config.aggregate());
        Dataset<Row> posts = aggregation.posts(comments, Optional.empty()).cache();
        Row cell = outcome.tables()
                .bloggers(aggregation.bloggers(posts, Optional.empty()), posts)
                .first();

        double clusters = Math.sqrt(labels / (labels - 1.0));
        assertThat(outcome.facts().tuning()).isCloseTo(lambda, within(1e-9));
        assertThat(outcome.warnings()).isEmpty();
        assertThat(cell.<Double>getAs("corrected_sentiment")).isCloseTo(estimate, within(1e-9));
        assertThat(cell.<Double>getAs("corrected_low")).isCloseTo(estimate - (estimate - low) * clusters, within(1e-9));
        assertThat(cell.<Double>getAs("corrected_high"))
                .isCloseTo(estimate + (high - estimate) * clusters, within(1e-9));
        assertThat(cell.<Long>getAs("labels")).isEqualTo(labels);
        assertThat(cell.<String>getAs("correction")).isEqualTo("cell");
        posts.unpersist();
    }
}
