package io.weibosentiment.model.graph;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperationBuilder;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.Scope;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TBfloat16;

/**
 * The few operations our graphs are made of. Types are the graph's to check, as one method builds a model in float32
 * and in bfloat16; operations are of exactly the kinds that TensorFlow's optimizer knows how to fuse.
 */
final class GraphOps {

    private final Graph graph;
    private final Ops ops;
    private final Scope scope;
    private final Map<String, Integer> names = new HashMap<>();
    private final Normalization normalization;

    GraphOps(Graph graph, Normalization normalization) {
        this.normalization = normalization;
        this.graph = graph;
        this.ops = Ops.create(graph);
        this.scope = ops.scope();
    }

    /** The typed operations, for shapes and small constants. */
    Ops ops() {
        return ops;
    }

    /** How the graph brings channels to mean 0 and variance 1. */
    Normalization normalization() {
        return normalization;
    }

    /** Begins an operation that has attributes, or several outputs. */
    GraphOperationBuilder operation(String type, Operand<?>... inputs) {
        int number = names.merge(type, 1, Integer::sum);
        GraphOperationBuilder builder = graph.opBuilder(type, type + "_" + number, scope);
        for (Operand<?> input : inputs) {
            builder.addInput(input.asOutput());
        }
        return builder;
    }

    /** Ends an operation; gives its first output. */
    static Output<?> first(GraphOperationBuilder builder) {
        return builder.build().output(0);
    }

    Output<?> placeholder(String name, DataType type, long... shape) {
        return first(graph.opBuilder("Placeholder", name, scope)
                .setAttr("dtype", type)
                .setAttr("shape", Shape.of(shape)));
    }

    /** A constant of float32 or bfloat16. */
    Output<?> scalar(float value, DataType type) {
        return type == DataType.DT_BFLOAT16
                ? ops.constant(TBfloat16.class, value).asOutput()
                : ops.constant(value).asOutput();
    }

    /** {@code value} as {@code type}; nothing is added to the graph if it is that already. */
    Output<?> cast(Operand<?> value, DataType type) {
        if (value.asOutput().dataType() == type) {
            return value.asOutput();
        }
        return first(operation("Cast", value).setAttr("DstT", type));
    }

    Output<?> add(Operand<?> a, Operand<?> b) {
        return first(operation("AddV2", a, b));
    }

    Output<?> subtract(Operand<?> a, Operand<?> b) {
        return first(operation("Sub", a, b));
    }

    Output<?> multiply(Operand<?> a, Operand<?> b) {
        return first(operation("Mul", a, b));
    }

    Output<?> maximum(Operand<?> a, Operand<?> b) {
        return first(operation("Maximum", a, b));
    }

    Output<?> notEqual(Operand<?> a, Operand<?> b) {
        return first(operation("NotEqual", a, b));
    }

    /** Each number of a matrix with all before it in its row added up. */
    Output<?> runningSum(Operand<?> value) {
        return first(operation("Cumsum", value, ops.constant(1)));
    }

    Output<?> apply(String type, Operand<?> value) {
        return first(operation(type, value));
    }

    /** Zeros around {@code value}: before and after it, dimension by dimension. */
    Output<?> pad(Operand<?> value, Operand<?> beforeAndAfter) {
        return first(operation("Pad", value, beforeAndAfter));
    }

    Output<?> softmax(Operand<?> logits) {
        return first(operation("Softmax", logits));
    }

    /** {@code inputs x kernel + bias}, of matrices. */
    Output<?> dense(Operand<?> inputs, Operand<?> kernel, Operand<?> bias) {
        return first(operation("BiasAdd", first(operation("MatMul", inputs, kernel)), bias));
    }

    /** The product of two matrices. */
    Output<?> product(Operand<?> a, Operand<?> b) {
        return first(operation("MatMul", a, b));
    }

    Output<?> batchProduct(Operand<?> a, Operand<?> b) {
        return first(operation("BatchMatMulV2", a, b));
    }

    Output<?> batchProductTransposed(Operand<?> a, Operand<?> b) {
        return first(operation("BatchMatMulV2", a, b).setAttr("adj_y", true));
    }

    /** The product of the matrices of two batches of one size. */
    Output<?> equalBatchProduct(Operand<?> a, Operand<?> b) {
        return first(operation("BatchMatMul", a, b));
    }

    Output<?> gather(Operand<?> table, Operand<?> indices) {
        return first(operation("GatherV2", table, indices, ops.constant(0)));
    }

    Output<?> reshape(Operand<?> value, Operand<?> shape) {
        return first(operation("Reshape", value, shape));
    }

    Output<?> transpose(Operand<?> value, int... permutation) {
        return first(operation("Transpose", value, ops.constant(permutation)));
    }

    /** Values of one shape, added up. */
    Output<?> sum(List<Output<?>> values) {
        return first(operation("AddN").addInputList(values.toArray(Output<?>[]::new)));
    }

    /** The slices along the first dimension. */
    List<Output<?>> unstack(Operand<?> value, int count) {
        return unstack(value, count, 0);
    }

