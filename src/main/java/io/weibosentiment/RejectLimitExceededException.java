package io.weibosentiment;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** More rows were unusable than the limit allows; nothing has been published when it is thrown. */
public final class RejectLimitExceededException extends RuntimeException {

    private static final int REASONS_SHOWN = 5;

    private final long rejected;
    private final long read;

    /**
     * {@code rejected} of {@code read} rows were unusable.
     *
     * @param limit the limit as the user gave it, such as {@code 10%}
     * @param rowsByReason how many rows each reason rejected
     */
    public RejectLimitExceededException(long rejected, long read, String limit, Map<String, Long> rowsByReason) {
        super("rejected " + rejected + " of " + read + " rows, more than the limit of " + limit
                + "; nothing was published. Most frequent reasons: " + top(rowsByReason)
                + ". Correct the input or its mapping (--preset, input.columns), or raise the limit with"
                + " --max-rejected");
        this.rejected = rejected;
        this.read = read;
    }

    /** {@code rejected} of {@code read} rows, which may be a sample, were unusable; {@code message} says all else. */
    public RejectLimitExceededException(String message, long rejected, long read) {
        super(message);
        this.rejected = rejected;
        this.read = read;
    }

    /** The rows that could not be used. */
    public long rejected() {
        return rejected;
    }

    /** The rows read. */
    public long read() {
        return read;
    }

    private static String top(Map<String, Long> rowsByReason) {
        return new LinkedHashMap<>(rowsByReason)
                .entrySet().stream()
                        .sorted(Map.Entry.<String, Long>comparingByValue()
                                .reversed()
                                .thenComparing(Map.Entry.comparingByKey()))
                        .limit(REASONS_SHOWN)
                        .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
                        .collect(Collectors.joining(", "));
    }
}
