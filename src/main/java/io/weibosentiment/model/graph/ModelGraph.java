package io.weibosentiment.model.graph;

import io.weibosentiment.model.weights.Safetensors;
import java.io.IOException;
import java.io.OutputStream;

/** Builds the inference graph of a classifier of any architecture. */
public final class ModelGraph {

    private ModelGraph() {}

    /** The version of the graphs that are built of {@code architecture}; it changes whenever they do. */
    public static int version(ModelArchitecture architecture) {
        return architecture instanceof BertArchitecture bert ? BertGraph.version(bert) : KeammGraph.VERSION;
    }

    /**
     * Writes the saved_model.pb of the classifier.
     *
     * @param labels how many outputs the classification head has
     * @param arithmetic the arithmetic; a KEAMM has float32 alone
     * @param normalization how layers are normalized, of which a KEAMM has none
     * @param weights the bundle's weights
     */
    public static void write(
            ModelArchitecture architecture,
            int labels,
            Arithmetic arithmetic,
            Normalization normalization,
            Safetensors weights,
            OutputStream out)
            throws IOException {
        if (architecture instanceof BertArchitecture bert) {
            BertGraph.write(bert, labels, arithmetic, normalization, weights, out);
        } else if (architecture instanceof KeammArchitecture keamm && arithmetic == Arithmetic.FLOAT32) {
            KeammGraph.write(keamm, labels, weights, out);
        } else {
            throw new IllegalArgumentException("there is no graph of " + architecture + " in " + arithmetic);
        }
    }
}
