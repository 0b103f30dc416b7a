package io.weibosentiment.training;

import java.io.Serializable;
import java.util.List;

/**
 * How a model became better.
 *
 * @param epochs the figures of each epoch
 * @param losses the loss on what it learned from, in means of several steps
 */
public record LearningCurve(List<EpochFigures> epochs, List<StepLoss> losses) implements Serializable {

    public LearningCurve {
        epochs = List.copyOf(epochs);
        losses = List.copyOf(losses);
    }

    /** The figures of the epoch whose weights the bundle has. */
    public EpochFigures best() {
        return epochs.stream()
                .reduce((best, next) -> next.isBetterThan(best) ? next : best)
                .orElseThrow();
    }
}
