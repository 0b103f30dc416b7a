package io.weibosentiment.inference;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.rand;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.weibosentiment.Columns;
import io.weibosentiment.SharedFiles;
import io.weibosentiment.TestSpark;
import io.weibosentiment.config.DeviceChoice;
import io.weibosentiment.config.ModelConfig;
import io.weibosentiment.config.Precision;
import io.weibosentiment.config.TestConfig;
import io.weibosentiment.engine.CpuFeatures;
import io.weibosentiment.text.TextKey;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import scala.Tuple2;

/** A text's score is a function of the text, the model and the precision alone: equal to the bit, however it is fed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScoreIdentityIT {

    private static final int TEXTS = 3000;
    private static final int ALONE = 40;

    private final SparkSession spark = TestSpark.session();

    private Dataset<Row> texts;

    @BeforeAll
    void read_comments() {
        texts = comments();
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "BFLOAT16", "INT8"})
    void scores_are_equal_to_the_bit_over_shuffles_partitions_and_batch_sizes(Precision precision) throws IOException {
        assumeTrue(
                precision != Precision.INT8 || CpuFeatures.ofThisHost().nativeInt8(),
                "a processor that has int8 in hardware");
        Map<String, Integer> once = bits(scorer(precision, 4096, 8192).scorePartitions(texts.repartition(1)));
        assertThat(once).hasSize(TEXTS);

        for (int partitions : new int[] {2, 5, 16}) {
            Dataset<Row> shuffled =
                    texts.orderBy(rand(partitions)).repartition(partitions).sortWithinPartitions(rand(7));
            assertThat(bits(scorer(precision, 4096, 8192).scorePartitions(shuffled)))
                    .isEqualTo(once);
        }
        assertThat(bits(scorer(precision, 300, 100).scorePartitions(texts.repartition(3))))
                .isEqualTo(once);
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "BFLOAT16"})
    void a_text_alone_scores_as_among_others(Precision precision) throws IOException {
        Dataset<Row> some = texts.limit(ALONE).cache();
        Map<String, Integer> together = bits(scorer(precision, 4096, 8192).scorePartitions(some.coalesce(1)));
        assertThat(bits(scorer(precision, 16, 8192).scorePartitions(some.coalesce(1))))
                .isEqualTo(together);
    }

    private Dataset<Row> comments() {
        String folder = SharedFiles.require("data/weibo-comments/dynamics").toString();
        MapFunction<String, String> key = TextKey::of;
        Dataset<Row> comments = spark.read()
                .json(folder)
                .select(col("comment.comment").as(Columns.CLEANED_TEXT))
                .where("length(cleaned_text) > 0")
                .distinct()
                .orderBy(Columns.CLEANED_TEXT)
                .sample(0.1, 1)
                .limit(TEXTS);
        return comments.select(Columns.CLEANED_TEXT)
                .as(Encoders.STRING())
                .map(
                        (MapFunction<String, Tuple2<String, String>>) text -> new Tuple2<>(key.call(text), text),
                        Encoders.tuple(Encoders.STRING(), Encoders.STRING()))
                .toDF(Columns.TEXT_KEY, Columns.CLEANED_TEXT)
                .cache();
    }

    private Scorer scorer(Precision precision, int batchTokens, int lookAhead) throws IOException {
        ModelConfig config = new ModelConfig(
                ModelConfig.BUNDLED, precision, DeviceChoice.CPU, OptionalInt.empty(), Optional.empty());
        return ScoringModel.open(spark, config)
                .scorer(
                        spark,
                        TestConfig.with("scoring.batch-tokens=" + batchTokens, "scoring.look-ahead=" + lookAhead)
                                .scoring(),
                        ScoringProgress.register(spark));
    }

    private static Map<String, Integer> bits(Dataset<Row> scores) {
        return scores.collectAsList().stream()
                .collect(Collectors.toMap(row -> row.getString(0), row -> Float.floatToIntBits(row.getFloat(1))));
    }
}
