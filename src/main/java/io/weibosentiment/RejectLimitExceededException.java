package io.weibosentiment;

import java.util.List;

/** More rows were unusable than the limit allows; nothing has been published when it is thrown. */
public final class RejectLimitExceededException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * {@code rejected} of {@code read} rows were unusable.
     *
     * @param limit the limit as the user gave it, such as {@code 10%}
     * @param details lines about the rows: why, in which files, where they are kept; no one's text
     */
    public RejectLimitExceededException(long rejected, long read, String limit, List<String> details) {
        super(String.join(
                System.lineSeparator(),
                "rejected " + rejected + " of " + read + " rows, more than the limit of " + limit
                        + "; nothing was published. Correct the input or its mapping (--preset, input.columns), or"
                        + " raise the limit with --max-rejected",
                String.join(System.lineSeparator(), details)));
    }

    /** A sample shows that a run will be stopped; {@code message} says how many rows, and why. */
    public RejectLimitExceededException(String message) {
        super(message);
    }
}
