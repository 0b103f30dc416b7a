package io.weibosentiment;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.weibosentiment.config.JobConfig;
import io.weibosentiment.config.JobConfigBuilder;
import io.weibosentiment.model.TinyBundle;
import io.weibosentiment.model.checkpoint.TinyCheckpoint;
import io.weibosentiment.text.TextKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeiboSentimentTest {

    private static final List<String> ADDED =
            List.of("sentiment", "label", "decided_by", "tokens", "truncated", "reason");

    private final SparkSession spark = TestSpark.session();

    @TempDir
    Path dir;

    @Test
    void keeps_rows_their_order_and_their_columns_whatever_their_names() {
        Timestamp written = Timestamp.valueOf("1600-01-01 00:00:00");
        List<Row> rows = IntStream.range(0, 300)
                .mapToObj(i -> RowFactory.create(i, "好看 " + i % 40, "a" + i, "b", RowFactory.create(i), written))
                .toList();
        StructType schema = new StructType()
                .add("text_key", DataTypes.IntegerType, false)
                .add("a.b", DataTypes.StringType)
                .add("Cleaned_Text", DataTypes.StringType)
                .add("raw", DataTypes.StringType)
                .add("nested", new StructType().add("text", DataTypes.IntegerType))
                .add("text", DataTypes.TimestampType);
        Dataset<Row> given = spark.createDataFrame(rows, schema).repartition(7);

        Dataset<Row> scored = WeiboSentiment.score(
                given, tiny().set("input.columns.text", "a.b").build());

        assertThat(scored.columns()).containsExactlyElementsOf(concat(List.of(given.columns()), ADDED));
        assertThat(scored.schema().fields()[0]).isEqualTo(schema.fields()[0]);
        assertThat(scored.drop(ADDED.toArray(String[]::new)).collectAsList()).isEqualTo(given.collectAsList());
        assertThat(scored.select("`a.b`", "sentiment").distinct().count()).isEqualTo(40);
        assertThat(scored.collectAsList()).allSatisfy(row -> {
            assertThat(row.<Float>getAs("sentiment")).isBetween(0f, 1f);
            assertThat(row.<String>getAs("label"))
                    .isEqualTo(row.<Float>getAs("sentiment") >= 0.5 ? "positive" : "negative");
            assertThat(row.<String>getAs("decided_by")).isEqualTo("model");
            assertThat(row.<Integer>getAs("tokens")).isPositive();
            assertThat(row.<Boolean>getAs("truncated")).isFalse();
            assertThat(row.<String>getAs("reason")).isNull();
        });
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
                    standard | unscored | -        | rule:empty  | -
                    standard | neutral  | ' '      | rule:empty  | 0.5
                    paper    | neutral  | 转发微博 | rule:repost | 0.5
                    paper    | unscored | 回复@a:b | rule:reply  | -
                    """, delimiter = '|')
    void says_what_rule_decided_a_text_also_a_missing_one(
            String policy, String ruleDecided, String text, String decision, Float sentiment) {
        JobConfig config = tiny().set("policy", policy)
                .set("aggregate.rule-decided", ruleDecided)
                .build();

        Row row = WeiboSentiment.score(texts(text), config).first();

        assertThat(row).isEqualTo(RowFactory.create(text, sentiment, null, decision, null, null, null));
    }

    @Test
    void scores_as_the_job_does_with_and_without_a_store() throws IOException {
        Dataset<Row> texts = texts("好看 1", "难看", "好看 1", "[泪] 今天", "");
        JobConfig unkept = tiny().build();
        JobConfig kept =
                tiny().set("scoring.store", dir.resolve("store").toString()).build();

        List<Row> first = WeiboSentiment.score(texts, kept).collectAsList();
        List<Path> files = files(dir.resolve("store"));
        List<Row> second = WeiboSentiment.score(texts.union(texts("转发")), kept).collectAsList();

        assertThat(first).isEqualTo(WeiboSentiment.score(texts, unkept).collectAsList());
        assertThat(second.subList(0, first.size())).isEqualTo(first);
        assertThat(files).isNotEmpty();
        assertThat(files(dir.resolve("store"))).containsAll(files).hasSizeGreaterThan(files.size());
        List<Path> all = files(dir.resolve("store"));
        assertThat(WeiboSentiment.score(texts, kept).collectAsList()).isEqualTo(first);
        assertThat(files(dir.resolve("store"))).isEqualTo(all);
    }

    @Test
    void says_why_a_text_has_no_score() throws IOException {
        Path bundle = TinyBundle.of(TinyCheckpoint.writeOverflowing(dir.resolve("checkpoint"), "怒"), dir.resolve("b"));
        JobConfig config = tiny().set("model.bundle", bundle.toString()).build();

        List<Row> rows = WeiboSentiment.score(texts("好看", "好看怒"), config).collectAsList();

        assertThat(rows.get(0).<Float>getAs("sentiment")).isNotNull();
        assertThat(rows.get(0).<String>getAs("reason")).isNull();
        assertThat(rows.get(1).<Float>getAs("sentiment")).isNull();
        assertThat(rows.get(1).<String>getAs("label")).isNull();
        assertThat(rows.get(1).<String>getAs("decided_by")).isEqualTo("model");
        assertThat(rows.get(1).<String>getAs("reason")).isEqualTo("the model's output is not a number");
    }

    @Test
    void scores_no_text_again_when_the_result_is_used_again() {
        Dataset<Row> scored = WeiboSentiment.score(texts("好看", "难看"), tiny().build());
        List<Row> rows = scored.collectAsList();

        assertThat(scored.queryExecution().optimizedPlan().toString())
                .contains("LogicalRDD")
                .doesNotContain("MapPartitions");
        assertThat(spark.sparkContext().getRDDStorageInfo())
                .isNotEmpty()
                .allMatch(kept -> kept.numCachedPartitions() == kept.numPartitions());
        assertThat(scored.collectAsList()).isEqualTo(rows);
    }

    @Test
    void leaves_the_callers_job_description() {
        spark.sparkContext().setJobDescription("mine");
        try {
            WeiboSentiment.score(texts("好看"), tiny().build());
            assertThat(spark.sparkContext().getLocalProperty("spark.job.description"))
                    .isEqualTo("mine");
        } finally {
            spark.sparkContext().setJobDescription(null);
        }
    }

    @Test
    void reports_columns_that_cannot_be_used_before_it_scores() {
        Dataset<Row> given = texts("好看")
                .select(
                        col("text").as("Label"),
                        lit(1).as("tokens"),
                        col("text").as("words"));

        assertThatThrownBy(() -> WeiboSentiment.score(given, tiny().build()))
                .asInstanceOf(type(InvalidInputException.class))
                .satisfies(failure -> assertThat(failure.problems())
                        .satisfiesExactly(
                                text -> assertThat(text)
                                        .startsWith("the rows have the columns Label, tokens, which scoring adds;"),
                                text -> assertThat(text)
                                        .startsWith(
                                                "input.columns.text: the rows have no column 'text', or several; they"
                                                        + " have Label, tokens, words.")));
    }

    @Test
    void refuses_texts_that_are_no_strings_and_streams() {
        Dataset<Row> stream = spark.readStream().format("rate").load();

        assertThatThrownBy(() -> WeiboSentiment.score(
                        stream, tiny().set("input.columns.text", "value").build()))
                .hasMessageContaining("the rows are a stream")
                .hasMessageContaining("column 'value' is of type bigint; expected strings");
    }

    @Test
    void fails_where_rows_differ_each_time_they_are_computed() {
        UDF1<Long, String> now = id -> "好看 " + System.nanoTime();
        Column text = udf(now, DataTypes.StringType).asNondeterministic().apply(col("id"));
        Dataset<Row> scored = WeiboSentiment.score(spark.range(3).select(text.as("text")), tiny().build());

        assertThatThrownBy(() -> scored.select("sentiment").collectAsList())
                .hasStackTraceContaining("the rows differ each time they are computed");
    }

    @Test
    void keys_of_kept_scores_are_made_with_the_secret() throws IOException {
        Path secret = Files.writeString(dir.resolve("text.key"), "a secret of more than sixteen bytes");
        JobConfig config = tiny().set("scoring.store", dir.resolve("store").toString())
                .set("scoring.key-file", secret.toString())
                .build();

        WeiboSentiment.score(texts("今天天气真好"), config);

        assertThat(spark.read()
                        .parquet(dir.resolve("store").toString())
                        .select("text_key")
                        .collectAsList())
                .containsExactly(RowFactory.create(TextKeys.of(config.scoring()).of("今天天气真好")))
                .doesNotContain(RowFactory.create(TextKeys.unkeyed().of("今天天气真好")));
    }

    private static JobConfigBuilder tiny() {
        return WeiboSentiment.config()
                .set("model.bundle", TinyBundle.path().toString())
                .set("model.precision", "float32");
    }

    private Dataset<Row> texts(String... texts) {
        List<Row> rows = new ArrayList<>();
        for (String text : texts) {
            rows.add(RowFactory.create(text));
        }
        return spark.createDataFrame(rows, new StructType().add("text", DataTypes.StringType));
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".parquet"))
                    .sorted()
                    .toList();
        }
    }

    private static List<String> concat(List<String> some, List<String> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }
}
