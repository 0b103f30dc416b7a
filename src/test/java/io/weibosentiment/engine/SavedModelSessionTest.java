package io.weibosentiment.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.inference.Predictor;
import com.google.protobuf.ByteString;
import io.weibosentiment.InvalidInputException;
import io.weibosentiment.files.HostCache;
import io.weibosentiment.model.TinyBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.FunctionDefLibrary;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;

class SavedModelSessionTest {

    private SavedModelSession session;

    @BeforeEach
    void load() {
        session = SavedModelSession.load(
                TinyBundle.savedModel(), OfflineEngine.startOnCpu(HostCache.at(Optional.empty())));
    }

    @AfterEach
    void close() {
        if (session != null) {
            session.close();
        }
    }

    @Test
    void shows_inputs_outputs_and_their_types() {
        Signature signature = session.signature("serving_default");
        assertThat(signature.inputs())
                .containsEntry("input_ids", DataType.DT_INT32)
                .containsEntry("attention_mask", DataType.DT_INT32)
                .containsEntry("token_type_ids", DataType.DT_INT32)
                .hasSize(3);
        assertThat(signature.outputs()).containsEntry("logits", DataType.DT_FLOAT);
    }

    @Test
    void lists_what_the_model_has_when_a_name_is_wrong() {
        assertThatThrownBy(() -> session.newPredictor("serving", "logits"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("no signature serving")
                .hasMessageContaining("serving_default")
                .hasMessageContaining("input_ids: int32");
        assertThatThrownBy(() -> session.newPredictor("serving_default", "probabilities"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("logits: float32")
                .hasMessageContaining("the output probabilities");
        Signature signature = session.signature("serving_default");
        assertThatThrownBy(() -> signature.require(Set.of("tokens"), "logits"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("expected the inputs tokens")
                .hasMessageContaining("attention_mask: int32");
    }

    @Test
    void passes_inputs_by_name_whatever_their_order() throws Exception {
        try (Predictor<IntegerBatch, float[][]> predictor = session.newPredictor("serving_default", "logits")) {
            float[][] alone = predictor.predict(batch(new int[] {2, 45, 67, 3}, 4));
            float[][] padded = predictor.predict(batch(new int[] {2, 45, 67, 3}, 9));
            assertThat(alone).hasDimensions(1, 2);
            assertThat(padded[0][0]).isCloseTo(alone[0][0], within(1e-5f));
            assertThat(padded[0][1]).isCloseTo(alone[0][1], within(1e-5f));
        }
    }

    @Test
    void refuses_a_batch_without_an_input_of_the_signature() throws Exception {
        try (Predictor<IntegerBatch, float[][]> predictor = session.newPredictor("serving_default", "logits")) {
            IntegerBatch batch = new IntegerBatch(1, 2, Map.of("input_ids", new int[] {2, 3}));
            assertThatThrownBy(() -> predictor.predict(batch))
                    .hasRootCauseMessage("the batch holds [input_ids]," + " the signature is "
                            + session.signature("serving_default"));
        }
    }

    @Test
    void several_predictors_give_the_same_on_several_threads() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<float[]>> results = new ArrayList<>();
            for (int task = 0; task < 4; task++) {
                results.add(threads.submit(() -> {
                    try (Predictor<IntegerBatch, float[][]> predictor =
                            session.newPredictor("serving_default", "logits")) {
                        float[] last = new float[0];
                        for (int run = 0; run < 50; run++) {
                            last = predictor.predict(batch(new int[] {2, 11, 12, 13, 14, 3}, 6))[0];
                        }
                        return last;
                    }
                }));
            }
            float[] first = results.get(0).get();
            for (Future<float[]> result : results) {
                assertThat(result.get()).isEqualTo(first);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** The weights may be as large as the heap. */
    @Test
    void reads_what_a_file_says_of_its_graph_without_the_graph() throws IOException {
        SavedModelFile file = new SavedModelFile(TinyBundle.savedModel().resolve(SavedModelSession.MODEL_FILE));

        MetaGraphDef description = file.withoutGraph("serve");

        assertThat(description.hasGraphDef()).isFalse();
        assertThat(description.getSignatureDefMap()).containsOnlyKeys("serving_default", "exact");
        assertThat(file.operations()).contains("MatMul", "Erf", "Const").doesNotContain("Sigmoid");
        assertThatThrownBy(() -> file.withoutGraph("train"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("no graph tagged train");
    }

    /** What a stranger's model could do on every executor. */
    @ParameterizedTest
    @CsvSource({
        "WriteFile, WriteFile",
        "TextLineReader, TextLineReader",
        "SqlDataset, SqlDataset",
        "Abort, Abort",
        "PrintV2, PrintV2 to a file"
    })
    void refuses_a_graph_that_does_more_than_compute(String operation, String named, @TempDir Path folder)
            throws IOException {
        write(folder, node(operation, "file:///tmp/printed"));
        OfflineEngine engine = OfflineEngine.startOnCpu(HostCache.at(Optional.empty()));

        assertThatThrownBy(() -> SavedModelSession.load(folder, engine))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("has the operations [" + named + "]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"stderr", "stdout", "log(info)"})
    void takes_a_graph_that_prints_to_a_stream_of_the_process(String stream, @TempDir Path folder) throws IOException {
        write(folder, node("PrintV2", stream));
        SavedModelFile file = new SavedModelFile(folder.resolve(SavedModelSession.MODEL_FILE));
        MetaGraphDef description = file.withoutGraph("serve");

        assertThatCode(() -> file.requireSafe(description)).doesNotThrowAnyException();
        assertThat(file.operations()).containsExactlyInAnyOrder("MatMul", "PrintV2");
    }

    private static NodeDef.Builder node(String operation, String stream) {
        AttrValue name =
                AttrValue.newBuilder().setS(ByteString.copyFromUtf8(stream)).build();
        return NodeDef.newBuilder()
                .setName("node")
                .setOp(operation)
                .putAttr("end", AttrValue.newBuilder().setS(ByteString.EMPTY).build())
                .putAttr("output_stream", name);
    }

    /** Writes a graph that multiplies, and calls a function with {@code hidden} in it. */
    private static void write(Path folder, NodeDef.Builder hidden) throws IOException {
        GraphDef graph = GraphDef.newBuilder()
                .addNode(NodeDef.newBuilder().setName("a").setOp("MatMul"))
                .setLibrary(FunctionDefLibrary.newBuilder()
                        .addFunction(FunctionDef.newBuilder().addNodeDef(hidden)))
                .build();
        MetaGraphDef meta = MetaGraphDef.newBuilder()
                .setMetaInfoDef(MetaGraphDef.MetaInfoDef.newBuilder().addTags("serve"))
                .setGraphDef(graph)
                .build();
        Files.write(
                folder.resolve(SavedModelSession.MODEL_FILE),
                SavedModel.newBuilder().addMetaGraphs(meta).build().toByteArray());
    }

    @Test
    void runs_on_the_cpu_alone_when_bound_to_it() {
        assertThat(session.devices()).hasSize(1).allMatch(name -> name.endsWith("CPU:0"));
    }

    @Test
    void names_the_folder_when_it_holds_no_saved_model(@TempDir Path folder) {
        OfflineEngine engine = OfflineEngine.startOnCpu(HostCache.at(Optional.empty()));
        assertThatThrownBy(() -> SavedModelSession.load(folder, engine))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(folder.toString())
                .hasMessageContaining("saved_model.pb");
    }

    private static IntegerBatch batch(int[] tokens, int length) {
        int[] mask = new int[length];
        Arrays.fill(mask, 0, tokens.length, 1);
        return new IntegerBatch(
                1,
                length,
                Map.of(
                        "token_type_ids",
                        new int[length],
                        "input_ids",
                        Arrays.copyOf(tokens, length),
                        "attention_mask",
                        mask));
    }
}
