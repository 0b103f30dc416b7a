package io.weibosentiment.training;

import java.io.Serializable;
import java.util.Locale;

/**
 * How good the model was after an epoch.
 *
 * @param epoch its number, from 1
 * @param steps all steps up to its end
 * @param trainingLoss the mean loss of its steps, with dropout
 * @param loss the mean cross entropy on the validation part
 * @param accuracy the share of texts there whose label it gives
 * @param precision of the texts it calls positive, the share that is
 * @param recall of the positive texts, the share that it calls so
 * @param f1 the mean of both labels' F1
 */
public record EpochFigures(
        int epoch,
        long steps,
        double trainingLoss,
        double loss,
        double accuracy,
        double precision,
        double recall,
        double f1)
        implements Serializable {

    /** Whether this epoch's weights are to be preferred: by F1, then by loss. */
    boolean isBetterThan(EpochFigures other) {
        return f1 > other.f1 || (f1 == other.f1 && loss < other.loss);
    }

    /** Whether of one of the two labels no text at all is recognized. */
    public boolean missesOneLabel() {
        double ofPositive = precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
        double ofNegative = 2 * f1 - ofPositive;
        return recall == 0 || ofNegative < 1e-9;
    }

    /** The figures, for the console. */
    public String described() {
        return String.format(
                Locale.ROOT,
                "epoch %d: training loss %.4f, validation loss %.4f, accuracy %.4f, F1 %.4f",
                epoch,
                trainingLoss,
                loss,
                accuracy,
                f1);
    }
}
