package io.weibosentiment.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weibosentiment.CapturedLog;
import io.weibosentiment.Columns;
import io.weibosentiment.TestSpark;
import io.weibosentiment.config.DeviceChoice;
import io.weibosentiment.config.TestConfig;
import io.weibosentiment.engine.SavedModelSession;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A text that the engine refuses does not appear in the log. */
class FailedTextsLogTest {

    private static final String TEXT = "zqxtext7";
    private static final int ENGINE_LIMIT = 100;

    @TempDir
    Path dir;

    @BeforeEach
    void write_model() throws IOException {
        SizeLimitedModel.write(dir, ENGINE_LIMIT);
    }

    @Test
    void a_text_that_fails_is_not_logged() {
        List<String> texts = List.of("short " + TEXT, "long " + TEXT.repeat(20), "also short " + TEXT);
        try (CapturedLog log = CapturedLog.start()) {
            List<Row> rows = scored(texts).collectAsList();

            assertThat(rows.stream().filter(row -> row.isNullAt(1))).hasSize(1);
            assertThat(log.lines()).isNotEmpty().noneMatch(line -> line.contains(TEXT));
        }
    }

    @Test
    void texts_that_all_fail_stop_the_job_without_being_logged() {
        List<String> texts =
                IntStream.range(0, 30).mapToObj(i -> i + TEXT.repeat(20)).toList();
        try (CapturedLog log = CapturedLog.start()) {
            assertThatThrownBy(() -> scored(texts).count())
                    .hasStackTraceContaining("the engine failed on each of the first")
                    .hasMessageNotContaining(TEXT);

            assertThat(log.lines())
                    .anyMatch(line -> line.contains("the engine failed on each of the first"))
                    .noneMatch(line -> line.contains(TEXT));
        }
    }

    private Dataset<Row> scored(List<String> texts) {
        String folder = dir.toString();
        ModelLoader loader = (cache, engine) -> new LoadedModel(
                new CharacterCounter(),
                SavedModelSession.load(Path.of(folder), engine),
                "logits",
                CharacterCounter.HEAD);
        ExecutorModels.Request request = new ExecutorModels.Request("refusing " + folder, DeviceChoice.CPU, "", loader);
        Scorer scorer = new Scorer(
                request,
                TestConfig.with("scoring.look-ahead=100").scoring(),
                ScoringProgress.register(TestSpark.session()));
        return scorer.scorePartitions(texts(texts).coalesce(1));
    }

    private static Dataset<Row> texts(List<String> texts) {
        StructType schema = new StructType()
                .add(Columns.TEXT_KEY, DataTypes.StringType)
                .add(Columns.CLEANED_TEXT, DataTypes.StringType);
        return TestSpark.session()
                .createDataFrame(
                        texts.stream()
                                .map(text -> RowFactory.create("key of " + text.length(), text))
                                .toList(),
                        schema);
    }
}
