package io.weibosentiment.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.Map;

/** Puts a batch into named tensors of the types a signature asks for, and takes one output's rows out. */
final class NamedInputTranslator implements NoBatchifyTranslator<IntegerBatch, float[][]> {

    private final Signature signature;
    private final String output;

    NamedInputTranslator(Signature signature, String output) {
        this.signature = signature;
        this.output = output;
    }

    @Override
    public NDList processInput(TranslatorContext context, IntegerBatch batch) {
        if (!batch.inputs().keySet().equals(signature.inputs().keySet())) {
            throw new IllegalArgumentException(
                    "the batch holds " + batch.inputs().keySet() + ", the signature is " + signature);
        }
        NDList tensors = new NDList(batch.inputs().size());
        for (Map.Entry<String, IntegerArray> input : batch.inputs().entrySet()) {
            NDArray tensor = tensor(context.getNDManager(), input.getKey(), input.getValue());
            tensor.setName(input.getKey());
            tensors.add(tensor);
        }
        return tensors;
    }

    private NDArray tensor(NDManager manager, String name, IntegerArray input) {
        int[] values = input.values();
        Shape shape = new Shape(input.shape());
        if (signature.inputs().get(name) == org.tensorflow.proto.DataType.DT_INT64) {
            return manager.create(
                    LongBuffer.wrap(Arrays.stream(values).asLongStream().toArray()), shape, DataType.INT64);
        }
        return manager.create(IntBuffer.wrap(values), shape, DataType.INT32);
    }

    @Override
    public float[][] processOutput(TranslatorContext context, NDList outputs) {
        NDArray logits = outputs.get(output);
        if (logits == null) {
            throw new IllegalStateException("the model gave no " + output + "; the signature is " + signature);
        }
        int rows = Math.toIntExact(logits.getShape().get(0));
        float[] values = logits.toFloatArray();
        int columns = rows == 0 ? 0 : values.length / rows;
        float[][] result = new float[rows][];
        for (int row = 0; row < rows; row++) {
            result[row] = Arrays.copyOfRange(values, row * columns, (row + 1) * columns);
        }
        return result;
    }
}
