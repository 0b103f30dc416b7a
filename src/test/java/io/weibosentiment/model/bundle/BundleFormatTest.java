package io.weibosentiment.model.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.config.ModelConfig;
import io.weibosentiment.config.Precision;
import io.weibosentiment.model.TinyBundle;
import io.weibosentiment.model.bundle.BundleManifest.TestVector;
import io.weibosentiment.model.checkpoint.ModelRun;
import io.weibosentiment.model.featurizer.Features;
import io.weibosentiment.model.featurizer.Featurizer;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Bundles of every version that made some are opened for ever. Those of 0.1.0 were made from TinyCheckpoint: one with
 * weights in bfloat16, one from a SavedModel with the positive label "negative".
 */
class BundleFormatTest {

    private static final BundleCache CACHE = new BundleCache(ModelRun.CACHE, new Configuration());

    @TempDir
    private Path folder;

    private static String fixture(String name) throws URISyntaxException {
        return Path.of(BundleFormatTest.class
                        .getResource("version-0.1.0/" + name + ".zip")
                        .toURI())
                .toString();
    }

    @ParameterizedTest
    @CsvSource({
        "tiny-bert, positive, 48, 5f8dddafe543ea81eafe1b2abc6781083f58b79dd54e5f961714c3e88a9a3d6f",
        "tiny-saved-model, negative, 64, ac17ebb2a97368adc273fcd9ab3d97694dfc9ea8369353f81bed280859028db2"
    })
    void opens_a_bundle_of_version_0_1_0(String name, String positive, int maxTokens, String fingerprint)
            throws Exception {
        ModelBundle bundle = CACHE.fetch(fixture(name));
        assertThat(bundle.manifest().format()).isEqualTo(1);
        assertThat(bundle.manifest().fingerprint()).isEqualTo(fingerprint);
        assertThat(bundle.manifest().head().positiveLabel()).contains(positive);
        assertThat(bundle.manifest().maxTokens()).isEqualTo(maxTokens);
        List<TestVector> vectors = bundle.manifest().testVectors();
        assertThat(vectors).hasSize(5);
        List<Features> features =
                ModelRun.encode(bundle, vectors.stream().map(TestVector::text).toList());
        float[][] logits = ModelRun.exact(bundle, Precision.FLOAT32, features);
        try (Featurizer featurizer = bundle.featurizer(OptionalInt.empty())) {
            for (int i = 0; i < logits.length; i++) {
                assertThat(featurizer.sequences(features.get(i)))
                        .isEqualTo(vectors.get(i).sequences());
                assertThat(logits[i][0]).isCloseTo(vectors.get(i).logits().get(0), within(1e-4f));
                assertThat(logits[i][1]).isCloseTo(vectors.get(i).logits().get(1), within(1e-4f));
            }
        }
    }

    /** Scores are kept under it by everybody who uses the bundled model. */
    @Test
    void keeps_the_fingerprint_of_the_bundled_model() throws IOException {
        assertThat(CACHE.manifest(ModelConfig.BUNDLED).fingerprint())
                .isEqualTo("e0cee456ae4c6714edb050e2dc59413d607d4a00d2e3c887040f4ac33e2a3540");
    }

    /** The same model, so the same fingerprint, in this version and in those to come. */
    @Test
    void gives_the_tiny_model_the_fingerprint_it_always_had() throws IOException {
        assertThat(CACHE.manifest(TinyBundle.path().toString()).fingerprint())
                .isEqualTo("057b5957ec6d79fbf122a3d88c8ba7a12f8dd04be4566a4ee252ed7ccba29fed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"positive\": 1 | \"positive\": 0",
                "\"negative\",   | \"neutral\",",
                "\"heads\": 2    | \"heads\": 4",
                "\"GELU\"        | \"RELU\"",
            })
    void refuses_a_manifest_that_was_changed_by_hand(String from, String to) throws IOException {
        String changed = changed(from, to);
        assertThatThrownBy(() -> CACHE.manifest(changed))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("changed after the bundle was made")
                .hasMessageContaining("Import the model again");
    }

    @Test
    void refuses_one_of_version_0_1_0_whose_positive_label_was_changed_by_hand() throws Exception {
        String text = BundleSource.of(fixture("tiny-bert"), new Configuration()).manifest();
        assertThatThrownBy(() -> ManifestJson.read("model.json", text.replace("\"positive\": 1", "\"positive\": 0")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("has fingerprint 5f8dddaf")
                .hasMessageContaining("--positive-label");
    }

    /** Where texts are cut is no part of the model: a run may change it too. */
    @Test
    void takes_another_length_from_a_manifest() throws IOException {
        assertThat(CACHE.manifest(changed("\"maxTokens\": 64", "\"maxTokens\": 32"))
                        .maxTokens())
                .isEqualTo(32);
    }

    @Test
    void reads_what_it_writes() throws IOException {
        BundleManifest manifest = CACHE.manifest(TinyBundle.path().toString());
        assertThat(ManifestJson.read("model.json", ManifestJson.write(manifest)))
                .isEqualTo(manifest);
    }

    private String changed(String from, String to) throws IOException {
        Path bundle = folder.resolve("bundle");
        TinyBundle.copyTo(bundle);
        String text = Files.readString(bundle.resolve("model.json"));
        assertThat(text).contains(from);
        Files.writeString(bundle.resolve("model.json"), text.replace(from, to));
        return bundle.toString();
    }
}
