package io.weibosentiment.model.graph;

import io.weibosentiment.model.featurizer.ModelInputs;
import io.weibosentiment.model.weights.Safetensors;
import java.io.IOException;
import java.io.OutputStream;
import org.tensorflow.Graph;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.MetaGraphDef;

/** Builds the inference graph of a KEAMM: one signature, in float32. */
final class KeammGraph {

    /** Changes whenever the graph does, so that graphs built by an earlier version are not used. */
    static final int VERSION = 1;

    private KeammGraph() {}

    /** Writes its saved_model.pb. */
    static void write(KeammArchitecture keamm, int labels, Safetensors weights, OutputStream out) throws IOException {
        try (Graph graph = new Graph()) {
            GraphOps ops = new GraphOps(graph, Normalization.STEPS);
            FrozenWeights nodes = new FrozenWeights(ops);
            ModelInputs names = ModelInputs.SEQUENCES;
            Output<?> ids = ops.placeholder(names.ids(), DataType.DT_INT32, -1, -1);
            KeammNetwork network = new KeammNetwork(keamm, labels, ops, nodes, Dropout.NONE, GatedRecurrence.LOOP);
            Output<?> logits = ops.named(names.logits(), network.logits(ids));
            MetaGraphDef meta = BertGraph.meta()
                    .putSignatureDef(
                            names.signature(),
                            BertGraph.signature()
                                    .putInputs(names.ids(), BertGraph.info(ids))
                                    .putOutputs(names.logits(), BertGraph.info(logits))
                                    .build())
                    .build();
            new SavedModelWriter(graph.toGraphDef(), meta, nodes.constants(), weights).write(out);
        }
    }
}
