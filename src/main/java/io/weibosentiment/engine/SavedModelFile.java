package io.weibosentiment.engine;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.WireFormat;
import io.weibosentiment.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.FunctionDefLibrary;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;

/**
 * A saved_model.pb, read past its weights: they can be as large as the heap, and only native code needs them.
 *
 * @param file the file
 */
record SavedModelFile(Path file) {

    /** The messages within the file on the way to an operation's name. */
    private enum Message {
        SAVED_MODEL,
        META_GRAPH,
        GRAPH,
        LIBRARY,
        FUNCTION,
        NODE;

        /** The message in the field {@code number} of this one, if it leads on. */
        Optional<Message> part(int number) {
            Message part = switch (this) {
                case SAVED_MODEL -> number == SavedModel.META_GRAPHS_FIELD_NUMBER ? META_GRAPH : null;
                case META_GRAPH -> number == MetaGraphDef.GRAPH_DEF_FIELD_NUMBER ? GRAPH : null;
                case GRAPH -> partOfGraph(number);
                case LIBRARY -> number == FunctionDefLibrary.FUNCTION_FIELD_NUMBER ? FUNCTION : null;
                case FUNCTION -> number == FunctionDef.NODE_DEF_FIELD_NUMBER ? NODE : null;
                case NODE -> null;
            };
            return Optional.ofNullable(part);
        }

        private static Message partOfGraph(int number) {
            return switch (number) {
                case GraphDef.NODE_FIELD_NUMBER -> NODE;
                case GraphDef.LIBRARY_FIELD_NUMBER -> LIBRARY;
                default -> null;
            };
        }
    }

    /**
     * The description tagged {@code tag} without its graph: signatures and how to initialize it.
     *
     * @throws InvalidInputException if there is none
     */
    MetaGraphDef withoutGraph(String tag) throws IOException {
        try (InputStream bytes = Files.newInputStream(file)) {
            CodedInputStream in = CodedInputStream.newInstance(bytes);
            for (int field = in.readTag(); field != 0; field = in.readTag()) {
                if (WireFormat.getTagFieldNumber(field) != SavedModel.META_GRAPHS_FIELD_NUMBER) {
                    in.skipField(field);
                    continue;
                }
                int end = in.pushLimit(in.readRawVarint32());
                Optional<MetaGraphDef> found = Optional.of(metaGraph(in))
                        .filter(meta -> meta.getMetaInfoDef().getTagsList().contains(tag));
                if (found.isPresent()) {
                    return found.get();
                }
                in.popLimit(end);
            }
        }
        throw new InvalidInputException(file + " has no graph tagged " + tag + "; export the model for serving");
    }

    private static MetaGraphDef metaGraph(CodedInputStream in) throws IOException {
        UnknownFieldSet.Builder fields = UnknownFieldSet.newBuilder();
        for (int field = in.readTag(); field != 0; field = in.readTag()) {
            int number = WireFormat.getTagFieldNumber(field);
            if (number == MetaGraphDef.GRAPH_DEF_FIELD_NUMBER || number == MetaGraphDef.OBJECT_GRAPH_DEF_FIELD_NUMBER) {
                in.skipField(field);
            } else {
                fields.mergeFieldFrom(field, in);
            }
        }
        return MetaGraphDef.parseFrom(fields.build().toByteString());
    }

    /**
     * Makes sure that the graph only computes.
     *
     * @throws InvalidInputException if it has operations that do more
     */
    void requireSafe() throws IOException {
        Set<String> unsafe = new TreeSet<>(operations());
        unsafe.removeIf(operation -> !UnsafeOperations.contain(operation));
        if (!unsafe.isEmpty()) {
            throw new InvalidInputException(file + " has the operations " + unsafe + ", with which a model can reach"
                    + " files of this host or run other programs; expected a graph that only computes: export the model"
                    + " for inference alone, and do not use this one unless you know where it is from");
        }
    }

    /**
     * The types of all operations, such as {@code Sigmoid}, also of those in functions that the graph calls. One that prints
     * to a file is {@link UnsafeOperations#PRINT_TO_FILE}.
     */
    Set<String> operations() throws IOException {
        Set<String> operations = new HashSet<>();
        try (InputStream bytes = Files.newInputStream(file)) {
            collect(CodedInputStream.newInstance(bytes), Message.SAVED_MODEL, operations);
        }
        return operations;
    }

    private static void collect(CodedInputStream in, Message message, Set<String> operations) throws IOException {
        String operation = "";
        boolean hasAttributes = false;
        boolean mayPrintToFile = false; // also if attributes come before the operation, which TensorFlow never writes
        for (int field = in.readTag(); field != 0; field = in.readTag()) {
            int number = WireFormat.getTagFieldNumber(field);
            Optional<Message> part = message.part(number);
            if (part.isPresent()) {
                int end = in.pushLimit(in.readRawVarint32());
                collect(in, part.get(), operations);
                in.popLimit(end);
            } else if (message == Message.NODE && number == NodeDef.OP_FIELD_NUMBER) {
                operation = in.readString();
                operations.add(operation);
                mayPrintToFile |= hasAttributes;
            } else if (message == Message.NODE && number == NodeDef.ATTR_FIELD_NUMBER) {
                hasAttributes = true;
                if (operation.equals(UnsafeOperations.PRINT)) {
                    mayPrintToFile |= isFile(in.readBytes());
                } else {
                    in.skipField(field);
                }
            } else {
                in.skipField(field);
            }
        }
        if (mayPrintToFile && operation.equals(UnsafeOperations.PRINT)) {
            operations.add(UnsafeOperations.PRINT_TO_FILE);
        }
    }

    /** Whether an attribute of a printing operation, a name and a value, is a stream that is a file. */
    private static boolean isFile(ByteString attribute) throws IOException {
        ByteString.Output node = ByteString.newOutput();
        CodedOutputStream out = CodedOutputStream.newInstance(node);
        out.writeBytes(NodeDef.ATTR_FIELD_NUMBER, attribute);
        out.flush();
        return NodeDef.parseFrom(node.toByteString())
                .getAttrOrDefault("output_stream", AttrValue.getDefaultInstance())
                .getS()
                .toStringUtf8()
                .startsWith("file:");
    }
}
