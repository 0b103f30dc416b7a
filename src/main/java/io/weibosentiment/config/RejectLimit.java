package io.weibosentiment.config;

import io.weibosentiment.InvalidInputException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many rows may be rejected before the job stops: a count, or a share of the rows read.
 *
 * @param text as given: {@code 500} or {@code 2.5%}
 * @param value the count, or the share in percent
 * @param share whether {@code value} is a share
 */
public record RejectLimit(String text, double value, boolean share) {

    private static final Pattern LIMIT = Pattern.compile("([0-9]{1,15}(?:\\.[0-9]+)?)(%?)");

    /**
     * Reads a limit.
     *
     * @throws InvalidInputException if {@code text} is neither a count nor a share between 0 % and 100 %
     */
    public static RejectLimit parse(String text) {
        Matcher matcher = LIMIT.matcher(text.strip());
        if (matcher.matches()) {
            double value = Double.parseDouble(matcher.group(1));
            boolean share = !matcher.group(2).isEmpty();
            if (share ? value <= 100 : value == Math.rint(value)) {
                return new RejectLimit(text.strip(), value, share);
            }
        }
        throw new InvalidInputException(
                "'" + text + "' is not a limit; expected a count such as 500 or a share such as 2.5%");
    }

    /** Whether {@code rejected} rows out of {@code read} are too many. */
    public boolean exceededBy(long rejected, long read) {
        return rejected > (share ? value / 100 * read : value);
    }
}
