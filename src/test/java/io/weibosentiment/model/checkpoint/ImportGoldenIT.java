package io.weibosentiment.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.weibosentiment.SharedFiles;
import io.weibosentiment.config.Precision;
import io.weibosentiment.engine.CpuFeatures;
import io.weibosentiment.files.HostCache;
import io.weibosentiment.model.bundle.BundleCache;
import io.weibosentiment.model.bundle.BundleManifest;
import io.weibosentiment.model.bundle.ModelBundle;
import io.weibosentiment.model.featurizer.Features;
import io.weibosentiment.model.featurizer.WordPieceFeaturizer;
import io.weibosentiment.model.weights.WeightType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Imported models against what real Transformers computed. */
class ImportGoldenIT {

    private static final double LOGITS = 1e-4;
    private static final double BFLOAT16_MAX = 0.02;
    private static final double BFLOAT16_MEAN = 0.003;
    private static final double INT8_MAX = 0.15;
    private static final double INT8_MEAN = 0.01;
    private static final int PADDED_TEXTS = 256;
    private static final int PADDED_TOKENS = 64;

    @TempDir
    static Path folder;

    /** The bundle of a checkpoint without one of its files, made once. */
    private static ModelBundle bundle(String model, String without, WeightType store) throws IOException {
        Path to = folder.resolve((model + "-" + without + "-" + store.key()).replace('/', '-'));
        if (!Files.exists(to)) {
            Path from = without.equals("none")
                    ? SharedFiles.require("models/" + model).toAbsolutePath().normalize()
                    : copy(model, without);
            new ModelImporter(ModelRun.CACHE, new Configuration())
                    .importModel(new ImportRequest(
                            from.toString(), to.toString(), store, OptionalInt.empty(), Optional.empty()));
        }
        return new BundleCache(new HostCache(folder.resolve("cache")), new Configuration()).fetch(to.toString());
    }

    private static Path copy(String model, String without) throws IOException {
        Path source = SharedFiles.require("models/" + model);
        Path copy = Files.createDirectories(folder.resolve("without-" + without).resolve(model));
        for (String file : Checkpoint.FILES) {
            if (Files.exists(source.resolve(file)) && !file.equals(without) && !Files.exists(copy.resolve(file))) {
                Files.createSymbolicLink(
                        copy.resolve(file), source.resolve(file).toAbsolutePath());
            }
        }
        return copy;
    }

    private static List<Features> encode(ModelBundle bundle, List<GoldenText> golden) throws IOException {
        return ModelRun.encode(bundle, golden.stream().map(GoldenText::text).toList());
    }

