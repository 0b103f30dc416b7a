package io.weibosentiment.text;

import org.jsoup.parser.Parser;

/**
 * The text that a reader of a comment's HTML sees, with emoticon images as their alternative text. A scanner instead of
 * a parsed tree: comments need no structure, and it copes with any depth and size.
 */
final class HtmlText {

    private HtmlText() {}

    /** The visible text of {@code html}, with entities decoded; plain text is returned unchanged. */
    static String of(String html) {
        String text = html.indexOf('<') < 0 ? html : withoutTags(html);
        return text.indexOf('&') < 0 ? text : Parser.unescapeEntities(text, false);
    }

    private static String withoutTags(String html) {
        StringBuilder visible = new StringBuilder(html.length());
        int from = 0;
        int open = html.indexOf('<');
        while (open >= 0) {
            HtmlTag tag = new HtmlTag(html, open);
            if (tag.isTag()) {
                visible.append(html, from, open).append(tag.shows());
                from = tag.end();
            }
            open = html.indexOf('<', tag.end());
        }
        return visible.append(html, from, html.length()).toString();
    }
}
