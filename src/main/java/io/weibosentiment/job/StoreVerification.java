package io.weibosentiment.job;

import io.weibosentiment.store.ScoreComparison;
import java.util.List;

/**
 * What verifying a score store found.
 *
 * @param damaged files that cannot be read whole
 * @param conflicting texts of the input whose kept scores differ by more than the tolerance
 * @param scores how a sample of the input's kept scores compares with scores made again
 */
public record StoreVerification(List<String> damaged, long conflicting, ScoreComparison scores) {

    public StoreVerification {
        damaged = List.copyOf(damaged);
    }

    /** Whether nothing is wrong. */
    public boolean isSound() {
        return damaged.isEmpty() && conflicting == 0 && scores.isSound();
    }
}
