package io.weibosentiment.model.graph;

import io.weibosentiment.InvalidInputException;

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
    public static boolean isPossible(BertArchitecture bert, int labels, Arithmetic arithmetic) {
        return weightBytes(bert, labels, arithmetic) <= MOST_BYTES;
    }

    /** Embeddings and vectors as if they were float32 in every precision, which most of them are. */
    private static long weightBytes(BertArchitecture bert, int labels, Arithmetic arithmetic) {
        return bert.weights(labels).stream()
                .mapToLong(weight -> {
                    long values =
                            weight.shape().stream().mapToLong(size -> size).reduce(1, Math::multiplyExact);
                    boolean isLayers =
                            weight.name().startsWith("layer.") && weight.shape().size() > 1;
                    return values * (isLayers ? arithmetic.kernelBytes() : Float.BYTES);
                })
                .sum();
    }

    /** The problem with a model whose graph is not possible in the precision {@code name}. */
    public static InvalidInputException impossible(String name) {
        return new InvalidInputException("the model's graph would be larger in " + name + " than the 2 GiB that"
                + " TensorFlow can have; expected a smaller model, or executors whose processors or GPUs all have"
                + " bfloat16, with --precision bfloat16 or auto");
    }
}
