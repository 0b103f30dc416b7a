package io.weibosentiment;

import java.util.List;

/** The figures of a run do not add up, so it was not published: files were lost or changed while it ran. */
public final class InconsistentRunException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param differences what does not add up, each with its figures */
    public InconsistentRunException(List<String> differences) {
        super("the run does not add up, so it was not published: " + String.join("; ", differences)
                + ". Files in the output folder or the score store were lost or changed while it ran: find out what"
                + " else writes there, and run again");
    }
}
