package io.weibosentiment.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.weibosentiment.SharedFiles;
import io.weibosentiment.config.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
class ImportGoldenTest {

    private static final double LOGITS = 1e-4;
    private static final double BFLOAT16_MAX = 0.02;
    private static final double BFLOAT16_MEAN = 0.003;

    @TempDir
    Path folder;

    private ModelBundle importModel(String model, Path from, WeightType store) throws IOException {
        String to = folder.resolve(model + "-" + store.key()).toString();
        new ModelImporter(ModelRun.CACHE, new Configuration())
                .importModel(new ImportRequest(
                        from.toAbsolutePath().normalize().toString(),
                        to,
                        store,
                        OptionalInt.empty(),
                        Optional.empty()));
        return new BundleCache(ModelRun.CACHE, new Configuration()).fetch(to);
    }

    /** A copy of a checkpoint without some of its files. */
    private Path without(String model, String... names) throws IOException {
        Path source = SharedFiles.require("models/" + model);
        Path copy = Files.createDirectory(folder.resolve("copy-of-" + model));
        for (String file : Checkpoint.FILES) {
            if (Files.exists(source.resolve(file)) && !List.of(names).contains(file)) {
                Files.createSymbolicLink(
                        copy.resolve(file), source.resolve(file).toAbsolutePath());
            }
        }
        return copy;
    }

    @ParameterizedTest
    @CsvSource({
        "weibo-bert-mini,    FLOAT32, tf_model.h5",
        "weibo-bert-mini,    FLOAT32, model.safetensors",
        "weibo-bert-small,   FLOAT16, tokenizer.json",
        "weibo-bert-small,   FLOAT16, vocab.txt",
        "tiny-keras-export,  FLOAT32, none",
        "tiny-keras-export/saved_model/1, FLOAT32, wrapped",
    })
    void gives_the_tokens_and_logits_of_transformers(String model, WeightType store, String without)
            throws IOException {
        String name = model.replaceAll("/.*", "");
        List<GoldenText> golden = GoldenText.of(name);
        Path from = without.equals("wrapped") ? SharedFiles.require("models/" + model) : without(model, without);
        ModelBundle bundle = importModel(name, from, store);
        List<Features> features =
                ModelRun.encode(bundle, golden.stream().map(GoldenText::text).toList());
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < golden.size(); i++) {
            if (!java.util.Arrays.equals(
                            golden.get(i).input_ids(), features.get(i).ids())
                    || golden.get(i).truncated() != features.get(i).truncated()) {
                wrong.add(golden.get(i).text());
            }
        }
        assertThat(wrong).isEmpty();
        Difference exact = Difference.of(golden, ModelRun.exact(bundle, Precision.FLOAT32, features));
        Difference padded = Difference.of(golden, ModelRun.padded(bundle, Precision.FLOAT32, features));
        System.out.println(model + " without " + without + ": exact " + exact + ", padded " + padded);
        assertThat(exact.logits()).isLessThan(LOGITS);
        assertThat(padded.logits()).isLessThan(LOGITS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"weibo-bert-mini", "weibo-bert-small", "tiny-keras-export"})
    void stays_close_in_bfloat16(String model) throws IOException {
        List<GoldenText> golden = GoldenText.of(model);
        ModelBundle bundle = importModel(model, SharedFiles.require("models/" + model), WeightType.FLOAT16);
        List<Features> features =
                ModelRun.encode(bundle, golden.stream().map(GoldenText::text).toList());
        for (Difference difference : List.of(
                Difference.of(golden, ModelRun.exact(bundle, Precision.BFLOAT16, features)),
                Difference.of(golden, ModelRun.padded(bundle, Precision.BFLOAT16, features)))) {
            System.out.println(model + " in bfloat16: " + difference);
            assertThat(difference.probability()).isLessThan(BFLOAT16_MAX);
            assertThat(difference.meanProbability()).isLessThan(BFLOAT16_MEAN);
        }
    }

    @Test
    void makes_the_same_bundle_from_safetensors_and_hdf5() throws IOException {
        ModelBundle torch = importModel("torch", without("weibo-bert-mini", "tf_model.h5"), WeightType.FLOAT32);
        Files.move(folder.resolve("copy-of-weibo-bert-mini"), folder.resolve("torch-checkpoint"));
        ModelBundle keras = importModel("keras", without("weibo-bert-mini", "model.safetensors"), WeightType.FLOAT32);
        assertThat(keras.manifest().files()).isEqualTo(torch.manifest().files());
        assertThat(keras.manifest().fingerprint()).isEqualTo(torch.manifest().fingerprint());
        assertThat(keras.manifest().testVectors()).isEqualTo(torch.manifest().testVectors());
    }

    /** How far results are from the golden ones. */
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
