package io.weibosentiment.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.inference.Predictor;
import ai.djl.translate.TranslateException;
import io.weibosentiment.InvalidInputException;
import io.weibosentiment.config.Precision;
import io.weibosentiment.engine.IntegerBatch;
import io.weibosentiment.engine.SavedModelSession;
import io.weibosentiment.model.bundle.BundleCache;
import io.weibosentiment.model.bundle.BundleManifest;
import io.weibosentiment.model.bundle.ModelBundle;
import io.weibosentiment.model.bundle.PreparedModel;
import io.weibosentiment.model.featurizer.Batch;
import io.weibosentiment.model.featurizer.Features;
import io.weibosentiment.model.featurizer.Featurizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bundle of a KEAMM, as everything else takes it. */
class KeammBundleTest {

    private static TinyTraining training;

    @TempDir
    private Path folder;

    @BeforeAll
    static void make() throws IOException {
        training = new TinyTraining(TinyTraining.options(Architecture.KEAMM, 0.1, 500));
    }

    @AfterAll
    static void close() {
        training.close();
    }

    @Test
    void a_text_becomes_sequences_of_which_none_is_longer_than_its_characters() {
        Features features = training.featurizer.encode(List.of("好棒赞 ab[泪]")).get(0);

        assertThat(features.tokens()).isEqualTo(6);
        assertThat(training.featurizer.sequences(features).keySet())
                .containsExactly(
                        "character-radicals", "characters", "knowledge", "parts-of-speech", "word-radicals", "words");
        assertThat(training.featurizer.sequences(features).values())
                .allSatisfy(row -> assertThat(row).hasSizeBetween(1, 6));
        assertThat(training.featurizer.sequences(features).get("characters").get(5))
                .as("a character that is in no text")
                .isEqualTo(1);
        assertThat(training.featurizer.tokens("好[泪]"))
                .containsExactly("女", "[水]", "好", "[泪]", "好", "[泪]", "a+", "emoticon", "女", "[水]", "好", "[泪]");
    }

    @Test
    void what_the_ontology_knows_of_words_is_looked_at() throws IOException {
        Features features = training.featurizer.encode(List.of("恨 很 好")).get(0);

        assertThat(training.featurizer.sequences(features).get("knowledge")).containsExactly(4, 0, 1);
    }

    /** Batches of one length, as they are scored. */
    @Test
    void a_text_gives_the_same_logits_in_every_batch() throws Exception {
        PreparedModel model = training.start.prepare(Precision.FLOAT32);
        List<Features> texts = texts();
        try (SavedModelSession session = SavedModelSession.load(model.savedModel(), training.engine)) {
            List<float[]> together = logits(session, model, texts, texts.size());
            for (int rows : new int[] {1, 5}) {
                List<float[]> apart = logits(session, model, texts, rows);
                for (int i = 0; i < texts.size(); i++) {
                    assertThat(apart.get(i)).as("text %d, batch of %d", i, rows).isEqualTo(together.get(i));
                }
            }
        }
    }

    /** Of 11 characters, with other numbers of words. */
    private static List<Features> texts() {
        Random random = new Random(5);
        String characters = "好棒赞差骂恨太天气ab!";
        List<String> texts = IntStream.range(0, 100)
                .mapToObj(i -> random.ints(11, 0, characters.length())
                        .mapToObj(at -> characters.substring(at, at + 1))
                        .reduce("", String::concat))
                .toList();
        return training.featurizer.encode(texts);
    }

    private static List<float[]> logits(SavedModelSession session, PreparedModel model, List<Features> texts, int rows)
            throws TranslateException {
        List<float[]> logits = new ArrayList<>();
        for (int from = 0; from < texts.size(); from += rows) {
            Batch batch = training.featurizer.batch(texts.subList(from, Math.min(texts.size(), from + rows)));
            try (Predictor<IntegerBatch, float[][]> predictor =
                    session.newPredictor(batch.signature(), model.output())) {
                logits.addAll(List.of(predictor.predict(batch.inputs())));
            }
        }
        return logits;
    }

    @Test
    void it_is_computed_in_float32_alone() {
        BundleManifest manifest = training.start.manifest();

        assertThat(manifest.hasOnePrecision()).isTrue();
        for (Precision other : List.of(Precision.BFLOAT16, Precision.INT8)) {
            assertThatThrownBy(() -> manifest.requirePrecision(other))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("is a KEAMM, which is computed in float32")
                    .hasMessageContaining("--precision auto");
        }
    }

    @Test
    void the_same_texts_and_seed_make_the_same_bundle_and_it_is_read_as_it_was_made() throws IOException {
        try (TinyTraining other = new TinyTraining(training.options)) {
            assertThat(other.start.manifest()).isEqualTo(training.start.manifest());
        }

        ModelBundle read = new BundleCache(TinyTraining.CACHE, new Configuration())
                .fetch(training.start.folder().toAbsolutePath().toString());

        assertThat(read.manifest()).isEqualTo(training.start.manifest());
        assertThat(read.manifest().format()).isEqualTo(6);
    }

    @Test
    void a_bundle_made_with_another_segmenter_is_refused() throws IOException {
        Path file = training.start.folder().resolve(BundleManifest.VOCABULARIES);
        String text = Files.readString(file);
        Files.createDirectories(folder);
        for (String name : List.of("model.json", "weights.safetensors")) {
            Files.copy(training.start.folder().resolve(name), folder.resolve(name));
        }
        Files.writeString(folder.resolve(BundleManifest.VOCABULARIES), text.replace("1.8.6", "1.8.5"));
        ModelBundle other = new ModelBundle(folder, training.start.manifest(), TinyTraining.CACHE);

        assertThatThrownBy(() -> open(other))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("segmenter hanlp-portable 1.8.5")
                .hasMessageContaining("hanlp-portable 1.8.6");
    }

    private static void open(ModelBundle bundle) throws IOException {
        try (Featurizer featurizer = bundle.featurizer(OptionalInt.empty())) {
            assertThat(featurizer.maxTokens()).isPositive();
        }
    }

    @Test
    void a_training_from_a_model_of_another_kind_is_refused() {
        assertThatThrownBy(() -> StartingModel.of(training.start.manifest(), Architecture.KEAMM_TWO_BIGRUS, List.of()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(
                        "found a model of the architecture keamm; expected keamm-two-bigrus, or no --from");
        assertThatThrownBy(() -> StartingModel.of(training.start.manifest(), Architecture.BERT, List.of()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("the architecture keamm; expected a BERT");
        assertThat(StartingModel.of(training.start.manifest(), Architecture.KEAMM, List.of())
                        .fresh())
                .isEmpty();
    }
}
