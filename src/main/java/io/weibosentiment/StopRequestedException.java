package io.weibosentiment;

/** The run was stopped on request; nothing was published. */
public final class StopRequestedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StopRequestedException(String message, Throwable cause) {
        super(message, cause);
    }
}
