package io.weibosentiment.model.graph;

import io.weibosentiment.InvalidInputException;
import java.util.ArrayList;
import java.util.List;

/** How large the graph of a classifier may be. */
public final class GraphSize {

    /** What protocol buffers can hold, less what a graph has besides its weights. */
    private static final long MOST_BYTES = Integer.MAX_VALUE - (1L << 20);

    private GraphSize() {}

    /**
     * Whether TensorFlow can have the classifier's graph: its file, weights included, is at most 2 GiB.
     *
     * @param labels how many outputs the classification head has
     */
    public static boolean isPossible(ModelArchitecture model, int labels, Arithmetic arithmetic) {
        return weightBytes(model, labels, arithmetic) <= MOST_BYTES;
    }

    /** Embeddings and vectors as if they were float32 in every precision, which most of them are. */
    private static long weightBytes(ModelArchitecture model, int labels, Arithmetic arithmetic) {
        return model.weights(labels).stream()
                .mapToLong(weight -> {
                    long values =
                            weight.shape().stream().mapToLong(size -> size).reduce(1, Math::multiplyExact);
                    boolean isLayers =
                            weight.name().startsWith("layer.") && weight.shape().size() > 1;
                    return values * (isLayers ? arithmetic.kernelBytes() : Float.BYTES);
                })
                .sum();
    }

    /**
     * Makes sure that TensorFlow can have the classifier's graph.
     *
     * @param labels how many outputs the classification head has
     * @throws InvalidInputException if not; the message names the precisions in which it can
     */
    public static void require(ModelArchitecture model, int labels, Arithmetic arithmetic) {
        if (isPossible(model, labels, arithmetic)) {
            return;
        }
        List<String> remedies = new ArrayList<>(List.of("a smaller model"));
        if (isPossible(model, labels, Arithmetic.BFLOAT16)) {
            remedies.add("--precision bfloat16 or auto where every executor's processor or GPU multiplies bfloat16");
        }
        if (isPossible(model, labels, Arithmetic.INT8)) {
            remedies.add("--precision int8 where every executor's processor multiplies 8-bit numbers");
        }
        throw tooLarge("in " + arithmetic.described(), String.join(", or ", remedies));
    }

    static InvalidInputException tooLarge(String where, String expected) {
        return new InvalidInputException("the model's graph would be larger " + where + " than the 2 GiB that"
                + " TensorFlow can have; expected " + expected);
    }
}
