package io.weibosentiment.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.inference.Predictor;
import ai.djl.translate.TranslateException;
import io.weibosentiment.config.ModelConfig;
import io.weibosentiment.config.Precision;
import io.weibosentiment.engine.CpuFeatures;
import io.weibosentiment.engine.IntegerBatch;
import io.weibosentiment.engine.OfflineEngine;
import io.weibosentiment.engine.SavedModelSession;
import io.weibosentiment.files.HostCache;
import io.weibosentiment.model.bundle.BundleCache;
import io.weibosentiment.model.bundle.ModelBundle;
import io.weibosentiment.model.bundle.PreparedModel;
import io.weibosentiment.model.checkpoint.TinyCheckpoint;
import io.weibosentiment.model.featurizer.Batch;
import io.weibosentiment.model.featurizer.Features;
import io.weibosentiment.model.featurizer.Featurizer;
import io.weibosentiment.model.featurizer.WordPieceFeaturizer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A text's logits are equal to the bit whatever batch it is in, with the kernels of every kind of processor that this
 * one can imitate: oneDNN chooses them by the instruction set and by the number of rows.
 */
class BatchInvarianceIT {

    private static final HostCache CACHE = HostCache.at(Optional.empty());
    private static final int TEXTS = 120;
    private static final int SHORTEST = 3;
    private static final int LONGEST = 40;
    private static final int FIRST_WORD = 5;

    @TempDir
    private Path folder;

    @Test
    void a_text_gives_the_same_logits_in_every_batch() throws Exception {
        assertThat(dependentTexts(folder)).isEmpty();
    }

    /** oneDNN reads its limit once, so each has a process of its own. */
    @ParameterizedTest
    @CsvSource({"AVX2, 0", "AVX512_CORE, 1"})
    void also_with_the_kernels_of_other_processors(String instructionSet, String oneDnnByDefault) throws Exception {
        Path output = folder.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                BatchInvarianceIT.class.getName(),
                folder.toString());
        builder.environment()
                .putAll(Map.of("ONEDNN_MAX_CPU_ISA", instructionSet, "TF_ENABLE_ONEDNN_OPTS", oneDnnByDefault));
        int exit = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start()
                .waitFor();
        assertThat(exit).as(Files.readString(output)).isZero();
        assertThat(Files.readString(output).lines())
                .contains("texts that depend on their batch: []", "bfloat16 in hardware: false");
    }

    /** Prints what differs; the argument is a folder to work in. */
    public static void main(String[] arguments) throws Exception {
        System.setOut(new java.io.PrintStream(System.out, true, StandardCharsets.UTF_8));
        System.out.println("bfloat16 in hardware: " + CpuFeatures.ofThisHost().nativeBfloat16());
        System.out.println("texts that depend on their batch: " + dependentTexts(Path.of(arguments[0])));
    }

    private static List<String> dependentTexts(Path folder) throws Exception {
        List<Precision> precisions = new ArrayList<>(List.of(Precision.FLOAT32, Precision.BFLOAT16));
        if (CpuFeatures.ofThisHost().nativeInt8()) {
            precisions.add(Precision.INT8);
        }
        Path wide = TinyBundle.of(TinyCheckpoint.writeWide(folder.resolve("wide")), folder.resolve("wide-bundle"));
        List<String> dependent = new ArrayList<>();
        for (String name : List.of(ModelConfig.BUNDLED, wide.toString())) {
            ModelBundle bundle = new BundleCache(CACHE, new Configuration()).fetch(name);
            for (Precision precision : precisions) {
                dependent.addAll(dependentTexts(bundle, precision));
            }
        }
        return dependent;
    }

    private static List<String> dependentTexts(ModelBundle bundle, Precision precision) throws IOException {
        PreparedModel model = bundle.prepare(precision);
        List<Features> texts = texts(
                bundle.manifest().built().orElseThrow().bert().orElseThrow().vocabulary());
        List<String> dependent = new ArrayList<>();
        try (SavedModelSession session = SavedModelSession.load(model.savedModel(), OfflineEngine.startOnCpu(CACHE));
                Featurizer featurizer = bundle.featurizer(OptionalInt.empty())) {
            float[][] together = logits(session, featurizer, model, texts, TEXTS);
            for (int rows : new int[] {1, 5}) {
                float[][] apart = logits(session, featurizer, model, texts, rows);
                for (int i = 0; i < TEXTS; i++) {
                    if (!Arrays.equals(apart[i], together[i])) {
                        dependent.add(bundle.manifest().source() + " in " + precision + ", "
                                + texts.get(i).tokens() + " tokens, batch of " + rows);
                    }
                }
            }
        }
        return dependent;
    }

    /** Short texts most of all, as people write them; their lengths have batches of many sizes. */
    private static List<Features> texts(int vocabulary) {
        Random random = new Random(7);
        return IntStream.range(0, TEXTS)
                .mapToObj(i -> {
                    double share = random.nextDouble();
                    int tokens = SHORTEST + (int) (share * share * (LONGEST - SHORTEST));
                    return WordPieceFeaturizer.features(
                            random.ints(tokens, FIRST_WORD, vocabulary).toArray());
                })
                .toList();
    }

    private static float[][] logits(
            SavedModelSession session, Featurizer featurizer, PreparedModel model, List<Features> texts, int rows) {
        Map<Integer, List<Integer>> byLength = IntStream.range(0, texts.size())
                .boxed()
                .collect(Collectors.groupingBy(i -> texts.get(i).tokens(), TreeMap::new, Collectors.toList()));
        float[][] logits = new float[texts.size()][];
        // Several threads, as tasks have; each writes places of its own.
        byLength.values().parallelStream().forEach(group -> {
            for (int from = 0; from < group.size(); from += rows) {
                List<Integer> chosen = group.subList(from, Math.min(group.size(), from + rows));
                Batch batch = featurizer.batch(chosen.stream().map(texts::get).toList());
                try (Predictor<IntegerBatch, float[][]> predictor =
                        session.newPredictor(batch.signature(), model.output())) {
                    float[][] result = predictor.predict(batch.inputs());
                    for (int i = 0; i < result.length; i++) {
                        logits[chosen.get(i)] = result[i];
                    }
                } catch (TranslateException e) {
                    throw new IllegalStateException(e);
                }
            }
        });
        return logits;
    }
}
