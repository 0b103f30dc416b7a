package io.weibosentiment.model.bundle;

import java.util.List;

/**
 * What the outputs of a model mean.
 *
 * @param labels the outputs' names, in their order; at least two
 * @param positive the index of the output that means positive
 * @param activation what turns the outputs into probabilities
 */
public record Head(List<String> labels, int positive, HeadActivation activation) {

    public Head {
        labels = List.copyOf(labels);
        if (labels.size() < 2 || positive < 0 || positive >= labels.size()) {
            throw new IllegalArgumentException("output " + positive + " of " + labels
                    + " cannot be the positive one; expected at least two labels, and the index of one of them");
        }
    }

    /** The head of a model whose outputs are logits, of which exactly one label is true. */
    public Head(List<String> labels, int positive) {
        this(labels, positive, HeadActivation.SOFTMAX);
    }

    /** The name of the output that means positive. */
    public String positiveLabel() {
        return labels.get(positive);
    }

    /** The same head with outputs that are probabilities. */
    Head ofProbabilities() {
        return new Head(labels, positive, HeadActivation.NONE);
    }

    /** The probability of the positive label; NaN if an output that it depends on is. */
    public float sentiment(float[] outputs) {
        return switch (activation) {
            case SOFTMAX -> softmax(outputs);
            case SIGMOID -> (float) (1 / (1 + Math.exp(-outputs[positive])));
            case NONE -> Math.min(1, outputs[positive]);
        };
    }

    private float softmax(float[] logits) {
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp((double) logit - logits[positive]);
        }
        return (float) (1 / sum);
    }
}
