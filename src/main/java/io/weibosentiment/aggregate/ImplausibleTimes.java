package io.weibosentiment.aggregate;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Comments whose times can be read but not be true. They are kept where they say they belong: which clock was wrong is
 * not known.
 *
 * @param beforeWeibo written before there was a Weibo
 * @param afterNow written after this moment
 * @param now this moment
 */
public record ImplausibleTimes(long beforeWeibo, long afterNow, Instant now) {

    /** What the user should know of them. */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (beforeWeibo > 0) {
            warnings.add(String.format(
                    Locale.ROOT, "%,d comments are dated before Weibo began in August 2009", beforeWeibo));
        }
        if (afterNow > 0) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "%,d comments are dated after this run (%s by this machine's clock)",
                    afterNow,
                    now.truncatedTo(ChronoUnit.SECONDS)));
        }
        return warnings;
    }
}
