package io.weibosentiment.util;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.util.Finding.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;

/** Gathers what checks find: one that throws has found a problem, and the next is made all the same. */
public final class Checklist {

    private static final int LONGEST = 1000;

    private final List<Finding> found = new ArrayList<>();

    /**
     * Makes a check.
     *
     * @param name the check's name
     * @param check answers what it found good; throws what it found bad
     * @return whether it was good
     */
    public boolean check(String name, Callable<String> check) {
        return find(name, check, text -> text).isPresent();
    }

    /**
     * Makes a check whose subject later checks need.
     *
     * @param name the check's name
     * @param finder answers the subject; throws what it found bad
     * @param described the subject, in words
     * @return the subject, if it was good
     */
    public <T> Optional<T> find(String name, Callable<T> finder, Function<T, String> described) {
        try {
            T subject = finder.call();
            found.add(new Finding(name, Outcome.OK, described.apply(subject)));
            return Optional.of(subject);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            found.add(new Finding(name, Outcome.PROBLEM, "interrupted before it was done; run check again"));
        } catch (Exception | LinkageError e) {
            found.addAll(problems(name, e));
        }
        return Optional.empty();
    }

    /** Notes that a check was not made, and why. */
    public void skip(String name, String why) {
        found.add(new Finding(name, Outcome.SKIPPED, why));
    }

    /** What was found so far, in the order of the checks. */
    public List<Finding> all() {
        return List.copyOf(found);
    }

    /** What {@code thrown} tells, each problem by itself. */
    public static List<Finding> problems(String name, Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidInputException invalid) {
                return invalid.problems().stream()
                        .map(problem -> new Finding(name, Outcome.PROBLEM, problem))
                        .toList();
            }
        }
        return List.of(new Finding(name, Outcome.PROBLEM, described(thrown)));
    }

    /** The exception's kind and the first line of its message; Spark's go on with stack traces. */
    private static String described(Throwable thrown) {
        String kind = thrown.getClass().getSimpleName();
        String message = thrown.getMessage() == null
                ? ""
                : ": " + thrown.getMessage().strip().lines().findFirst().orElse("");
        String line = kind + message;
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
