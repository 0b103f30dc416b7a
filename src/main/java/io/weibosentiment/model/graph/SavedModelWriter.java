package io.weibosentiment.model.graph;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import io.weibosentiment.model.weights.Safetensors;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/**
 * Writes a saved_model.pb whose weights are streamed from the bundle, so that the heap never holds a large model.
 * The placeholders that stand for weights in the graph become constants.
 */
final class SavedModelWriter {

    private static final int SCHEMA_VERSION = 1;
    private static final int CHUNK_BYTES = 1 << 16;

    private final GraphDef graph;
    private final MetaGraphDef meta;
    private final Map<String, WeightConstant> constants;
    private final Safetensors weights;
    private final List<Node> nodes;

    /**
     * A writer.
     *
     * @param graph the graph, with a placeholder for each constant
     * @param meta everything else: tags and signatures
     * @param constants the constants by the name of their placeholder
     * @param weights where the constants' values are
     */
    SavedModelWriter(GraphDef graph, MetaGraphDef meta, Map<String, WeightConstant> constants, Safetensors weights) {
        this.graph = graph.toBuilder().clearNode().build();
        this.meta = meta;
        this.constants = Map.copyOf(constants);
        this.weights = weights;
        this.nodes = graph.getNodeList().stream().map(this::node).toList();
    }

    /**
     * A node, in full if it is no weight, else as it would be without its values.
     *
     * @param proto the node
     * @param constant the weight, if it is one
     */
    private record Node(NodeDef proto, Optional<WeightConstant> constant) {}

    private Node node(NodeDef node) {
        WeightConstant constant = constants.get(node.getName());
        if (constant == null) {
            return new Node(node, Optional.empty());
        }
        NodeDef hollow = NodeDef.newBuilder()
                .setName(node.getName())
                .setOp("Const")
                .putAttr(
                        "dtype",
                        AttrValue.newBuilder().setType(constant.dataType()).build())
                .build();
        return new Node(hollow, Optional.of(constant));
    }

    /** Writes the file's bytes. */
    void write(OutputStream target) throws IOException {
        long graphSize = graph.getSerializedSize();
        for (Node node : nodes) {
            graphSize += field(GraphDef.NODE_FIELD_NUMBER, size(node));
        }
        long metaSize = meta.getSerializedSize() + field(MetaGraphDef.GRAPH_DEF_FIELD_NUMBER, graphSize);
        if (metaSize > Integer.MAX_VALUE - 64) {
            throw GraphSize.tooLarge("as this host computes it", "a smaller model");
        }
        CodedOutputStream out = CodedOutputStream.newInstance(target, CHUNK_BYTES);
        out.writeInt64(SavedModel.SAVED_MODEL_SCHEMA_VERSION_FIELD_NUMBER, SCHEMA_VERSION);
        start(out, SavedModel.META_GRAPHS_FIELD_NUMBER, metaSize);
        meta.writeTo(out);
        start(out, MetaGraphDef.GRAPH_DEF_FIELD_NUMBER, graphSize);
        graph.writeTo(out);
        for (Node node : nodes) {
            start(out, GraphDef.NODE_FIELD_NUMBER, size(node));
            node.proto.writeTo(out);
            if (node.constant.isPresent()) {
                writeValue(out, node.constant.get());
            }
        }
        out.flush();
    }

    private static long size(Node node) {
        long size = node.proto.getSerializedSize();
        return size
                + node.constant
                        .map(constant -> field(NodeDef.ATTR_FIELD_NUMBER, entrySize(constant)))
                        .orElse(0L);
    }

    /** The size of a field: its tag, its length, its content. */
    private static long field(int number, long content) {
        return CodedOutputStream.computeTagSize(number) + CodedOutputStream.computeUInt64SizeNoTag(content) + content;
    }

    private static void start(CodedOutputStream out, int number, long size) throws IOException {
        out.writeTag(number, WireFormat.WIRETYPE_LENGTH_DELIMITED);
        out.writeUInt64NoTag(size);
    }

    private static TensorProto hollow(WeightConstant constant) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (long dimension : constant.shape()) {
            shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(dimension));
        }
        return TensorProto.newBuilder()
                .setDtype(constant.dataType())
                .setTensorShape(shape)
                .build();
    }

    private static long tensorSize(WeightConstant constant) {
        return hollow(constant).getSerializedSize() + field(TensorProto.TENSOR_CONTENT_FIELD_NUMBER, constant.bytes());
    }

    private static long attrSize(WeightConstant constant) {
        return field(AttrValue.TENSOR_FIELD_NUMBER, tensorSize(constant));
    }

    /** The size of the map entry "value" -> the tensor: key is field 1, value is field 2. */
    private static long entrySize(WeightConstant constant) {
        return CodedOutputStream.computeStringSize(1, "value") + field(2, attrSize(constant));
    }

    private void writeValue(CodedOutputStream out, WeightConstant constant) throws IOException {
        start(out, NodeDef.ATTR_FIELD_NUMBER, entrySize(constant));
        out.writeString(1, "value");
        start(out, 2, attrSize(constant));
        start(out, AttrValue.TENSOR_FIELD_NUMBER, tensorSize(constant));
        hollow(constant).writeTo(out);
        start(out, TensorProto.TENSOR_CONTENT_FIELD_NUMBER, constant.bytes());
        new WeightContent(weights, constant).write(out);
    }
}
