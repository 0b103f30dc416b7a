package io.weibosentiment.model.graph;

import io.weibosentiment.model.weights.Safetensors;
import java.util.List;

/**
 * The shape of the recurrent convolution with attention that follows the encoder of a BERT-RCNN-ATT (Li, Huo and Wang
 * 2023, WSEAS Trans. Commun. 22, 10.37394/23204.2023.22.2; the RCNN is that of Lai et al. 2015).
 *
 * @param context the width of the left and of the right context of a token
 * @param width the width of what a token and its contexts become
 * @param attention the width in which attention scores them
 */
public record RcnnArchitecture(int context, int width, int attention) {

    static final String LEFT = "rcnn.left";
    static final String RIGHT = "rcnn.right";
    static final String RECURRENT = ".recurrent";
    static final String INPUT = ".input";
    static final String COMBINE = "rcnn.combine";
    static final String ATTENTION = "rcnn.attention";
    static final String SCORE = "rcnn.score";

    /**
     * As wide as half the encoder, which the paper does not say: it has to be learned from few labels.
     *
     * @param hidden the encoder's width
     */
    public static RcnnArchitecture on(int hidden) {
        int half = Math.max(1, hidden / 2);
        return new RcnnArchitecture(half, half, half);
    }

    /** The weights that follow the encoder's, but those of the classifier; kernels are [inputs, outputs]. */
    List<Safetensors.Header> weights(int hidden) {
        return List.of(
                kernel(LEFT + RECURRENT, context, context),
                kernel(LEFT + INPUT, hidden, context),
                bias(LEFT + INPUT, context),
                kernel(RIGHT + RECURRENT, context, context),
                kernel(RIGHT + INPUT, hidden, context),
                bias(RIGHT + INPUT, context),
                kernel(COMBINE, hidden + 2 * context, width),
                bias(COMBINE, width),
                kernel(ATTENTION, width, attention),
                bias(ATTENTION, attention),
                kernel(SCORE, attention, 1));
    }

    private static Safetensors.Header kernel(String name, int inputs, int outputs) {
        return new Safetensors.Header(name + ".kernel", List.of(inputs, outputs));
    }

    private static Safetensors.Header bias(String name, int outputs) {
        return new Safetensors.Header(name + ".bias", List.of(outputs));
    }
}
