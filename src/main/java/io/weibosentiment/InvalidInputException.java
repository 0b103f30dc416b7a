package io.weibosentiment;

import java.util.List;

/**
 * An option, a path, a model or a file from the user cannot be used. Each problem says what was found, what was
 * expected and what to do; nothing has been published when it is thrown.
 */
public final class InvalidInputException extends RuntimeException {

    private final transient List<String> problems;

    public InvalidInputException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
    }

    public InvalidInputException(String problem) {
        this(List.of(problem));
    }

    public InvalidInputException(String problem, Throwable cause) {
        this(List.of(problem));
        initCause(cause);
    }

    /** Every problem found, in the order found. */
    public List<String> problems() {
        return problems == null ? List.of(getMessage()) : problems;
    }
}