    /** The slices along a dimension. */
    List<Output<?>> unstack(Operand<?> value, int count, int axis) {
        return List.of(operation("Unpack", value)
                .setAttr("num", count)
                .setAttr("axis", axis)
                .build()
                .outputList(0, count));
    }

    /** {@code count} equal parts along the last dimension. */
    List<Output<?>> splitLast(Operand<?> value, int count) {
        return List.of(operation("Split", ops.constant(-1), value)
                .setAttr("num_split", count)
                .build()
                .outputList(0, count));
    }

    Output<?> slice(Operand<?> value, Operand<?> begin, Operand<?> size) {
        return first(operation("Slice", value, begin, size));
    }

    Output<?> stack(List<Operand<?>> values) {
        Output<?>[] outputs = values.stream().map(Operand::asOutput).toArray(Output<?>[]::new);
        return first(operation("Pack").addInputList(outputs));
    }

    /** Values of one shape side by side along a new dimension {@code axis}. */
    Output<?> stack(List<Output<?>> values, int axis) {
        return first(
                operation("Pack").addInputList(values.toArray(Output<?>[]::new)).setAttr("axis", axis));
    }

    /** Two vectors, one after the other. */
    Output<?> concat(Operand<?> a, Operand<?> b) {
        return concat(List.of(a.asOutput(), b.asOutput()), 0);
    }

    /** Values that differ in their dimension {@code axis} only, one after the other along it. */
    Output<?> concat(List<Output<?>> values, int axis) {
        return first(operation("ConcatV2")
                .addInputList(values.toArray(Output<?>[]::new))
                .addInput(ops.constant(axis).asOutput()));
    }

    /** {@code value} from its end to its start along a dimension. */
    Output<?> reverse(Operand<?> value, int axis) {
        return first(operation("ReverseV2", value, ops.constant(new int[] {axis})));
    }

    /** The largest value along a dimension, which goes. */
    Output<?> max(Operand<?> value, int axis) {
        return first(operation("Max", value, ops.constant(new int[] {axis})));
    }

    /** The sum along the last dimension, which stays. */
    Output<?> sumLast(Operand<?> value) {
        return first(operation("Sum", value, ops.constant(new int[] {-1})).setAttr("keep_dims", true));
    }

    /** {@code value} in every place of a shape. */
    Output<?> fill(Operand<?> shape, float value) {
        return first(operation("Fill", shape, ops.constant(value)));
    }

    Output<?> less(Operand<?> a, Operand<?> b) {
        return first(operation("Less", a, b));
    }

    /** An array of values of one shape, which a loop fills: its handle, and the flow that orders what is done with it. */
    List<Output<?>> newArray(Operand<?> size, DataType type) {
        return List.of(
                operation("TensorArrayV3", size).setAttr("dtype", type).build().outputList(0, 2));
    }

    /** Writes an element of an array; gives the flow after that. */
    Output<?> write(Operand<?> array, Operand<?> index, Operand<?> value, Operand<?> flow) {
        return first(operation("TensorArrayWriteV3", array, index, value, flow));
    }

    /** All elements of an array of {@code size}, stacked. */
    Output<?> read(Operand<?> array, Operand<?> size, Operand<?> flow, DataType type) {
        Output<?> indices = first(operation("Range", ops.constant(0), size, ops.constant(1)));
        return first(operation("TensorArrayGatherV3", array, indices, flow).setAttr("dtype", type));
    }

    /**
     * {@code value} through a variable: whatever uses the result waits for the value, but no edge of the graph leads from
     * the one to the other, so that TensorFlow takes no gradient back there.
     */
    Output<?> detached(Output<?> value) {
        String name = "detached_" + names.merge("detached", 1, Integer::sum);
        Output<?> handle = first(operation("VarHandleOp")
                .setAttr("dtype", value.dataType())
                .setAttr("shape", value.shape())
                .setAttr("shared_name", name));
        Operation assigned = operation("AssignVariableOp", handle, value)
                .setAttr("dtype", value.dataType())
                .build();
        return first(operation("ReadVariableOp", handle)
                .setAttr("dtype", value.dataType())
                .addControlInput(assigned));
    }

    /** What a loop does in a graph of its own. */
    @FunctionalInterface
    interface LoopPart {
        List<Output<?>> of(GraphOps ops, Output<?>[] variables);
    }

    /** Runs {@code body} as long as {@code condition}, one boolean, holds; gives the variables after that. */
    Output<?>[] loop(Output<?>[] variables, LoopPart condition, LoopPart body) {
        return graph.whileLoop(variables, part(condition), part(body), "loop_" + names.merge("loop", 1, Integer::sum));
    }

    private Graph.WhileSubgraphBuilder part(LoopPart part) {
        return (graph, in, out) -> {
            List<Output<?>> results = part.of(new GraphOps(graph, normalization), in);
            for (int i = 0; i < out.length; i++) {
                out[i] = results.get(i);
            }
        };
    }

    /** The node {@code name}, the same as {@code value}. */
    Output<?> named(String name, Operand<?> value) {
        return first(graph.opBuilder("Identity", name, scope).addInput(value.asOutput()));
    }
}
