package io.weibosentiment.training;

import io.weibosentiment.model.weights.Safetensors;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/** The variables of a graph: float32, by name, set and read one at a time, so that no weight is in the graph. */
final class GraphVariables {

    private final Ops tf;
    private final Map<String, Variable> variables = new LinkedHashMap<>();

    GraphVariables(Ops tf) {
        this.tf = tf;
    }

    /**
     * A variable.
     *
     * @param header its name and shape
     * @param handle what names it in the graph
     * @param value its value when a step begins
     * @param fed where a new value is fed
     * @param assign sets it to that
     */
    record Variable(
            Safetensors.Header header,
            Operand<? extends TType> handle,
            Operand<TFloat32> value,
            Placeholder<TFloat32> fed,
            Op assign) {}

    Variable add(Safetensors.Header header) {
        Shape shape = shape(header);
        Ops named = tf.withSubScope("variable");
        Operand<? extends TType> handle =
                named.varHandleOp(TFloat32.class, shape, org.tensorflow.op.core.VarHandleOp.sharedName(header.name()));
        Placeholder<TFloat32> fed = named.placeholder(TFloat32.class, Placeholder.shape(shape));
        Variable variable = new Variable(
                header, handle, named.readVariableOp(handle, TFloat32.class), fed, named.assignVariableOp(handle, fed));
        variables.put(header.name(), variable);
        return variable;
    }

    /** Names and shapes, in the order in which they were added. */
    List<Safetensors.Header> headers() {
        return variables.values().stream().map(Variable::header).toList();
    }

    Output<?> value(String name) {
        return variables.get(name).value().asOutput();
    }

    Map<String, Variable> all() {
        return Collections.unmodifiableMap(variables);
    }

    void set(Session session, String name, float[] values) {
        Variable variable = variables.get(name);
        try (TFloat32 tensor = TFloat32.tensorOf(shape(variable.header()), DataBuffers.of(values, true, false))) {
            session.runner()
                    .feed(variable.fed(), tensor)
                    .addTarget(variable.assign())
                    .run()
                    .close();
        }
    }

    float[] get(Session session, String name) {
        Variable variable = variables.get(name);
        try (var result = session.runner().fetch(variable.value()).run()) {
            return floats(result.get(0));
        }
    }

    static float[] floats(Tensor tensor) {
        float[] values = new float[Math.toIntExact(tensor.shape().size())];
        tensor.asRawTensor().data().asFloats().read(values);
        return values;
    }

    private static Shape shape(Safetensors.Header header) {
        return Shape.of(header.shape().stream().mapToLong(Integer::longValue).toArray());
    }
}
