package io.weibosentiment.engine;

import io.weibosentiment.InvalidInputException;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;

/**
 * One way to call a SavedModel.
 *
 * @param key its name in the SavedModel, for instance {@code serving_default}
 * @param inputs the types of its inputs by name
 * @param outputs the types of its outputs by name
 */
public record Signature(String key, SortedMap<String, DataType> inputs, SortedMap<String, DataType> outputs) {

    private static final Set<DataType> INTEGERS = Set.of(DataType.DT_INT32, DataType.DT_INT64);

    public Signature {
        inputs = Collections.unmodifiableSortedMap(new TreeMap<>(inputs));
        outputs = Collections.unmodifiableSortedMap(new TreeMap<>(outputs));
    }

    static Signature of(String key, SignatureDef definition) {
        return new Signature(key, types(definition.getInputsMap()), types(definition.getOutputsMap()));
    }

    private static SortedMap<String, DataType> types(Map<String, TensorInfo> tensors) {
        SortedMap<String, DataType> types = new TreeMap<>();
        tensors.forEach((name, tensor) -> types.put(name, tensor.getDtype()));
        return types;
    }

    /**
     * Makes sure that this signature takes exactly {@code inputNames}, all integers (int32 or int64), and returns
     * {@code output} as float32.
     *
     * @throws InvalidInputException if not; the message lists the model's inputs and outputs
     */
    public Signature require(Set<String> inputNames, String output) {
        boolean fits = inputs.keySet().equals(inputNames)
                && INTEGERS.containsAll(inputs.values())
                && outputs.get(output) == DataType.DT_FLOAT;
        if (!fits) {
            throw new InvalidInputException("the model's signature " + this + " cannot be used: expected the inputs "
                    + inputNames.stream().sorted().collect(Collectors.joining(", "))
                    + " (each int32 or int64) and the output " + output + " (float32). Name the model's own inputs and"
                    + " output in model.json, or export it with these.");
        }
        return this;
    }

    @Override
    public String toString() {
        return key + " (inputs " + listed(inputs) + "; outputs " + listed(outputs) + ")";
    }

    private static String listed(SortedMap<String, DataType> tensors) {
        return tensors.isEmpty()
                ? "none"
                : tensors.entrySet().stream()
                        .map(tensor -> tensor.getKey() + ": " + typeName(tensor.getValue()))
                        .collect(Collectors.joining(", "));
    }

    private static String typeName(DataType type) {
        return switch (type) {
            case DT_FLOAT -> "float32";
            case DT_DOUBLE -> "float64";
            default -> type.name().replaceFirst("^DT_", "").toLowerCase(Locale.ROOT);
        };
    }
}
