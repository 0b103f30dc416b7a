package io.weibosentiment.benchmark;

import io.weibosentiment.config.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperationBuilder;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat32;

/** Builds the graphs that ours is compared with, operation by operation, and saves them as SavedModels. */
final class GraphNodes implements AutoCloseable {

    private final Graph graph = new Graph();
    private final Ops ops = Ops.create(graph);
    private final Map<String, Integer> names = new HashMap<>();

    Output<?> node(String type, Operand<?>... inputs) {
        return builder(type, inputs).build().output(0);
    }

    GraphOperationBuilder builder(String type, Operand<?>... inputs) {
        int number = names.merge(type, 1, Integer::sum);
        GraphOperationBuilder builder = graph.opBuilder(type, "node/" + type + "_" + number, ops.scope());
        for (Operand<?> input : inputs) {
            builder.addInput(input.asOutput());
        }
        return builder;
    }

    /** An integer matrix of any size that is given for every run. */
    Output<?> input(String name) {
        return graph.opBuilder("Placeholder", name, ops.scope())
                .setAttr("dtype", DataType.DT_INT32)
                .setAttr("shape", Shape.of(-1, -1))
                .build()
                .output(0);
    }

    Output<?> named(String name, Operand<?> value) {
        return graph.opBuilder("Identity", name, ops.scope())
                .addInput(value.asOutput())
                .build()
                .output(0);
    }

    Output<?> constant(Precision precision, float[] values, long... shape) {
        FloatDataBuffer data = DataBuffers.of(values);
        boolean bfloat16 = precision == Precision.BFLOAT16;
        try (Tensor tensor =
                bfloat16 ? TBfloat16.tensorOf(Shape.of(shape), data) : TFloat32.tensorOf(Shape.of(shape), data)) {
            return builder("Const")
                    .setAttr("value", tensor)
                    .setAttr("dtype", bfloat16 ? DataType.DT_BFLOAT16 : DataType.DT_FLOAT)
                    .build()
                    .output(0);
        }
    }

    Output<?> number(float value) {
        return ops.constant(value).asOutput();
    }

    Output<?> integers(int... values) {
        return ops.constant(values).asOutput();
    }

    Output<?> integer(int value) {
        return ops.constant(value).asOutput();
    }

    Output<?> cast(Operand<?> value, DataType type) {
        return builder("Cast", value).setAttr("DstT", type).build().output(0);
    }

    Output<?> stack(Operand<?>... values) {
        Output<?>[] outputs = new Output<?>[values.length];
        for (int i = 0; i < values.length; i++) {
            outputs[i] = values[i].asOutput();
        }
        return builder("Pack").addInputList(outputs).build().output(0);
    }

    /** The two dimensions of a matrix. */
    List<Output<?>> sizes(Operand<?> matrix) {
        return List.of(builder("Unpack", node("Shape", matrix))
                .setAttr("num", 2)
                .setAttr("axis", 0)
                .build()
                .outputList(0, 2));
    }

    /** Writes saved_model.pb into {@code folder}, with the one signature serving_default. */
    Path save(Path folder, List<Output<?>> inputs, Output<?> output) throws IOException {
        SignatureDef.Builder signature = SignatureDef.newBuilder().setMethodName("tensorflow/serving/predict");
        inputs.forEach(input -> signature.putInputs(input.op().name(), info(input)));
        signature.putOutputs(output.op().name(), info(output));
        MetaGraphDef.Builder meta = MetaGraphDef.newBuilder()
                .setMetaInfoDef(MetaGraphDef.MetaInfoDef.newBuilder().addTags("serve"))
                .setGraphDef(graph.toGraphDef())
                .putSignatureDef("serving_default", signature.build());
        Files.createDirectories(folder);
        Files.write(
                folder.resolve("saved_model.pb"),
                SavedModel.newBuilder()
                        .setSavedModelSchemaVersion(1)
                        .addMetaGraphs(meta)
                        .build()
                        .toByteArray());
        return folder;
    }

    private static TensorInfo info(Output<?> output) {
        return TensorInfo.newBuilder()
                .setName(output.op().name() + ":" + output.index())
                .setDtype(output.dataType())
                .build();
    }

    @Override
    public void close() {
        graph.close();
    }
}
