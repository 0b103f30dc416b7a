package io.weibosentiment.inference;

import io.weibosentiment.config.ScoringConfig;

/**
 * How much of the texts the next wave takes. The first is small and shows how fast this cluster is; those after it take
 * about as long as asked for, so that what a wave costs besides scoring is small against it.
 */
final class WavePlan {

    /** In tokens: enough that each core has several full partitions. */
    private static final double FIRST_WORK_PER_CORE = 400_000;

    private static final double MOST_GROWTH = 10;
    private static final double SECONDS_A_MINUTE = 60;

    private final double most;
    private final double first;
    private final double target;
    private double next;
    private double done;

    WavePlan(TextLengths workload, int cores, ScoringConfig config) {
        this.target = config.waveMinutes() * SECONDS_A_MINUTE;
        this.most =
                config.waveTexts() == 0 ? 1 : Math.min(1, (double) config.waveTexts() / Math.max(1, workload.texts()));
        this.first = Math.min(1, FIRST_WORK_PER_CORE * cores / Math.max(1, workload.work()));
        this.next = first;
    }

    /** How much of the texts has been taken so far: 0 to 1. */
    double done() {
        return done;
    }

    /** Where the next wave ends; what would be left for a last one of less than half the size goes with it. */
    double end() {
        double share = Math.min(next, most);
        double left = 1 - done;
        return left < share + Math.min(share, most) / 2 ? 1 : done + share;
    }

    /** Notes that the wave that ends at {@code end} took so many seconds. */
    void took(double end, double seconds) {
        double share = end - done;
        next = Math.max(first, Math.min(share * MOST_GROWTH, share * target / Math.max(1, seconds)));
        done = end;
    }
}
