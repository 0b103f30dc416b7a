package io.weibosentiment.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.inference.Predictor;
import io.weibosentiment.config.ModelConfig;
import io.weibosentiment.config.Precision;
import io.weibosentiment.engine.IntegerBatch;
import io.weibosentiment.engine.OfflineEngine;
import io.weibosentiment.engine.SavedModelSession;
import io.weibosentiment.files.HostCache;
import io.weibosentiment.model.bundle.BundleCache;
import io.weibosentiment.model.bundle.ModelBundle;
import io.weibosentiment.model.bundle.PreparedModel;
import io.weibosentiment.model.featurizer.Batch;
import io.weibosentiment.model.featurizer.Featurizer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What oneDNN says that it runs, in a process that was told to do without it: the products are its own, with the
 * instruction set that we record for a score.
 */
class KernelsIT {

    private static final String DONE = "kernels: ";

    @TempDir
    private Path folder;

    @Test
    void products_are_onednn_s_with_the_instruction_set_that_is_recorded() throws Exception {
        List<String> lines = said(Map.of());
        String recorded = recorded(lines);
        String kernel = recorded.startsWith("oneDNN (AVX512_CORE") ? ",brgemm:avx512_core" : ",brgemm:avx2";
        assertThat(recorded).startsWith("oneDNN (AVX");
        assertThat(products(lines)).isNotEmpty().allMatch(line -> line.contains(kernel));
    }

    @Test
    void also_with_what_a_processor_of_2013_has() throws Exception {
        List<String> lines = said(Map.of("ONEDNN_MAX_CPU_ISA", "AVX2"));

        assertThat(recorded(lines)).isEqualTo("oneDNN (AVX2)");
        assertThat(products(lines)).isNotEmpty().allMatch(line -> line.contains(",brgemm:avx2,"));
    }

    private static String recorded(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith(DONE))
                .map(line -> line.substring(DONE.length()))
                .findFirst()
                .orElse("");
    }

    private static List<String> products(List<String> lines) {
        return lines.stream().filter(line -> line.contains(",inner_product,")).toList();
    }

    private List<String> said(Map<String, String> environment) throws Exception {
        Path output = folder.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                KernelsIT.class.getName());
        builder.environment().putAll(Map.of("ONEDNN_VERBOSE", "profile_exec", "TF_ENABLE_ONEDNN_OPTS", "0"));
        builder.environment().putAll(environment);
        int exit = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start()
                .waitFor();
        List<String> lines = Files.readAllLines(output);
        assertThat(exit).as(String.join("\n", lines)).isZero();
        return lines;
    }

    /** Scores one text in float32 with the bundled model, and prints what the engine says of itself. */
    public static void main(String[] arguments) throws Exception {
        System.setOut(new java.io.PrintStream(System.out, true, StandardCharsets.UTF_8));
        HostCache cache = HostCache.at(Optional.empty());
        OfflineEngine engine = OfflineEngine.startOnCpu(cache);
        ModelBundle bundle = new BundleCache(cache, new Configuration()).fetch(ModelConfig.BUNDLED);
        PreparedModel model = bundle.prepare(Precision.FLOAT32);
        try (SavedModelSession session = SavedModelSession.load(model.savedModel(), engine);
                Featurizer featurizer = bundle.featurizer(OptionalInt.empty())) {
            Batch batch = featurizer.batch(featurizer.encode(List.of("今天天气真好")));
            try (Predictor<IntegerBatch, float[][]> predictor =
                    session.newPredictor(batch.signature(), model.output())) {
                predictor.predict(batch.inputs());
            }
        }
        System.out.println();
        System.out.println(DONE + engine.kernels());
    }
}
