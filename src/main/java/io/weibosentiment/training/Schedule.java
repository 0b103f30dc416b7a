package io.weibosentiment.training;

/**
 * The learning rate of each step: it rises from 0 in a line, then falls to 0 in a line.
 *
 * @param steps how many there are
 * @param warmUp in how many it rises
 * @param highest the rate after that
 */
record Schedule(long steps, long warmUp, double highest) {

    static Schedule of(Optimization options, long steps) {
        return new Schedule(steps, Math.round(options.warmUp() * steps), options.learningRate());
    }

    /** The rate of a step, counted from 1. */
    float rate(long step) {
        if (step <= warmUp) {
            return (float) (highest * step / (warmUp + 1.0));
        }
        return (float) (highest * (steps - step + 1) / (steps - warmUp));
    }
}
