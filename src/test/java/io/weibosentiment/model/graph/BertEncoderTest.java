package io.weibosentiment.model.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.inference.Predictor;
import ai.djl.translate.TranslateException;
import io.weibosentiment.engine.IntegerBatch;
import io.weibosentiment.engine.OfflineEngine;
import io.weibosentiment.engine.SavedModelSession;
import io.weibosentiment.model.TinyBundle;
import io.weibosentiment.model.checkpoint.ModelRun;
import io.weibosentiment.model.checkpoint.TinyCheckpoint;
import io.weibosentiment.model.weights.Safetensors;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;

class BertEncoderTest {

    private static final int TOKENS = 5;
    private static final int HIDDEN = TinyCheckpoint.ARCHITECTURE.hidden();

    /** Two texts; the second has three tokens. */
    private static final IntegerBatch BATCH = new IntegerBatch(
            2,
            TOKENS,
            Map.of(
                    "input_ids", new int[] {2, 150, 151, 152, 3, 2, 160, 3, 0, 0},
                    "attention_mask", new int[] {1, 1, 1, 1, 1, 1, 1, 1, 0, 0},
                    "token_type_ids", new int[2 * TOKENS]));

    @TempDir
    private Path folder;

    /** To rounding: the attention of one row and of all are products of other shapes, with kernels of their own. */
    @ParameterizedTest
    @CsvSource({"FLOAT32, 1e-5", "ROUNDED_BFLOAT16, 0.05"})
    void the_first_row_of_the_whole_last_layer_is_that_of_the_short_way(Arithmetic arithmetic, float tolerance)
            throws Exception {
        float[][] first = run(arithmetic, Normalization.FUSED, Rows.FIRST_TOKEN);
        float[][] all = run(arithmetic, Normalization.FUSED, Rows.ALL_TOKENS);
        for (int text = 0; text < 2; text++) {
            assertThat(first[text]).hasSize(HIDDEN);
            assertThat(all[text]).hasSize(TOKENS * HIDDEN);
            assertThat(Arrays.copyOf(all[text], HIDDEN)).containsExactly(first[text], within(tolerance));
            assertThat(Arrays.copyOfRange(all[text], HIDDEN, 2 * HIDDEN)).isNotEqualTo(first[text]);
        }
    }

    @ParameterizedTest
    @CsvSource({"FLOAT32, 1e-5", "ROUNDED_BFLOAT16, 0.05"})
    void a_gpus_normalization_step_by_step_is_that_of_one_operation(Arithmetic arithmetic, float tolerance)
            throws Exception {
        float[][] fused = run(arithmetic, Normalization.FUSED, Rows.ALL_TOKENS);
        float[][] steps = run(arithmetic, Normalization.STEPS, Rows.ALL_TOKENS);
        assertThat(steps.length).isEqualTo(fused.length);
        for (int text = 0; text < fused.length; text++) {
            assertThat(steps[text]).containsExactly(fused[text], within(tolerance));
        }
    }

    /** TensorFlow checks types while the graph is built; no batch is run, which bfloat16 needs a processor for. */
    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "BFLOAT16"})
    void a_gpu_has_a_graph_of_each_of_its_arithmetics(Arithmetic arithmetic) throws IOException {
        ByteArrayOutputStream graph = new ByteArrayOutputStream();
        Safetensors weights = Safetensors.open(TinyBundle.path().resolve("weights.safetensors"));
        OfflineEngine.startOnCpu(ModelRun.CACHE);
        BertGraph.writeEncoder(
                TinyCheckpoint.ARCHITECTURE, Rows.ALL_TOKENS, arithmetic, Normalization.STEPS, weights, graph);
        assertThat(SavedModel.parseFrom(graph.toByteArray())
                        .getMetaGraphs(0)
                        .getGraphDef()
                        .getNodeList())
                .extracting(NodeDef::getOp)
                .contains("Rsqrt")
                .doesNotContain("FusedBatchNormV3");
    }

    /** Each text's rows, one after the other. */
    private float[][] run(Arithmetic arithmetic, Normalization normalization, Rows rows)
            throws IOException, TranslateException {
        OfflineEngine engine = OfflineEngine.startOnCpu(ModelRun.CACHE);
        Path graph = Files.createDirectory(folder.resolve(normalization + "-" + rows));
        try (OutputStream out = Files.newOutputStream(graph.resolve("saved_model.pb"))) {
            Safetensors weights = Safetensors.open(TinyBundle.path().resolve("weights.safetensors"));
            BertGraph.writeEncoder(TinyCheckpoint.ARCHITECTURE, rows, arithmetic, normalization, weights, out);
        }
        try (SavedModelSession session = SavedModelSession.load(graph, engine);
                Predictor<IntegerBatch, float[][]> predictor =
                        session.newPredictor("serving_default", BertGraph.HIDDEN)) {
            return predictor.predict(BATCH);
        }
    }
}
