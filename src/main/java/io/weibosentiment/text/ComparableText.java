package io.weibosentiment.text;

import io.weibosentiment.util.Sha256;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jsoup.parser.Parser;

/**
 * What of a comment's text is the same in every crawl of it, whether the crawler kept the HTML, removed its tags and
 * with them the emoticon images, decoded its entities, cut or joined white space, or lost what its encoding lacks. Only
 * copies of one comment are to be compared so: different comments can be alike in it.
 */
public final class ComparableText {

    /** A text can have been encoded twice, or be decoded already. */
    private static final int MAX_DECODINGS = 3;

    private ComparableText() {}

    /**
     * The first 64 bits of the SHA-256 of the letters, digits, punctuation and mathematical signs of {@code text},
     * without markup, emoticons, emoji, links and the site's own words; empty where nothing is left to compare.
     */
    public static Optional<Long> key(String text) {
        String compared = compared(text);
        if (compared.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(ByteBuffer.wrap(Sha256.bytes(compared)).getLong());
    }

    private static String compared(String text) {
        String plain = withoutTags(decoded(withoutTags(SiteWords.withoutPictureLinks(text))));
        String own =
                plain.indexOf('[') < 0 ? plain : Emoticons.CODE.matcher(plain).replaceAll("");
        String visible = SiteWords.withoutPictureLinkAtEnd(visible(SiteWords.withoutLinks(WhiteSpace.collapse(own))));
        return SiteWords.isPictureOnly(visible) ? "" : visible;
    }

    /** Without all that stands between angle brackets, as crawlers remove it. */
    private static String withoutTags(String text) {
        int open = text.indexOf('<');
        if (open < 0) {
            return text;
        }
        StringBuilder kept = new StringBuilder(text.length());
        int from = 0;
        while (open >= 0) {
            int close = text.indexOf('>', open);
            if (close < 0) {
                break;
            }
            kept.append(text, from, open).append(' ');
            from = close + 1;
            open = text.indexOf('<', from);
        }
        return kept.append(text, from, text.length()).toString();
    }

    private static String decoded(String text) {
        String decoded = text;
        for (int i = 0; i < MAX_DECODINGS && decoded.indexOf('&') >= 0; i++) {
            decoded = Parser.unescapeEntities(decoded, false);
        }
        return decoded;
    }

    private static String visible(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            i += Character.charCount(codePoint);
            if (isCompared(codePoint)) {
                kept.appendCodePoint(codePoint);
            }
        }
        return kept.toString();
    }

    /** Emoji are lost in databases and encodings without them, some as question marks; so are rare signs. */
    private static boolean isCompared(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.UPPERCASE_LETTER,
                    Character.LOWERCASE_LETTER,
                    Character.TITLECASE_LETTER,
                    Character.MODIFIER_LETTER,
                    Character.OTHER_LETTER,
                    Character.DECIMAL_DIGIT_NUMBER,
                    Character.LETTER_NUMBER,
                    Character.OTHER_NUMBER,
                    Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION,
                    Character.MATH_SYMBOL,
                    Character.CURRENCY_SYMBOL -> codePoint != '?';
            default -> false;
        };
    }
}
