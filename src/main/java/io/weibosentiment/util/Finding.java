package io.weibosentiment.util;

import java.io.Serializable;

/**
 * What one check before a run found.
 *
 * @param check the check's name, such as {@code output}
 * @param outcome how it ended
 * @param text what was found; for a problem also what was expected and the remedy
 */
public record Finding(String check, Outcome outcome, String text) implements Serializable {

    /** How a check ended. */
    public enum Outcome {
        OK,
        PROBLEM,
        /** It could not be made, for a problem that another check tells. */
        SKIPPED
    }

    /** Whether it must be put right before a run. */
    public boolean isProblem() {
        return outcome == Outcome.PROBLEM;
    }
}
