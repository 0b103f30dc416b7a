package io.weibosentiment.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weibosentiment.TestSpark;
import io.weibosentiment.engine.IntegerBatch;
import io.weibosentiment.engine.OfflineEngine;
import io.weibosentiment.engine.SavedModelSession;
import io.weibosentiment.files.HostCache;
import io.weibosentiment.model.featurizer.Batch;
import io.weibosentiment.model.featurizer.Features;
import io.weibosentiment.model.featurizer.Featurizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.exceptions.TFResourceExhaustedException;

class ScoringIteratorTest {

    private static final int ENGINE_LIMIT = 100;

    @TempDir
    Path dir;

    private OfflineEngine engine;

    @BeforeEach
    void write_model() throws IOException {
        SizeLimitedModel.write(dir, ENGINE_LIMIT);
        engine = OfflineEngine.startOnCpu(HostCache.at(Optional.empty()));
    }

    /** Ten tokens a text, all of them the text's length. */
    private static final class LengthFeaturizer implements IdFeaturizer {

        private static final int TOKENS = 10;

        private final int mostTexts;
        private final Supplier<RuntimeException> shortage;
        private int batchesLeft;
        private int tooLarge;

        private LengthFeaturizer(int batchesLeft, int mostTexts, Supplier<RuntimeException> shortage) {
            this.batchesLeft = batchesLeft;
            this.mostTexts = mostTexts;
            this.shortage = shortage;
        }

        LengthFeaturizer() {
            this(Integer.MAX_VALUE, Integer.MAX_VALUE, IllegalStateException::new);
        }

        /** The featurizer of an engine that breaks after so many batches. */
        static LengthFeaturizer brokenAfter(int batches) {
            return new LengthFeaturizer(batches, Integer.MAX_VALUE, IllegalStateException::new);
        }

        /** The featurizer of an engine that fails on more texts at once. */
        static LengthFeaturizer of(int mostTexts, Supplier<RuntimeException> shortage) {
            return new LengthFeaturizer(Integer.MAX_VALUE, mostTexts, shortage);
        }

        @Override
        public List<Features> encode(List<String> texts) {
            return texts.stream()
                    .<Features>map(text -> {
                        int[] ids = new int[TOKENS];
                        Arrays.fill(ids, text.length());
                        return new IdFeatures(ids, false);
                    })
                    .toList();
        }

        @Override
        public Batch batch(List<Features> features) {
            if (batchesLeft-- <= 0) {
                throw new IllegalStateException("CUDA_ERROR_ILLEGAL_ADDRESS");
            }
            if (features.size() > mostTexts) {
                tooLarge++;
                throw shortage.get();
            }
            int[] ids = IdFeatures.together(features);
            return new Batch("serving_default", new IntegerBatch(features.size(), TOKENS, Map.of("input_ids", ids)));
        }

        @Override
        public int maxTokens() {
            return TOKENS;
        }
    }

    @Test
    void halves_a_batch_that_is_too_large_and_remembers_the_size() {
        LengthFeaturizer featurizer =
                LengthFeaturizer.of(10, () -> new TFResourceExhaustedException("OOM when allocating tensor"));
        try (LoadedModel model = model(featurizer);
                ScoringProgress progress = ScoringProgress.register(TestSpark.session())) {
            List<Row> scores = score(model, progress, 100);
            assertThat(scores).hasSize(100).allSatisfy(row -> {
                assertThat(row.isNullAt(4)).isTrue();
                assertThat(row.getFloat(1)).isBetween(0.5f, 1f);
            });
            // 32 texts of 10 tokens in a batch: it fails at 32 and 16, goes on at 8.
            assertThat(featurizer.tooLarge).isEqualTo(2);
            assertThat(model.limit().isTooLarge(16, 10)).isTrue();
            assertThat(model.limit().isTooLarge(15, 10)).isFalse();
        }
    }

    @Test
    void remembers_no_size_that_failed_for_another_reason() {
        LengthFeaturizer featurizer = LengthFeaturizer.of(10, () -> new IllegalStateException("a passing fault"));
        try (LoadedModel model = model(featurizer);
                ScoringProgress progress = ScoringProgress.register(TestSpark.session())) {
            assertThat(score(model, progress, 64)).hasSize(64);
            assertThat(model.limit().isTooLarge(512, 512)).isFalse();
        }
    }

    @Test
    void halves_what_the_graph_itself_refuses() {
        try (LoadedModel model = model(new LengthFeaturizer());
                ScoringProgress progress = ScoringProgress.register(TestSpark.session())) {
            assertThat(score(model, progress, 32)).hasSize(32).allMatch(row -> row.isNullAt(4));
            assertThat(progress.done().batches()).isEqualTo(4);
        }
    }

    private LoadedModel model(Featurizer featurizer) {
        return new LoadedModel(featurizer, SavedModelSession.load(dir, engine), "logits", CharacterCounter.HEAD);
    }

    /** It is not the texts: the task fails, and Spark repeats it elsewhere. */
    @ParameterizedTest
    @CsvSource({
        "0, 100, the engine fails on a plain text too",
        "0, 3, the engine fails on a plain text too",
        "6, 100, the engine fails on a text that it scored before",
    })
    void fails_when_the_engine_breaks(int batches, int texts, String expected) {
        try (LoadedModel model = model(LengthFeaturizer.brokenAfter(batches));
                ScoringProgress progress = ScoringProgress.register(TestSpark.session())) {
            assertThatThrownBy(() -> score(model, progress, texts))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith(expected)
                    .hasRootCauseMessage("CUDA_ERROR_ILLEGAL_ADDRESS");
        }
    }

    private static List<Row> score(LoadedModel model, ScoringProgress progress, int count) {
        List<Row> rows = IntStream.range(0, count)
                .mapToObj(i -> RowFactory.create("key " + i, "x".repeat(i)))
                .toList();
        List<Row> scores = new ArrayList<>();
        try (TokenizedWindows windows = new TokenizedWindows(rows.iterator(), model.featurizer(), 1000);
                TaskPredictor predictor = new TaskPredictor(model)) {
            new ScoringIterator(windows, model, predictor, new BatchPlanner(320, 512), progress.counters(), () -> {})
                    .forEachRemaining(scores::add);
        }
        return scores;
    }
}
