package io.weibosentiment.inference;

import io.weibosentiment.engine.OfflineEngine;
import io.weibosentiment.files.HostCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.tensorflow.Graph;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Stack;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** A real TensorFlow model that fails on batches of more than so many tokens, as one does that runs out of memory. */
final class SizeLimitedModel {

    private SizeLimitedModel() {}

    /** Writes it to {@code folder}: input_ids int32 [batch, tokens] to logits float32 [batch, 2]. */
    static void write(Path folder, int mostTokens) throws IOException {
        OfflineEngine.startOnCpu(HostCache.at(Optional.empty()));
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Placeholder<TInt32> ids =
                    tf.withName("input_ids").placeholder(TInt32.class, Placeholder.shape(Shape.of(-1, -1)));
            Ops checked = tf.withControlDependencies(
                    tf.assertThat(tf.math.lessEqual(tf.size(ids), tf.constant(mostTokens)), List.of(tf.size(ids))));
            Output<TFloat32> sum = tf.dtypes
                    .cast(checked.sum(ids, tf.constant(1)), TFloat32.class)
                    .asOutput();
            Output<TFloat32> logits = tf.withName("logits")
                    .stack(
                            List.of(tf.math.mul(sum, tf.constant(-1e-4f)), tf.math.mul(sum, tf.constant(1e-4f))),
                            Stack.axis(1L))
                    .asOutput();
            SignatureDef signature = SignatureDef.newBuilder()
                    .putInputs("input_ids", info("input_ids", DataType.DT_INT32, -1))
                    .putOutputs("logits", info(logits.op().name(), DataType.DT_FLOAT, 2))
                    .build();
            MetaGraphDef meta = MetaGraphDef.newBuilder()
                    .setMetaInfoDef(MetaGraphDef.MetaInfoDef.newBuilder().addTags("serve"))
                    .setGraphDef(graph.toGraphDef())
                    .putSignatureDef("serving_default", signature)
                    .build();
            Files.write(
                    folder.resolve("saved_model.pb"),
                    SavedModel.newBuilder()
                            .setSavedModelSchemaVersion(1)
                            .addMetaGraphs(meta)
                            .build()
                            .toByteArray());
        }
    }

    private static TensorInfo info(String operation, DataType type, long columns) {
        return TensorInfo.newBuilder()
                .setName(operation + ":0")
                .setDtype(type)
                .setTensorShape(TensorShapeProto.newBuilder()
                        .addDim(TensorShapeProto.Dim.newBuilder().setSize(-1))
                        .addDim(TensorShapeProto.Dim.newBuilder().setSize(columns)))
                .build();
    }
}
