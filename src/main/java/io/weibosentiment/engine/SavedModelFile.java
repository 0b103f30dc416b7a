package io.weibosentiment.engine;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.WireFormat;
import io.weibosentiment.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.tensorflow.proto.CollectionDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;

/**
 * A saved_model.pb, read past its weights: they can be as large as the heap, and only native code needs them.
 *
 * @param file the file
 */
record SavedModelFile(Path file) {

    private static final String INIT_SIGNATURE = "__saved_model_init_op";
    private static final String TRAIN_SIGNATURE = "__saved_model_train_op";
    private static final List<String> INIT_COLLECTIONS = List.of("saved_model_main_op", "legacy_init_op");

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
     * @param description the graph's, without the graph
     * @throws InvalidInputException if it has operations that do more
     */
    void requireSafe(MetaGraphDef description) throws IOException {
        SavedModelGraph graph = SavedModelGraph.read(file);
        Set<String> unsafe = new TreeSet<>(graph.operations());
        unsafe.removeIf(operation -> !UnsafeOperations.contain(operation));
        for (String operation : graph.reachedFrom(outputs(description))) {
            if (UnsafeOperations.save(operation) || UnsafeOperations.read(operation)) {
                unsafe.add(operation + " when it scores");
            }
        }
        for (String operation : graph.reachedFrom(initializers(description))) {
            if (UnsafeOperations.save(operation)) {
                unsafe.add(operation + " when it is loaded");
            }
        }
        if (!unsafe.isEmpty()) {
            throw new InvalidInputException(file + " has the operations " + unsafe + ", with which a model can reach"
                    + " files of this host or run other programs; expected a graph that only computes: export the model"
                    + " for inference alone, and do not use this one unless you know where it is from");
        }
    }

    /** The tensors that calls of the model give. */
    private static List<String> outputs(MetaGraphDef description) {
        List<String> tensors = new ArrayList<>();
        description.getSignatureDefMap().forEach((key, signature) -> {
            if (!key.equals(INIT_SIGNATURE) && !key.equals(TRAIN_SIGNATURE)) {
                tensors.addAll(tensors(signature));
            }
        });
        return tensors;
    }

    /** What TensorFlow runs when it loads the model: what restores its variables, then its initializer. */
    private static List<String> initializers(MetaGraphDef description) {
        List<String> tensors = new ArrayList<>();
        tensors.add(description.getSaverDef().getRestoreOpName());
        tensors.addAll(
                tensors(description.getSignatureDefOrDefault(INIT_SIGNATURE, SignatureDef.getDefaultInstance())));
        for (String name : INIT_COLLECTIONS) {
            tensors.addAll(description
                    .getCollectionDefOrDefault(name, CollectionDef.getDefaultInstance())
                    .getNodeList()
                    .getValueList());
        }
        return tensors;
    }

    private static List<String> tensors(SignatureDef signature) {
        List<String> tensors = new ArrayList<>();
        Deque<TensorInfo> open = new ArrayDeque<>(signature.getOutputsMap().values());
        while (!open.isEmpty()) {
            TensorInfo output = open.pop();
            TensorInfo.CooSparse sparse = output.getCooSparse();
            tensors.addAll(List.of(
                    output.getName(),
                    sparse.getValuesTensorName(),
                    sparse.getIndicesTensorName(),
                    sparse.getDenseShapeTensorName()));
            open.addAll(output.getCompositeTensor().getComponentsList());
        }
        return tensors;
    }

    /** The types of all operations, see {@link SavedModelGraph#operations}. */
    Set<String> operations() throws IOException {
        return SavedModelGraph.read(file).operations();
    }
}
