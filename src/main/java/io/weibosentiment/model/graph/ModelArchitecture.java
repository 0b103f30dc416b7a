package io.weibosentiment.model.graph;

import io.weibosentiment.model.weights.Safetensors;
import java.util.List;

/** The shape of a classifier whose graph is built from weights. */
public interface ModelArchitecture {

    /**
     * Every weight, in the order they are stored; kernels are [inputs, outputs].
     *
     * @param labels how many outputs the classification head has
     */
    List<Safetensors.Header> weights(int labels);

    /** The most tokens of a text. */
    int mostTokens();

    /** How many layers follow each other, for rates of learning that fall from one to the one below. */
    int layers();

    /** Whether training changes the weight {@code name}. */
    boolean isTrained(String name);
}
