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
 */
record TrainingState(long step, int epoch, int place, double lossSum, List<EpochFigures> history) {

    static final TrainingState START = new TrainingState(0, 1, 0, 0, List.of());

    TrainingState {
        history = List.copyOf(history);
    }

    TrainingState after(double loss) {
        return new TrainingState(step + 1, epoch, place + 1, lossSum + loss, history);
    }

    TrainingState after(EpochFigures figures) {
        List<EpochFigures> all = new ArrayList<>(history);
        all.add(figures);
        return new TrainingState(step, epoch + 1, 0, 0, all);
    }

    double meanLoss() {
        return lossSum / place;
    }

    /** The figures of the best epoch so far. */
    Optional<EpochFigures> best() {
        return history.stream().reduce((best, next) -> next.isBetterThan(best) ? next : best);
    }

    /** Whether another epoch is worth while. */
    boolean isOver(TrainingOptions options) {
        return epoch > options.epochs()
                || best().map(best -> epoch - 1 - best.epoch() >= options.patience())
                        .orElse(false);
    }
}
