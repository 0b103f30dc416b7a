package io.weibosentiment.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.weibosentiment.Columns;
import io.weibosentiment.TestSpark;
import io.weibosentiment.config.DeviceChoice;
import io.weibosentiment.config.ScoringConfig;
import io.weibosentiment.config.TestConfig;
import io.weibosentiment.engine.IntegerBatch;
import io.weibosentiment.engine.SavedModelSession;
import io.weibosentiment.model.TinyBundle;
import io.weibosentiment.model.featurizer.Batch;
import io.weibosentiment.model.featurizer.Features;
import io.weibosentiment.model.featurizer.Featurizer;
import io.weibosentiment.text.TextKey;
import java.io.IOException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class ScorerTest {

    private static final String GROUP = "scoring";
    private static final AtomicInteger LOADS = new AtomicInteger();
    private static final ScoringConfig SMALL_BATCHES =
            TestConfig.with("scoring.batch-tokens=256", "scoring.look-ahead=50").scoring();

    /** A token a character, between [CLS] and [SEP]; at most 64. {@code poisoned} is what the graph refuses. */
    private record CharacterFeaturizer(char poisoned) implements IdFeaturizer, Serializable {

        private static final int OUTSIDE_VOCABULARY = 1_000_000;
        private static final int FIRST_WORD = 5;
        private static final int WORDS = 150;

        @Override
        public List<Features> encode(List<String> texts) {
            return texts.stream().map(this::encode).toList();
        }

        private Features encode(String text) {
            int length = Math.min(text.length() + 2, maxTokens());
            int[] ids = new int[length];
            ids[0] = 2;
            for (int i = 1; i < length - 1; i++) {
                char c = text.charAt(i - 1);
                ids[i] = c == poisoned ? OUTSIDE_VOCABULARY : FIRST_WORD + c % WORDS;
            }
            ids[length - 1] = 3;
            return new IdFeatures(ids, text.length() + 2 > length);
        }

        @Override
        public Batch batch(List<Features> features) {
            int length = features.get(0).tokens();
            int[] ids = IdFeatures.together(features);
            int[] mask = new int[ids.length];
            Arrays.fill(mask, 1);
            return new Batch(
                    "serving_default",
                    new IntegerBatch(
                            features.size(),
                            length,
                            Map.of("input_ids", ids, "attention_mask", mask, "token_type_ids", new int[ids.length])));
        }

        @Override
        public int maxTokens() {
            return 64;
        }
    }

    @Test
    void scores_do_not_depend_on_partitions_or_order() {
        Dataset<Row> texts = texts(randomTexts(500));
        Map<String, Float> once = sentiments(scorer("same").scorePartitions(texts.repartition(1)));
        assertThat(once).hasSize(500);
        for (int partitions : new int[] {3, 7}) {
            Map<String, Float> again = sentiments(scorer("same").scorePartitions(texts.repartition(partitions)));
            assertThat(again.keySet()).isEqualTo(once.keySet());
            again.forEach((key, sentiment) -> assertThat(sentiment).isCloseTo(once.get(key), within(1e-5f)));
        }
    }

    @Test
    void loads_the_model_once_for_all_tasks() {
        LOADS.set(0);
        Dataset<Row> texts = texts(randomTexts(200));
        Scorer scorer = scorer("loaded once");
        scorer.scorePartitions(texts.repartition(6)).count();
        scorer.score(texts, TextLengths.of(texts, 64)).count();
        assertThat(LOADS).hasValue(1);
    }

    @Test
    void gives_one_row_a_text_with_tokens_and_truncation() {
        Dataset<Row> texts = texts(List.of("好看", "x".repeat(70), ""));
        Dataset<Row> scores = scorer("rows").score(texts, TextLengths.of(texts, 64));
        assertThat(scores.schema()).isEqualTo(Scorer.SCHEMA);
        Map<String, Row> rows =
                scores.collectAsList().stream().collect(Collectors.toMap(row -> row.getString(0), row -> row));
        assertThat(rows).hasSize(3);
        Row cut = rows.get(TextKey.of("x".repeat(70)));
        assertThat(cut.getInt(2)).isEqualTo(64);
        assertThat(cut.getBoolean(3)).isTrue();
        Row whole = rows.get(TextKey.of("好看"));
        assertThat(whole.getFloat(1)).isBetween(0f, 1f);
        assertThat(whole.getInt(2)).isEqualTo(4);
        assertThat(whole.getBoolean(3)).isFalse();
        assertThat(whole.isNullAt(4)).isTrue();
        assertThat(rows.get(TextKey.of("")).getInt(2)).isEqualTo(2);
    }

    @Test
    void says_why_a_text_was_not_scored_and_scores_the_rest() {
        List<String> sentences = IntStream.range(0, 40)
                .mapToObj(i -> String.format("text %02d", i))
                .toList();
        Dataset<Row> texts = texts(sentences).union(texts(List.of("bad ☠!!")));
        List<Row> rows = scorer("poisoned").scorePartitions(texts.coalesce(1)).collectAsList();
        assertThat(rows).hasSize(41);
        Map<Boolean, List<Row>> byScored = rows.stream().collect(Collectors.partitioningBy(row -> !row.isNullAt(1)));
        assertThat(byScored.get(true)).hasSize(40);
        assertThat(byScored.get(false)).singleElement().satisfies(row -> {
            assertThat(row.getString(0)).isEqualTo(TextKey.of("bad ☠!!"));
            assertThat(row.getString(4)).startsWith("the engine failed: ");
        });
    }

    @Test
    void stops_when_the_engine_fails_on_every_text() {
        Dataset<Row> texts = texts(IntStream.range(0, 60).mapToObj(i -> "☠" + i).toList());
        assertThatThrownBy(() ->
                        scorer("broken").scorePartitions(texts.coalesce(1)).count())
                .hasStackTraceContaining("the engine failed on each of the first 20 texts");
    }

    /** Cancels the job from within its second batch. */
    private record CancellingFeaturizer(Featurizer featurizer) implements IdFeaturizer, Serializable {

        private static final AtomicInteger BATCHES = new AtomicInteger();

        /** Static, as what a closure holds may not refer to the driver. */
        private static Runnable cancel = () -> {};

        @Override
        public List<Features> encode(List<String> texts) {
            return featurizer.encode(texts);
        }

        @Override
        public Batch batch(List<Features> features) {
            if (BATCHES.incrementAndGet() == 2) {
                cancel.run();
                while (!TaskContext.get().isInterrupted()) {
                    Thread.onSpinWait();
                }
            }
            return featurizer.batch(features);
        }

        @Override
        public int maxTokens() {
            return featurizer.maxTokens();
        }
    }

    @Test
    void a_killed_task_runs_no_further_batch() {
        CancellingFeaturizer.BATCHES.set(0);
        Scorer scorer = scorer("cancelled", new CancellingFeaturizer(new CharacterFeaturizer('☠')));
        Dataset<Row> texts = texts(randomTexts(500)).coalesce(1);
        SparkContext context = TestSpark.session().sparkContext();
        CancellingFeaturizer.cancel = () -> context.cancelJobGroup(GROUP);
        context.setJobGroup(GROUP, "to be cancelled", false);
        try {
            assertThatThrownBy(() -> scorer.scorePartitions(texts).count()).hasMessageContaining("cancelled");
        } finally {
            context.clearJobGroup();
        }
        scorer("after it").scorePartitions(texts(List.of("好"))).count(); // no task uses the model of the killed one
        assertThat(CancellingFeaturizer.BATCHES).hasValue(2);
    }

    @Test
    void counts_what_was_done() {
        List<String> sentences = randomTexts(100);
        Dataset<Row> texts = texts(sentences);
        try (ScoringProgress progress = ScoringProgress.register(TestSpark.session())) {
            new Scorer(request("counted"), SMALL_BATCHES, progress)
                    .score(texts, TextLengths.of(texts, 64))
                    .count();
            ScoringProgress.Counts counts = progress.done();
            assertThat(counts.texts()).isEqualTo(100);
            assertThat(counts.unscored()).isZero();
            assertThat(counts.tokens())
                    .isEqualTo(sentences.stream()
                            .mapToInt(text -> Math.min(64, text.length() + 2))
                            .sum());
            assertThat(counts.batches()).isPositive();
            assertThat(counts.engineNanos()).isPositive();
        }
    }

    @Test
    void finds_a_model_that_was_loaded_early() {
        int before = LOADS.get();
        try (EarlyModel early = EarlyModel.of(TestSpark.session().sparkContext(), request("early"))) {
            early.begin();
            early.begin();
        }
        assertThat(LOADS.get()).isEqualTo(before + 1);

        assertThat(sentiments(scorer("early").scorePartitions(texts(List.of("好", "不好")))))
                .hasSize(2);
        assertThat(LOADS.get()).isEqualTo(before + 1);
    }

    @Test
    void loads_no_model_early_unless_asked() {
        int before = LOADS.get();
        EarlyModel.of(TestSpark.session().sparkContext(), request("never")).close();
        assertThat(LOADS.get()).isEqualTo(before);
    }

    /** A task that needs it says why. */
    @Test
    void model_that_cannot_be_loaded_early_stops_nothing() {
        ModelLoader broken = (cache, engine) -> {
            throw new IOException("no such bundle");
        };
        ExecutorModels.Request request = new ExecutorModels.Request("broken", DeviceChoice.CPU, "", broken);
        try (EarlyModel early = EarlyModel.of(TestSpark.session().sparkContext(), request)) {
            assertThatCode(early::begin).doesNotThrowAnyException();
        }
        assertThat(sentiments(scorer("whole").scorePartitions(texts(List.of("好")))))
                .hasSize(1);
    }

    private Scorer scorer(String identity) {
        return new Scorer(request(identity), SMALL_BATCHES, ScoringProgress.register(TestSpark.session()));
    }

    private Scorer scorer(String identity, Featurizer featurizer) {
        return new Scorer(request(identity, featurizer), SMALL_BATCHES, ScoringProgress.register(TestSpark.session()));
    }

    private ExecutorModels.Request request(String identity) {
        return request(identity, new CharacterFeaturizer('☠'));
    }

    private ExecutorModels.Request request(String identity, Featurizer featurizer) {
        String folder = TinyBundle.savedModel().toString();
        ModelLoader loader = (cache, engine) -> {
            LOADS.incrementAndGet();
            return new LoadedModel(
                    featurizer,
                    SavedModelSession.load(java.nio.file.Path.of(folder), engine),
                    "logits",
                    CharacterCounter.HEAD);
        };
        return new ExecutorModels.Request(identity, DeviceChoice.CPU, "", loader);
    }

    private static Map<String, Float> sentiments(Dataset<Row> scores) {
        return scores.collectAsList().stream()
                .collect(Collectors.toMap(row -> row.getString(0), row -> row.getFloat(1)));
    }

    private static List<String> randomTexts(int count) {
        Random random = new Random(11);
        return IntStream.range(0, count)
                .mapToObj(i -> i
                        + random.ints(random.nextInt(40), '一', '龥')
                                .mapToObj(Character::toString)
                                .collect(Collectors.joining()))
                .toList();
    }

    private static Dataset<Row> texts(List<String> texts) {
        StructType schema = new StructType()
                .add(Columns.TEXT_KEY, DataTypes.StringType)
                .add(Columns.CLEANED_TEXT, DataTypes.StringType);
        return TestSpark.session()
                .createDataFrame(
                        texts.stream()
                                .map(text -> RowFactory.create(TextKey.of(text), text))
                                .toList(),
                        schema);
    }
}
