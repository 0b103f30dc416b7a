package io.weibosentiment.training;

import io.weibosentiment.InvalidInputException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What becomes of the emoticons in texts that a model learns from and is judged by. */
public enum EmoticonUse {
    /** They stay, as in texts that are scored. */
    KEPT,
    /** They are taken out, to see what a model makes of the words alone. */
    MASKED;

    /** The name on the command line. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The use called {@code key}.
     *
     * @throws InvalidInputException if there is none
     */
    public static EmoticonUse of(String key) {
        return Arrays.stream(values())
                .filter(known -> known.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException("--emoticons: found '" + key + "'; expected one of "
                        + Arrays.stream(values()).map(EmoticonUse::key).collect(Collectors.joining(", "))));
    }
}
