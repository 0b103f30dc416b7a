package io.weibosentiment.run;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.ThreadLocalRandom;

/** The names of runs. */
final class RunId {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final int DIFFERENT = 1 << 24;

    private RunId() {}

    /** The id of a run that starts {@code now}: the time, and six random digits. */
    static String at(Instant now) {
        return TIME.format(now)
                + String.format("-%06x", ThreadLocalRandom.current().nextInt(DIFFERENT));
    }
}
