package io.weibosentiment.util;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.RejectLimitExceededException;
import io.weibosentiment.util.Finding.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;

/**
 * Collects the findings of checks. A check that throws has found a problem, and does not keep the next from running.
 */
public final class Checklist {

    private static final int LONGEST = 1000;

    private final List<Finding> found = new ArrayList<>();

    /**
     * Runs a check.
     *
     * @param name the check's name
     * @param check returns what it found if that is good, else throws
     * @return whether it was good
     */
    public boolean check(String name, Callable<String> check) {
        return find(name, check, text -> text).isPresent();
    }

    /**
     * Runs a check whose subject later checks need.
     *
     * @param name the check's name
     * @param finder returns the subject if it is good, else throws
     * @param described the subject, in words
     * @return the subject if it was good
     */
    public <T> Optional<T> find(String name, Callable<T> finder, Function<T, String> described) {
        try {
            T subject = finder.call();
            found.add(new Finding(name, Outcome.OK, described.apply(subject)));
            return Optional.of(subject);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            found.add(new Finding(name, Outcome.PROBLEM, "interrupted before it had finished; run check again"));
        } catch (Exception | LinkageError e) {
            found.addAll(problems(name, e));
        }
        return Optional.empty();
    }

    /** Records what is worth a look in what a check found good. */
    public void warn(String name, String text) {
        found.add(new Finding(name, Outcome.WARNING, text));
    }

    /** Records that a check did not run, and why. */
    public void skip(String name, String why) {
        found.add(new Finding(name, Outcome.SKIPPED, why));
    }

    /** All findings so far, in the order of the checks. */
    public List<Finding> all() {
        return List.copyOf(found);
    }

    /** The problems that {@code thrown} reports, each as a finding. */
    public static List<Finding> problems(String name, Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidInputException invalid) {
                return invalid.problems().stream()
                        .map(problem -> new Finding(name, Outcome.PROBLEM, problem))
                        .toList();
            }
            if (cause instanceof RejectLimitExceededException) {
                return List.of(new Finding(name, Outcome.PROBLEM, cause.getMessage()));
            }
        }
        return List.of(new Finding(name, Outcome.PROBLEM, described(thrown)));
    }

    /** The exception's type and the first line of its message; in Spark's messages a stack trace follows. */
    private static String described(Throwable thrown) {
        String kind = thrown.getClass().getSimpleName();
        String message = thrown.getMessage() == null
                ? ""
                : ": " + thrown.getMessage().strip().lines().findFirst().orElse("");
        String line = kind + message;
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
