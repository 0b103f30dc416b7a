package io.weibosentiment.model.graph;

import io.weibosentiment.model.featurizer.ModelInputs;
import io.weibosentiment.model.weights.Safetensors;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.function.Function;
import org.tensorflow.Graph;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;

/**
 * Builds the inference graph of a BERT classifier. Two signatures share the weights: one for any batch, and one for
 * batches whose texts all have the same number of tokens, which need no mask.
 */
final class BertGraph {

    private static final int VERSION = 3;
    private static final int RCNN_VERSION = 4;

    /** The output of a graph without a classification head: float32 [texts, tokens, hidden]. */
    static final String HIDDEN = "last_hidden_state";

    private final BertArchitecture bert;
    private final GraphOps ops;
    private final FrozenWeights nodes;
    private final GraphParts parts;
    private final BertEncoder encoder;

    /** Changes whenever the classifier's graph does, so that graphs built by an earlier version are not used. */
    static int version(BertArchitecture bert) {
        return bert.rcnn().isPresent() ? RCNN_VERSION : VERSION;
    }

    private BertGraph(BertArchitecture bert, Arithmetic arithmetic, Normalization normalization, Graph graph) {
        this.bert = bert;
        this.ops = new GraphOps(graph, normalization);
        this.nodes = new FrozenWeights(ops);
        this.parts = GraphParts.of(bert, arithmetic, ops, nodes, Dropout.NONE);
        this.encoder = parts.encoder();
    }

    /**
     * Writes the saved_model.pb of the classifier.
     *
     * @param labels how many outputs the classification head has
     * @param weights the bundle's weights
     */
    static void write(
            BertArchitecture bert,
            int labels,
            Arithmetic arithmetic,
            Normalization normalization,
            Safetensors weights,
            OutputStream out)
            throws IOException {
        write(bert, arithmetic, normalization, weights, out, graph -> graph.classifier(labels));
    }

    /**
     * Writes the saved_model.pb of the encoder alone; its output is the last layer.
     *
     * @param rows which tokens' rows the output has
     * @param weights the bundle's weights
     */
    static void writeEncoder(
            BertArchitecture bert,
            Rows rows,
            Arithmetic arithmetic,
            Normalization normalization,
            Safetensors weights,
            OutputStream out)
            throws IOException {
        write(bert, arithmetic, normalization, weights, out, graph -> graph.hidden(rows));
    }

    private static void write(
            BertArchitecture bert,
            Arithmetic arithmetic,
            Normalization normalization,
            Safetensors weights,
            OutputStream out,
            Function<BertGraph, MetaGraphDef> signatures)
            throws IOException {
        try (Graph graph = new Graph()) {
            BertGraph built = new BertGraph(bert, arithmetic, normalization, graph);
            MetaGraphDef meta = signatures.apply(built);
            GraphDef definition = graph.toGraphDef();
            new SavedModelWriter(definition, meta, built.nodes.constants(), weights).write(out);
        }
    }

    /** The inputs of the signature for any batch. */
    private record Inputs(Output<?> ids, Output<?> mask, Output<?> types) {

        static Inputs of(GraphOps ops) {
            ModelInputs names = ModelInputs.BUILT;
            return new Inputs(
                    ops.placeholder(names.ids(), DataType.DT_INT32, -1, -1),
                    ops.placeholder(names.mask().orElseThrow(), DataType.DT_INT32, -1, -1),
                    ops.placeholder(names.tokenTypes().orElseThrow(), DataType.DT_INT32, -1, -1));
        }

        SignatureDef.Builder signature() {
            ModelInputs names = ModelInputs.BUILT;
            return BertGraph.signature()
                    .putInputs(names.ids(), info(ids))
                    .putInputs(names.mask().orElseThrow(), info(mask))
                    .putInputs(names.tokenTypes().orElseThrow(), info(types));
        }
    }

    private MetaGraphDef classifier(int labels) {
        ModelInputs names = ModelInputs.BUILT;
        Inputs inputs = Inputs.of(ops);
        Output<?> exactIds = ops.placeholder("exact_" + names.ids(), DataType.DT_INT32, -1, -1);
        BatchShape shape = BatchShape.of(ops, inputs.ids);
        ClassifierHead head = ClassifierHeads.of(bert, labels, parts, Recurrence.LOOP);
        Output<?> last = encoder.masked(inputs.ids, inputs.mask, inputs.types, shape, head.rows());
        Output<?> logits = ops.named(names.logits(), head.logits(last, shape, Optional.of(inputs.mask)));
        BatchShape exactShape = BatchShape.of(ops, exactIds);
        Output<?> exactLast = encoder.exact(exactIds, exactShape, head.rows());
        Output<?> exactLogits =
                ops.named("exact_" + names.logits(), head.logits(exactLast, exactShape, Optional.empty()));
        SignatureDef exact = signature()
                .putInputs(names.ids(), info(exactIds))
                .putOutputs(names.logits(), info(exactLogits))
                .build();
        return meta().putSignatureDef(
                        names.signature(),
                        inputs.signature()
                                .putOutputs(names.logits(), info(logits))
                                .build())
                .putSignatureDef(names.exactSignature().orElseThrow(), exact)
                .build();
    }

    private MetaGraphDef hidden(Rows rows) {
        Inputs inputs = Inputs.of(ops);
        BatchShape shape = BatchShape.of(ops, inputs.ids);
        Output<?> last = encoder.masked(inputs.ids, inputs.mask, inputs.types, shape, rows);
        Output<?> hidden = ops.named(
                HIDDEN, ops.reshape(ops.cast(last, DataType.DT_FLOAT), shape.of(shape.texts(), -1, bert.hidden())));
        return meta().putSignatureDef(
                        ModelInputs.BUILT.signature(),
                        inputs.signature().putOutputs(HIDDEN, info(hidden)).build())
                .build();
    }

    static MetaGraphDef.Builder meta() {
        return MetaGraphDef.newBuilder()
                .setMetaInfoDef(MetaGraphDef.MetaInfoDef.newBuilder().addTags("serve"));
    }

    static SignatureDef.Builder signature() {
        return SignatureDef.newBuilder().setMethodName("tensorflow/serving/predict");
    }

    static TensorInfo info(Output<?> output) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (long size : output.shape().asArray()) {
            shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(size));
        }
        return TensorInfo.newBuilder()
                .setName(output.op().name() + ":" + output.index())
                .setDtype(output.dataType())
                .setTensorShape(shape)
                .build();
    }
}
