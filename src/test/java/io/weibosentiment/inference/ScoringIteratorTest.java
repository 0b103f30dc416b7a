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
import java.util.SortedMap;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    private static final class LengthFeaturizer implements Featurizer {

        private static final int TOKENS = 10;

        private int batchesLeft;

        /** The featurizer of an engine that breaks after so many batches. */
        LengthFeaturizer(int batchesLeft) {
            this.batchesLeft = batchesLeft;
        }

        LengthFeaturizer() {
            this(Integer.MAX_VALUE);
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
        public List<String> tokens(String text) {
            return List.of(text);
        }

        @Override
        public SortedMap<String, List<Integer>> sequences(Features features) {
            return IdFeatures.sequences(features);
        }

        @Override
        public Batch batch(List<Features> features) {
            if (batchesLeft-- <= 0) {
                throw new IllegalStateException("CUDA_ERROR_ILLEGAL_ADDRESS");
            }
            int[] ids = IdFeatures.together(features);
            return new Batch("serving_default", new IntegerBatch(features.size(), TOKENS, Map.of("input_ids", ids)));
        }

        @Override
        public int maxTokens() {
            return TOKENS;
        }

        @Override
        public void close() {}
    }

    @Test
    void halves_a_batch_that_is_too_large_and_remembers_the_size() {
        try (LoadedModel model = new LoadedModel(
                        new LengthFeaturizer(), SavedModelSession.load(dir, engine), "logits", CharacterCounter.HEAD);
                ScoringProgress progress = ScoringProgress.register(TestSpark.session())) {
            List<Row> scores = score(model, progress, 100);
            assertThat(scores).hasSize(100).allSatisfy(row -> {
                assertThat(row.isNullAt(4)).isTrue();
                assertThat(row.getFloat(1)).isBetween(0.5f, 1f);
            });
            // 100 texts of 10 tokens in a batch of 320 tokens: it fails at 320 and 160, goes on at 80.
            assertThat(model.tooManyTokens()).hasValue(160);
            long batches = progress.done().batches();
            score(model, progress, 32);
            assertThat(progress.done().batches() - batches).isEqualTo(4);
        }
    }

    /** It is not the texts: the task fails, and Spark repeats it elsewhere. */
    @ParameterizedTest
    @CsvSource({
        "0, 100, the engine fails on a plain text too",
        "0, 3, the engine fails on a plain text too",
        "6, 100, the engine fails on a text that it scored before",
    })
    void fails_when_the_engine_breaks(int batches, int texts, String expected) {
        try (LoadedModel model = new LoadedModel(
                        new LengthFeaturizer(batches),
                        SavedModelSession.load(dir, engine),
                        "logits",
                        CharacterCounter.HEAD);
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
            new ScoringIterator(windows, model, predictor, new BatchPlanner(320, 512), progress.counters())
                    .forEachRemaining(scores::add);
        }
        return scores;
    }
}
