package io.weibosentiment.util;

import java.util.Locale;

/** Numbers of things in sentences: {@code 1 row}, {@code 1,309 rows}. */
public final class Counted {

    private Counted() {}

    /**
     * So many of what {@code one} is called.
     *
     * @param one the word for one of them, whose plural ends in s
     */
    public static String of(long number, String one) {
        return of(number, one, one + "s");
    }

    /**
     * So many of something, where more than the noun depends on the number.
     *
     * @param one what follows the number one: {@code comment is}
     * @param several what follows the other numbers: {@code comments are}
     */
    public static String of(long number, String one, String several) {
        return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? one : several);
    }
}