    @ParameterizedTest
    @CsvSource({
        "weibo-bert-mini,                none",
        "weibo-bert-small,               tokenizer.json",
        "weibo-bert-small,               vocab.txt",
        "tiny-keras-export,              none",
        "tiny-keras-export/saved_model/1, none",
    })
    void gives_the_tokens_of_transformers(String model, String without) throws IOException {
        List<GoldenText> golden = GoldenText.of(model.replaceAll("/.*", ""));
        List<Features> features = encode(bundle(model, without, WeightType.FLOAT16), golden);
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < golden.size(); i++) {
            if (!Arrays.equals(golden.get(i).input_ids(), WordPieceFeaturizer.ids(features.get(i)))
                    || golden.get(i).truncated() != features.get(i).truncated()) {
                wrong.add(golden.get(i).text());
            }
        }
        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "weibo-bert-mini,  tf_model.h5,       FLOAT32",
        "weibo-bert-mini,  model.safetensors, FLOAT32",
        "weibo-bert-small, none,              FLOAT16",
        "tiny-keras-export, none,             FLOAT32",
    })
    void gives_the_logits_of_transformers(String model, String without, WeightType store) throws IOException {
        List<GoldenText> golden = GoldenText.of(model);
        ModelBundle bundle = bundle(model, without, store);
        List<Features> features = encode(bundle, golden);
        Difference exact = Difference.of(golden, ModelRun.exact(bundle, Precision.FLOAT32, features));
        System.out.printf("%s without %s, float32: %s%n", model, without, exact);
        assertThat(exact.logits()).isLessThan(LOGITS);

        List<GoldenText> some = shortTexts(golden);
        Difference padded = Difference.of(some, ModelRun.padded(bundle, Precision.FLOAT32, encode(bundle, some)));
        System.out.printf("%s without %s, float32, padded: %s%n", model, without, padded);
        assertThat(padded.logits()).isLessThan(LOGITS);
    }

    private static List<GoldenText> shortTexts(List<GoldenText> golden) {
        return golden.stream()
                .filter(text -> text.input_ids().length <= PADDED_TOKENS)
                .limit(PADDED_TEXTS)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"weibo-bert-mini, FLOAT16", "weibo-bert-mini, BFLOAT16", "weibo-bert-small, FLOAT16"})
    void stays_close_in_bfloat16(String model, WeightType store) throws IOException {
        List<GoldenText> golden = GoldenText.of(model);
        ModelBundle bundle = bundle(model, "none", store);
        Difference difference =
                Difference.of(golden, ModelRun.exact(bundle, Precision.BFLOAT16, encode(bundle, golden)));
        System.out.printf("%s stored as %s, bfloat16: %s%n", model, store, difference);
        assertThat(difference.probability()).isLessThan(BFLOAT16_MAX);
        assertThat(difference.meanProbability()).isLessThan(BFLOAT16_MEAN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"weibo-bert-mini", "weibo-bert-small"})
    void stays_near_in_int8(String model) throws IOException {
        assumeTrue(CpuFeatures.ofThisHost().nativeInt8(), "a processor that has int8 in hardware");
        List<GoldenText> golden = GoldenText.of(model);
        ModelBundle bundle = bundle(model, "none", WeightType.FLOAT32);
        Difference difference = Difference.of(golden, ModelRun.exact(bundle, Precision.INT8, encode(bundle, golden)));
        System.out.printf("%s, int8: %s%n", model, difference);
        assertThat(difference.probability()).isLessThan(INT8_MAX);
        assertThat(difference.meanProbability()).isLessThan(INT8_MEAN);
    }

    @Test
    void makes_the_same_bundle_from_safetensors_and_hdf5() throws IOException {
        BundleManifest torch =
                bundle("weibo-bert-mini", "tf_model.h5", WeightType.FLOAT32).manifest();
        BundleManifest keras = bundle("weibo-bert-mini", "model.safetensors", WeightType.FLOAT32)
                .manifest();
        assertThat(keras.files()).isEqualTo(torch.files());
        assertThat(keras.fingerprint()).isEqualTo(torch.fingerprint());
        assertThat(keras.testVectors()).isEqualTo(torch.testVectors());
    }

    /** Two ways in, two graphs: ours from the weights, and the one that Keras exported. */
    @Test
    void gives_what_the_exported_saved_model_gives() throws IOException {
        List<GoldenText> golden = GoldenText.of("tiny-keras-export");
        ModelBundle built = bundle("tiny-keras-export", "none", WeightType.FLOAT32);
        ModelBundle wrapped = bundle("tiny-keras-export/saved_model/1", "none", WeightType.FLOAT32);
        List<Features> features = encode(built, golden);
        float[][] ours = ModelRun.exact(built, Precision.FLOAT32, features);
        float[][] kerass = ModelRun.exact(wrapped, Precision.FLOAT32, features);
        double largest = 0;
        for (int i = 0; i < golden.size(); i++) {
            for (int label = 0; label < 2; label++) {
                largest = Math.max(largest, Math.abs(ours[i][label] - kerass[i][label]));
            }
        }
        System.out.printf("tiny-keras-export, our graph against the exported one: %s%n", largest);
        assertThat(largest).isLessThan(LOGITS);
    }

    /** How far results are from the golden ones, over all texts. */
    private record Difference(double logits, double probability, double meanProbability) {

        static Difference of(List<GoldenText> golden, float[][] results) {
            double logits = 0;
            double probability = 0;
            double sum = 0;
            for (int i = 0; i < results.length; i++) {
                for (int label = 0; label < 2; label++) {
                    logits = Math.max(
                            logits, Math.abs(results[i][label] - golden.get(i).logits()[label]));
                }
                double difference = Math.abs(
                        GoldenText.probability(results[i]) - golden.get(i).probability());
                probability = Math.max(probability, difference);
                sum += difference;
            }
            return new Difference(logits, probability, sum / results.length);
        }
    }
}
