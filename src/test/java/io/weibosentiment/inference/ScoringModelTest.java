package io.weibosentiment.inference;

import static org.apache.spark.sql.functions.max;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weibosentiment.Columns;
import io.weibosentiment.InvalidInputException;
import io.weibosentiment.TestSpark;
import io.weibosentiment.config.DeviceChoice;
import io.weibosentiment.config.ModelConfig;
import io.weibosentiment.config.Precision;
import io.weibosentiment.config.TestConfig;
import io.weibosentiment.model.TinyBundle;
import io.weibosentiment.text.TextKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScoringModelTest {

    private static final StructType TEXTS = new StructType()
            .add(Columns.TEXT_KEY, DataTypes.StringType)
            .add(Columns.CLEANED_TEXT, DataTypes.StringType);
    private static final List<String> SENTENCES = IntStream.range(0, 200)
            .mapToObj(i -> "今天天气不错好看难过 ok " + "哈".repeat(i % 23) + i)
            .toList();

    @Test
    void scores_a_bundle_as_the_inspector_shows_it_whatever_the_partitions() throws Exception {
        SparkSession spark = TestSpark.session();
        ModelConfig config = config(Precision.FLOAT32, DeviceChoice.AUTO);
        ScoringModel model = ScoringModel.open(spark, config);
        Map<String, Float> scores;
        try (ScoringProgress progress = ScoringProgress.register(spark)) {
            Scorer scorer = model.scorer(
                    spark,
                    TestConfig.with("scoring.batch-tokens=256", "scoring.look-ahead=64")
                            .scoring(),
                    progress);
            scores = sentiments(scorer.score(texts(spark), model.lengths(texts(spark))));
            for (int partitions : new int[] {1, 3, 7}) {
                sentiments(scorer.scorePartitions(texts(spark).repartition(partitions)))
                        .forEach((key, sentiment) -> assertThat(sentiment).isEqualTo(scores.get(key)));
            }
        }
        assertThat(scores).hasSize(SENTENCES.size());
        try (TextInspector inspector = ScoringModel.inspector(config, new Configuration())) {
            for (String sentence : SENTENCES.subList(0, 30)) {
                TextInspector.Inspection seen = inspector.inspect(sentence);
                assertThat(seen.sentiment()).isEqualTo(scores.get(TextKey.of(sentence)));
                assertThat(seen.sequences())
                        .singleElement()
                        .satisfies(sequence -> assertThat(sequence.tokens())
                                .hasSameSizeAs(sequence.tokenIds())
                                .startsWith("[CLS]")
                                .endsWith("[SEP]"));
                assertThat(seen.logits()).hasSize(2);
            }
        }
    }

    /** Both runs are in one process, whose model the second may only share if it cuts texts where the first did. */
    @ParameterizedTest
    @ValueSource(ints = {8, 12})
    void cuts_texts_where_each_run_asks(int maxTokens) throws Exception {
        SparkSession spark = TestSpark.session();
        ModelConfig whole = config(Precision.FLOAT32, DeviceChoice.AUTO);
        ModelConfig cut = new ModelConfig(
                whole.bundle(), whole.precision(), whole.device(), OptionalInt.of(maxTokens), whole.cacheDir());
        try (ScoringProgress progress = ScoringProgress.register(spark)) {
            Row most = ScoringModel.open(spark, cut)
                    .scorer(spark, TestConfig.with().scoring(), progress)
                    .scorePartitions(texts(spark))
                    .agg(max(Columns.TOKENS))
                    .head();
            assertThat(most.getInt(0)).isEqualTo(maxTokens);
        }
    }

    @Test
    void says_which_precision_and_device_and_why() throws Exception {
        ScoringModel model = ScoringModel.open(TestSpark.session(), config(Precision.FLOAT32, DeviceChoice.AUTO));
        assertThat(model.described()).contains("precision float32 (as asked for), device cpu on ");
    }

    @Test
    void stops_before_scoring_when_a_gpu_was_asked_for_and_none_is_assigned() {
        assertThatThrownBy(() -> ScoringModel.open(TestSpark.session(), config(Precision.AUTO, DeviceChoice.GPU)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("assigned no GPU");
    }

    private static ModelConfig config(Precision precision, DeviceChoice device) {
        return new ModelConfig(TinyBundle.path().toString(), precision, device, OptionalInt.empty(), Optional.empty());
    }

    private static Dataset<Row> texts(SparkSession spark) {
        return spark.createDataFrame(
                SENTENCES.stream()
                        .map(text -> RowFactory.create(TextKey.of(text), text))
                        .toList(),
                TEXTS);
    }

    private static Map<String, Float> sentiments(Dataset<Row> scores) {
        return scores.collectAsList().stream()
                .collect(Collectors.toMap(row -> row.getString(0), row -> row.getFloat(1)));
    }
}
