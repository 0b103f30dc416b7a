package io.weibosentiment.engine;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.FunctionDefLibrary;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.SavedModel;

/** The nodes of a SavedModel's graphs and of the functions that these call, without their weights. */
final class SavedModelGraph {

    private static final String OUTPUT_STREAM = "output_stream";
    /** Of an entry of a map, as Protocol Buffers writes it. */
    private static final int KEY_FIELD_NUMBER = 1;

    private static final int VALUE_FIELD_NUMBER = 2;

    /** Graphs tagged otherwise may have nodes of equal names. */
    private final Map<String, List<NodeDef>> nodes = new HashMap<>();

    private final Map<String, List<NodeDef>> functions = new HashMap<>();

    private SavedModelGraph() {}

    /** What follows a field's tag. */
    @FunctionalInterface
    private interface Field {
        void read(CodedInputStream in) throws IOException;
    }

    /** Reads {@code file}, a saved_model.pb, past its weights. */
    static SavedModelGraph read(Path file) throws IOException {
        SavedModelGraph graph = new SavedModelGraph();
        try (InputStream bytes = Files.newInputStream(file)) {
            CodedInputStream in = CodedInputStream.newInstance(bytes);
            fields(in, Map.of(SavedModel.META_GRAPHS_FIELD_NUMBER, graph::readMetaGraph));
        }
        return graph;
    }

    private void readMetaGraph(CodedInputStream in) throws IOException {
        message(in, Map.of(MetaGraphDef.GRAPH_DEF_FIELD_NUMBER, this::readGraph));
    }

    private void readGraph(CodedInputStream in) throws IOException {
        Field node = at -> {
            NodeDef read = node(at);
            nodes.computeIfAbsent(read.getName(), name -> new ArrayList<>()).add(read);
        };
        Field library = at -> message(at, Map.of(FunctionDefLibrary.FUNCTION_FIELD_NUMBER, this::readFunction));
        message(in, Map.of(GraphDef.NODE_FIELD_NUMBER, node, GraphDef.LIBRARY_FIELD_NUMBER, library));
    }

    private void readFunction(CodedInputStream in) throws IOException {
        List<NodeDef> body = new ArrayList<>();
        List<String> names = new ArrayList<>();
        Field signature = at -> message(at, Map.of(OpDef.NAME_FIELD_NUMBER, name -> names.add(name.readString())));
        message(
                in,
                Map.of(
                        FunctionDef.SIGNATURE_FIELD_NUMBER,
                        signature,
                        FunctionDef.NODE_DEF_FIELD_NUMBER,
                        at -> body.add(node(at))));
        functions
                .computeIfAbsent(String.join("", names), name -> new ArrayList<>())
                .addAll(body);
    }

    private static NodeDef node(CodedInputStream in) throws IOException {
        NodeDef.Builder node = NodeDef.newBuilder();
        message(
                in,
                Map.of(
                        NodeDef.NAME_FIELD_NUMBER,
                        at -> node.setName(at.readString()),
                        NodeDef.OP_FIELD_NUMBER,
                        at -> node.setOp(at.readString()),
                        NodeDef.INPUT_FIELD_NUMBER,
                        at -> node.addInput(at.readString()),
                        NodeDef.ATTR_FIELD_NUMBER,
                        at -> readAttribute(at, node)));
        return node.build();
    }

    private static void readAttribute(CodedInputStream in, NodeDef.Builder node) throws IOException {
        List<String> names = new ArrayList<>();
        AttrValue.Builder value = AttrValue.newBuilder();
        message(
                in,
                Map.of(
                        KEY_FIELD_NUMBER,
                        at -> names.add(at.readString()),
                        VALUE_FIELD_NUMBER,
                        at -> value.mergeFrom(valueWithoutTensor(at))));
        node.putAttr(String.join("", names), value.build());
    }

    private static AttrValue valueWithoutTensor(CodedInputStream in) throws IOException {
        UnknownFieldSet.Builder fields = UnknownFieldSet.newBuilder();
        int end = in.pushLimit(in.readRawVarint32());
        for (int field = in.readTag(); field != 0; field = in.readTag()) {
            if (WireFormat.getTagFieldNumber(field) == AttrValue.TENSOR_FIELD_NUMBER) {
                in.skipField(field);
            } else {
                fields.mergeFieldFrom(field, in);
            }
        }
        in.popLimit(end);
        return AttrValue.parseFrom(fields.build().toByteString());
    }

    private static void message(CodedInputStream in, Map<Integer, Field> wanted) throws IOException {
        int end = in.pushLimit(in.readRawVarint32());
        fields(in, wanted);
        in.popLimit(end);
    }

    private static void fields(CodedInputStream in, Map<Integer, Field> wanted) throws IOException {
        for (int field = in.readTag(); field != 0; field = in.readTag()) {
            Field found = wanted.get(WireFormat.getTagFieldNumber(field));
            if (found == null) {
                in.skipField(field);
            } else {
                found.read(in);
            }
        }
    }

    /**
     * The types of all operations, such as {@code Sigmoid}, also of those in functions. One that prints to a file is
     * {@link UnsafeOperations#PRINT_TO_FILE}.
     */
    Set<String> operations() {
        Set<String> operations = new HashSet<>();
        Stream.concat(nodes.values().stream(), functions.values().stream())
                .flatMap(List::stream)
                .forEach(node -> addOperation(node, operations));
        return operations;
    }

    /**
     * The types of the operations that run when {@code tensors} are computed: those of their nodes, of all that these
     * take or wait for, and of every function that one of them calls.
     *
     * @param tensors names of nodes or of their outputs, such as {@code dense/Softmax:0}
     */
    Set<String> reachedFrom(Collection<String> tensors) {
        Set<String> operations = new HashSet<>();
        Set<String> visited = new HashSet<>();
        Set<String> called = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(tensors);
        while (!open.isEmpty()) {
            String name = nodeOf(open.pop());
            if (visited.add(name)) {
                for (NodeDef node : nodes.getOrDefault(name, List.of())) {
                    addReached(node, operations, called);
                    open.addAll(node.getInputList());
                }
            }
        }
        return operations;
    }

    private void addReached(NodeDef reached, Set<String> operations, Set<String> called) {
        Deque<NodeDef> open = new ArrayDeque<>(List.of(reached));
        while (!open.isEmpty()) {
            NodeDef node = open.pop();
            addOperation(node, operations);
            for (String function : functionsOf(node)) {
                if (called.add(function)) {
                    open.addAll(functions.getOrDefault(function, List.of()));
                }
            }
        }
    }

    private static List<String> functionsOf(NodeDef node) {
        List<String> names = new ArrayList<>(List.of(node.getOp())); // a function may be called like an operation
        for (AttrValue value : node.getAttrMap().values()) {
            names.add(value.getFunc().getName());
            value.getList().getFuncList().forEach(function -> names.add(function.getName()));
        }
        return names;
    }

    /** The node that an input names: {@code ^node} waits for it, {@code node:1} is its second output. */
    private static String nodeOf(String input) {
        String name = input.startsWith("^") ? input.substring(1) : input;
        int output = name.indexOf(':');
        return output < 0 ? name : name.substring(0, output);
    }

    private static void addOperation(NodeDef node, Set<String> operations) {
        operations.add(node.getOp());
        String stream = node.getAttrOrDefault(OUTPUT_STREAM, AttrValue.getDefaultInstance())
                .getS()
                .toStringUtf8();
        if (node.getOp().equals(UnsafeOperations.PRINT) && stream.startsWith("file:")) {
            operations.add(UnsafeOperations.PRINT_TO_FILE);
        }
    }
}
