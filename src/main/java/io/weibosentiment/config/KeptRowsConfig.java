package io.weibosentiment.config;

import static io.weibosentiment.config.Key.key;

/**
 * Whether the rows of input files are kept, so that files which have not changed are not parsed again.
 *
 * @param enabled whether they are
 * @param days rows that no run used for so many days are deleted
 * @param gigabytes inputs larger than this are not kept, and of rows no longer in use so much is left
 */
public record KeptRowsConfig(boolean enabled, int days, int gigabytes) {

    public static final Key<Boolean> ENABLED = key("input.kept-rows.enabled").trueOrFalse();

    public static final Key<Integer> DAYS =
            key("input.kept-rows.days").integer().atLeast(1, "day");

    public static final Key<Integer> GIGABYTES =
            key("input.kept-rows.gigabytes").integer().atLeast(1, "gigabyte");

    private static final long GIGABYTE = 1_000_000_000;

    static KeptRowsConfig of(Key.Values values) {
        return new KeptRowsConfig(values.get(ENABLED), values.get(DAYS), values.get(GIGABYTES));
    }

    /** The most bytes. */
    public long bytes() {
        return gigabytes * GIGABYTE;
    }
}
