package io.weibosentiment;

/** Another run holds the output folder; the message says which, and since when. */
public final class OutputBusyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public OutputBusyException(String message) {
        super(message);
    }
}
