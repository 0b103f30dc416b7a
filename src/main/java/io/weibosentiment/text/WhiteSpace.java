package io.weibosentiment.text;

/** White space as Unicode defines it: blanks, line ends, the no-break and the ideographic space. */
final class WhiteSpace {

    private static final int NEXT_LINE = 0x85;

    private WhiteSpace() {}

    static boolean is(int codePoint) {
        return is(codePoint, Character.getType(codePoint));
    }

    /** As {@link #is(int)}, where the type is known: one look-up for each character. */
    private static boolean is(int codePoint, int type) {
        return switch (type) {
            case Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            case Character.CONTROL -> Character.isWhitespace(codePoint) || codePoint == NEXT_LINE;
            default -> false;
        };
    }

    /** {@code text} without the white space at its ends. */
    static String trim(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && is(text.charAt(start))) {
            start++;
        }
        while (end > start && is(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    /** {@code text} without invisible characters and lone surrogates, each run of white space as one blank. */
    static String collapse(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        boolean blank = false;
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            i += Character.charCount(codePoint);
            int type = Character.getType(codePoint);
            if (is(codePoint, type)) {
                blank = true;
            } else if (isVisible(type)) {
                if (blank && !kept.isEmpty()) {
                    kept.append(' ');
                }
                blank = false;
                kept.appendCodePoint(codePoint);
            }
        }
        return kept.toString();
    }

    private static boolean isVisible(int type) {
        return type != Character.FORMAT && type != Character.CONTROL && type != Character.SURROGATE;
    }
}
