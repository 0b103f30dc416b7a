package io.weibosentiment.store;

import io.weibosentiment.ScoringEngine;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;

/**
 * A run's use of a store.
 *
 * @param bundle the model bundle's name, for people
 * @param engines the engines that score for the run
 * @param since when the run opened the store
 */
public record StoreUse(String bundle, Set<ScoringEngine> engines, Instant since) {

    public StoreUse {
        engines = Set.copyOf(engines);
    }

    /** The engines, sorted. */
    Set<ScoringEngine> sorted() {
        return new TreeSet<>(engines);
    }
}
