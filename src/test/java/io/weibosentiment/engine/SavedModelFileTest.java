package io.weibosentiment.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.weibosentiment.InvalidInputException;
import io.weibosentiment.files.HostCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.internal.c_api.TF_Buffer;
import org.tensorflow.internal.c_api.global.tensorflow;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.CollectionDef;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.FunctionDefLibrary;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NameAttrList;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.OpList;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SaverDef;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorProto;

/** What may be in a graph, and what scoring and loading may reach of it. */
class SavedModelFileTest {

    /** Words in the names of arguments that lead out of the process. */
    private static final Pattern OUTWARD =
            Pattern.compile("file|filename|file_name|.*_file|path|.*_path|prefix|.*dir|.*address|.*pattern|.*url.*");

    /**
     * Operations with such an argument that a graph may have: some only compute names, others read what lies beside it.
     */
    private static final Set<String> HARMLESS = Set.of(
            "InitializeTableFromTextFile",
            "InitializeTableFromTextFileV2",
            "StaticRegexReplace",
            "StaticRegexFullMatch",
            "RegexReplace",
            "RegexFullMatch");

    @TempDir
    Path folder;

    @Test
    void takes_what_an_export_has_to_save_and_restore_its_variables() throws IOException {
        SavedModelFile file = write(export());

        MetaGraphDef description = file.withoutGraph("serve");

        assertThatCode(() -> file.requireSafe(description)).doesNotThrowAnyException();
        assertThat(file.operations())
                .contains("MatMul", "SaveV2", "RestoreV2", "StatefulPartitionedCall", "InitializeTableFromTextFileV2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SaveV2", "Save", "SaveSlices", "MergeV2Checkpoints", "RestoreV2"})
    void refuses_a_graph_whose_score_waits_for_a_file_operation(String operation) throws IOException {
        MetaGraphDef.Builder model = export();
        model.getGraphDefBuilder()
                .addNode(node("path", "Const").putAttr("value", text("/tmp/model")))
                .addNode(node("hidden", operation).addInput("path"))
                .getNodeBuilder(0)
                .addInput("^hidden");

        assertThatThrownBy(() -> check(write(model)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("has the operations [" + operation + " when it scores]");
    }

    @Test
    void refuses_a_graph_whose_score_calls_a_function_that_saves() throws IOException {
        MetaGraphDef.Builder model = export();
        model.getGraphDefBuilder()
                .getNodeBuilder(0)
                .putAttr(
                        "branches",
                        AttrValue.newBuilder()
                                .setList(AttrValue.ListValue.newBuilder()
                                        .addFunc(NameAttrList.newBuilder().setName("outer")))
                                .build());
        model.getGraphDefBuilder().getLibraryBuilder().addFunction(function("outer", node("call", "traced_save")));

        assertThatThrownBy(() -> check(write(model)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("[SaveV2 when it scores]");
    }

    @ParameterizedTest
    @CsvSource({"signature", "saved_model_main_op", "legacy_init_op", "restore"})
    void refuses_a_graph_that_saves_when_it_is_loaded(String way) throws IOException {
        MetaGraphDef.Builder model = export();
        model.getGraphDefBuilder().addNode(node("start", "NoOp").addInput("^save"));
        switch (way) {
            case "signature" -> model.putSignatureDef("__saved_model_init_op", signature("start"));
            case "restore" -> model.getSaverDefBuilder().setRestoreOpName("start");
            default ->
                model.putCollectionDef(
                        way,
                        CollectionDef.newBuilder()
                                .setNodeList(CollectionDef.NodeList.newBuilder().addValue("start"))
                                .build());
        }

        assertThatThrownBy(() -> check(write(model)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("[SaveV2 when it is loaded]");
    }

    @Test
    void knows_every_operation_of_this_tensorflow_that_takes_a_path_or_an_address() throws IOException {
        OfflineEngine.startOnCpu(HostCache.at(Optional.empty()));
        TF_Buffer all = tensorflow.TF_GetAllOpList();
        OpList operations = OpList.parseFrom(
                ByteString.copyFrom(all.data().capacity(all.length()).asByteBuffer()));

        Set<String> unknown = new TreeSet<>();
        for (OpDef operation : operations.getOpList()) {
            String name = operation.getName();
            boolean isKnown = UnsafeOperations.contain(name)
                    || UnsafeOperations.save(name)
                    || UnsafeOperations.read(name)
                    || HARMLESS.contains(name);
            if (takesPath(operation) && !isKnown) {
                unknown.add(name);
            }
        }

        assertThat(operations.getOpCount()).isGreaterThan(1000);
        assertThat(unknown).isEmpty();
    }

    private static boolean takesPath(OpDef operation) {
        return Stream.concat(
                        operation.getInputArgList().stream().map(OpDef.ArgDef::getName),
                        operation.getAttrList().stream()
                                .filter(attribute -> attribute.getType().equals("string"))
                                .map(OpDef.AttrDef::getName))
                .anyMatch(name -> OUTWARD.matcher(name).matches());
    }

    /** A model as TensorFlow exports it: it multiplies; beside that it can be saved, restored and initialized. */
    private static MetaGraphDef.Builder export() {
        GraphDef.Builder graph = GraphDef.newBuilder()
                .addNode(node("product", "MatMul").addInput("weights").addInput("input:0"))
                .addNode(node("weights", "Const")
                        .putAttr(
                                "value",
                                AttrValue.newBuilder()
                                        .setTensor(TensorProto.newBuilder()
                                                .setTensorContent(ByteString.copyFrom(new byte[100])))
                                        .build()))
                .addNode(node("input", "Placeholder"))
                .addNode(node("saver_filename", "Placeholder"))
                .addNode(node("save", "StatefulPartitionedCall")
                        .addInput("saver_filename")
                        .putAttr(
                                "f",
                                AttrValue.newBuilder()
                                        .setFunc(NameAttrList.newBuilder().setName("traced_save"))
                                        .build()))
                .addNode(node("restore", "RestoreV2").addInput("saver_filename"))
                .addNode(node("tables", "InitializeTableFromTextFileV2"))
                .setLibrary(
                        FunctionDefLibrary.newBuilder().addFunction(function("traced_save", node("SaveV2", "SaveV2"))));
        return MetaGraphDef.newBuilder()
                .setMetaInfoDef(MetaGraphDef.MetaInfoDef.newBuilder().addTags("serve"))
                .setGraphDef(graph)
                .setSaverDef(SaverDef.newBuilder().setRestoreOpName("restore").setSaveTensorName("save:0"))
                .putSignatureDef("serving_default", signature("product:0"))
                .putSignatureDef("__saved_model_init_op", signature("tables"));
    }

    private static SignatureDef signature(String output) {
        return SignatureDef.newBuilder()
                .putOutputs("output", TensorInfo.newBuilder().setName(output).build())
                .build();
    }

    private static FunctionDef function(String name, NodeDef.Builder body) {
        return FunctionDef.newBuilder()
                .setSignature(OpDef.newBuilder().setName(name))
                .addNodeDef(body)
                .build();
    }

    private static NodeDef.Builder node(String name, String operation) {
        return NodeDef.newBuilder().setName(name).setOp(operation);
    }

    private static AttrValue text(String value) {
        return AttrValue.newBuilder().setS(ByteString.copyFromUtf8(value)).build();
    }

    private SavedModelFile write(MetaGraphDef.Builder model) throws IOException {
        Path file = folder.resolve(SavedModelSession.MODEL_FILE);
        Files.write(file, SavedModel.newBuilder().addMetaGraphs(model).build().toByteArray());
        return new SavedModelFile(file);
    }

    private static void check(SavedModelFile file) throws IOException {
        file.requireSafe(file.withoutGraph("serve"));
    }
}
