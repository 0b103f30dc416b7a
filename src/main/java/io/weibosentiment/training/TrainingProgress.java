package io.weibosentiment.training;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * How far a training is.
 *
 * @param step the steps done
 * @param steps all, if it does not end early
 * @param rate the steps of a second, without those of earlier attempts
 * @param loss the mean loss of the epoch so far
 * @param history the figures of the epochs done
 */
public record TrainingProgress(long step, long steps, double rate, double loss, List<EpochFigures> history) {

    public TrainingProgress {
        history = List.copyOf(history);
    }

    /** Steps, rate, time left, loss and the last epoch's figures, for the console. */
    public String described() {
        String left = rate == 0
                ? ""
                : String.format(
                        Locale.ROOT,
                        ", %.2f/s, %s left",
                        rate,
                        written(Duration.ofSeconds(Math.round((steps - step) / rate))));
        String last =
                history.isEmpty() ? "" : "; " + history.get(history.size() - 1).described();
        return String.format(Locale.ROOT, "step %,d of %,d%s, loss %.4f%s", step, steps, left, loss, last);
    }

    private static String written(Duration left) {
        return left.toHours() > 0
                ? left.toHours() + " h " + left.toMinutesPart() + " min"
                : left.toMinutes() > 0
                        ? left.toMinutes() + " min " + left.toSecondsPart() + " s"
                        : left.toSeconds() + " s";
    }
}
