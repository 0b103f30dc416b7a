package io.weibosentiment.config;

import io.weibosentiment.InvalidInputException;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a record's values, so that all of it is reported at once. */
final class Problems {

    private final List<String> problems = new ArrayList<>();

    /** Notes a problem unless {@code holds}; a problem starts with its key and a colon. */
    void that(boolean holds, String key, Object found, String expected) {
        if (!holds) {
            problems.add(key + ": found " + found + "; expected " + expected);
        }
    }

    /** Ends the checks. */
    void done() {
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
    }
}
