package io.weibosentiment.cli;

/** What the driver's {@code main} throws where a cluster's process calls it; the message is all there is to say. */
public final class CommandFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CommandFailedException(String message) {
        super(message, null, false, false);
    }
}
