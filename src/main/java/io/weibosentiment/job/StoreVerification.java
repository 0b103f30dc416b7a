package io.weibosentiment.job;

import java.util.List;

/**
 * What verifying a score store found.
 *
 * @param damaged files that cannot be read whole
 * @param compared texts of the input that have a score in the store and were scored again
 * @param different those whose second score is not equal to the bit
 * @param largest the largest difference of probabilities
 */
public record StoreVerification(List<String> damaged, long compared, long different, double largest) {

    public StoreVerification {
        damaged = List.copyOf(damaged);
    }

    /** Whether nothing is wrong. */
    public boolean isSound() {
        return damaged.isEmpty() && different == 0;
    }
}
