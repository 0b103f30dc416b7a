package io.weibosentiment.text;

import java.util.Locale;
import java.util.Set;

/**
 * A tag of an element that occurs in Weibo's texts, or a bracket that only looks like one: {@code a<b}, {@code <3} and
 * {@code <b and c>} in plain text are not tags. A second opening bracket ends every attempt, so that reading a whole
 * text takes linear time.
 */
final class HtmlTag {

    private static final Set<String> INLINE = Set.of(
            "a", "abbr", "b", "big", "button", "center", "code", "del", "em", "font", "i", "img", "ins", "label",
            "mark", "picture", "s", "small", "span", "strike", "strong", "sub", "sup", "svg", "tt", "u", "video",
            "wbr");
    private static final Set<String> BREAKING = Set.of(
            "blockquote",
            "br",
            "dd",
            "div",
            "dl",
            "dt",
            "figure",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "hr",
            "li",
            "ol",
            "p",
            "pre",
            "section",
            "table",
            "tbody",
            "td",
            "th",
            "tr",
            "ul");

    private final String html;
    private final String name;
    private final boolean tag;
    private String alternative = "";
    private int position;

    /** Reads the tag that may start with the bracket at {@code open}. */
    HtmlTag(String html, int open) {
        this.html = html;
        this.position = open + 1;
        boolean closing = skip('/');
        this.name = word();
        boolean known = INLINE.contains(name) || BREAKING.contains(name);
        this.tag = known && (closing || skipAttributes()) && skipEnd();
    }

    boolean isTag() {
        return tag;
    }

    /** The position after the tag. */
    int end() {
        return position;
    }

    /** What a reader sees instead of the tag: an image's alternative text, a blank for a line break, else nothing. */
    String shows() {
        if (name.equals("img")) {
            return alternative;
        }
        return BREAKING.contains(name) ? " " : "";
    }

    /** Whether there was nothing but attributes, each with a value, before the closing bracket. */
    private boolean skipAttributes() {
        boolean apart = skipBlanks();
        while (apart && peek() != '>' && peek() != '/') {
            String attribute = word();
            skipBlanks();
            if (attribute.isEmpty() || !skip('=')) {
                return false;
            }
            skipBlanks();
            int start = position;
            boolean quoted = peek() == '"' || peek() == '\'';
            if (quoted ? !skipQuoted() : !skipUnquoted()) {
                return false;
            }
            if (attribute.equals("alt")) {
                alternative = quoted ? html.substring(start + 1, position - 1) : html.substring(start, position);
            }
            skipBlanks();
        }
        return true;
    }

    private boolean skipEnd() {
        skipBlanks();
        skip('/');
        return skip('>');
    }

    private boolean skipQuoted() {
        char quote = peek();
        position++;
        while (position < html.length() && peek() != quote && peek() != '<') {
            position++;
        }
        return skip(quote);
    }

    private boolean skipUnquoted() {
        int start = position;
        while (position < html.length() && peek() != '>' && peek() != '<' && !WhiteSpace.is(peek())) {
            position++;
        }
        return position > start;
    }

    private boolean skipBlanks() {
        int start = position;
        while (position < html.length() && WhiteSpace.is(peek())) {
            position++;
        }
        return position > start;
    }

    private boolean skip(char expected) {
        if (position < html.length() && peek() == expected) {
            position++;
            return true;
        }
        return false;
    }

    private String word() {
        int start = position;
        while (position < html.length() && isWordCharacter(peek())) {
            position++;
        }
        return html.substring(start, position).toLowerCase(Locale.ROOT);
    }

    private static boolean isWordCharacter(char character) {
        return character < 0x80 && (Character.isLetterOrDigit(character) || "-_:".indexOf(character) >= 0);
    }

    private char peek() {
        return position < html.length() ? html.charAt(position) : '\0';
    }
}
