package io.weibosentiment.util;

import java.io.Serializable;

/**
 * The result of one check before a run.
 *
 * @param check the check's name, such as {@code output}
 * @param outcome the result in one word
 * @param text what was found; for a problem also what was expected and the remedy
 */
public record Finding(String check, Outcome outcome, String text) implements Serializable {

    /** The result of a check in one word. */
    public enum Outcome {
        OK,
        /** Nothing that keeps a run from being made, but worth a look. */
        WARNING,
        PROBLEM,
        /** It could not run, because of a problem that another check reports. */
        SKIPPED
    }

    /** Whether it has to be fixed before a run. */
    public boolean isProblem() {
        return outcome == Outcome.PROBLEM;
    }
}
