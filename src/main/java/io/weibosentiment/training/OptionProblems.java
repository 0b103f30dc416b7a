package io.weibosentiment.training;

import io.weibosentiment.InvalidInputException;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with options, said together. */
final class OptionProblems {

    private final List<String> problems = new ArrayList<>();

    void atLeast(String option, int found, int least) {
        if (found < least) {
            problems.add(option + ": found " + found + "; expected at least " + least);
        }
    }

    void within(String option, double found, boolean isRight, String expected) {
        if (!isRight) {
            problems.add(option + ": found " + found + "; expected a number " + expected);
        }
    }

    void require() {
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
    }
}
