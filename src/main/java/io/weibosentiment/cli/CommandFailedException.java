package io.weibosentiment.cli;

/**
 * Thrown by {@code main} when a process of the cluster calls it and the command failed; the message says everything.
 */
public final class CommandFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CommandFailedException(String message) {
        super(message, null, false, false);
    }
}
