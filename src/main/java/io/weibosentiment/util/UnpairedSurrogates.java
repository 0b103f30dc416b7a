package io.weibosentiment.util;

/** Halves of surrogate pairs, as a cut leaves of an emoji. UTF-8 has none, and Java writes a question mark instead. */
public final class UnpairedSurrogates {

    private UnpairedSurrogates() {}

    /** {@code text} without them; the same object if it has none. */
    public static String removed(String text) {
        int first = next(text, 0);
        if (first == text.length()) {
            return text;
        }
        StringBuilder kept = new StringBuilder(text.length());
        int from = 0;
        for (int half = first; half < text.length(); half = next(text, from)) {
            kept.append(text, from, half);
            from = half + 1;
        }
        return kept.append(text, from, text.length()).toString();
    }

    /** The position of the first half at or after {@code from}, or the text's length. */
    private static int next(String text, int from) {
        int position = from;
        while (position < text.length()) {
            char character = text.charAt(position);
            if (!Character.isSurrogate(character)) {
                position++;
            } else if (Character.isSupplementaryCodePoint(text.codePointAt(position))) {
                position += 2;
            } else {
                return position;
            }
        }
        return text.length();
    }
}
