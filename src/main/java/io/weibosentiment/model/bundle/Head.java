package io.weibosentiment.model.bundle;

import java.util.List;

/**
 * What the outputs of a model mean.
 *
 * @param labels the outputs' names, in their order; at least two
 * @param positive the index of the output that means positive
 */
public record Head(List<String> labels, int positive) {

    public Head {
        labels = List.copyOf(labels);
        if (labels.size() < 2 || positive < 0 || positive >= labels.size()) {
            throw new IllegalArgumentException("output " + positive + " of " + labels
                    + " cannot be the positive one; expected at least two labels, and the index of one of them");
        }
    }

    /** The name of the output that means positive. */
    public String positiveLabel() {
        return labels.get(positive);
    }

    /** The probability of the positive label: the softmax of {@code logits} at its index; NaN if a logit is. */
    public float sentiment(float[] logits) {
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp((double) logit - logits[positive]);
        }
        return (float) (1 / sum);
    }
}
