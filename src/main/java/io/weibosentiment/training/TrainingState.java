package io.weibosentiment.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a training is, besides its weights.
 *
 * @param step the steps done
 * @param epoch the epoch that the next step belongs to, from 1
 * @param place how many of its batches are done
 * @param lossSum the losses of these, added up
 * @param history the figures of the epochs done
 * @param losses how the loss falls
 */
record TrainingState(long step, int epoch, int place, double lossSum, List<EpochFigures> history, LossCurve losses) {

    TrainingState {
        history = List.copyOf(history);
    }

    /** Where a training of at most {@code steps} steps begins. */
    static TrainingState start(long steps) {
        return new TrainingState(0, 1, 0, 0, List.of(), LossCurve.of(steps));
    }

    TrainingState after(double loss) {
        return new TrainingState(step + 1, epoch, place + 1, lossSum + loss, history, losses.after(step + 1, loss));
    }

    TrainingState after(EpochFigures figures) {
        List<EpochFigures> all = new ArrayList<>(history);
        all.add(figures);
        return new TrainingState(step, epoch + 1, 0, 0, all, losses);
    }

    double meanLoss() {
        return lossSum / place;
    }

    /** The figures of the best epoch so far. */
    Optional<EpochFigures> best() {
        return history.stream().reduce((best, next) -> next.isBetterThan(best) ? next : best);
    }

    /** Whether another epoch is worth while. */
    boolean isOver(Passes passes) {
        return epoch > passes.epochs()
                || best().map(best -> epoch - 1 - best.epoch() >= passes.patience())
                        .orElse(false);
    }
}
