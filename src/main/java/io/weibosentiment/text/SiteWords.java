package io.weibosentiment.text;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What Weibo itself puts into a comment's text, and links: none of it is what the commenter says. */
final class SiteWords {

    private static final Pattern SHORT_LINK = Pattern.compile("(?i)(?:https?:)?//t\\.cn/[A-Za-z0-9]++");
    private static final Pattern LINK = Pattern.compile("(?i)https?://[A-Za-z0-9\\-._~:/?#@!$&'()*+,;=%]*+");
    private static final Pattern LINK_WORDS = Pattern.compile("(?:(?<![A-Za-z])O)?网页链接");
    private static final String PICTURE_LINK = "(?:评论配图|評論配圖|查看图片|查看圖片|查看动图|查看動圖)";
    /** Attached to a word it may be part of a sentence: the site puts a blank before it. */
    private static final Pattern PICTURE_LINKS =
            Pattern.compile("(?:^|(?<=[\\p{Punct}\\p{IsPunctuation}])| )" + PICTURE_LINK + "(?= |$)");

    private static final Pattern PICTURE_LINK_AT_END = Pattern.compile(PICTURE_LINK + "$");
    /** The site's own element for the words of a link, wherever it stands. */
    private static final Pattern PICTURE_LINKS_IN_HTML =
            Pattern.compile("<span class=[\"']?surl-text[\"']?>" + PICTURE_LINK + "</span>");
    /** Written by the site where a comment is nothing but a picture. */
    private static final Set<String> PICTURE_ONLY = Set.of("图片评论", "圖片評論", "分享图片", "分享圖片", "[图片]", "[圖片]");

    private static final Set<String> REPOST = Set.of("转发微博", "轉發微博", "repost");
    /** Most texts are longer, and cost no look-up. */
    private static final int LONGEST_REPOST = longest(REPOST);

    private static final int LONGEST_PICTURE = longest(PICTURE_ONLY);

    private SiteWords() {}

    private static int longest(Set<String> words) {
        return words.stream().mapToInt(String::length).max().orElse(0);
    }

    /** {@code html} without the words of its links to pictures. */
    static String withoutPictureLinks(String html) {
        return html.contains("surl-text") ? PICTURE_LINKS_IN_HTML.matcher(html).replaceAll(" ") : html;
    }

    /** {@code text} without the words of a link to a picture at its end, even where the blank before it is lost. */
    static String withoutPictureLinkAtEnd(String text) {
        return namesPicture(text) ? PICTURE_LINK_AT_END.matcher(text).replaceAll("") : text;
    }

    /** {@code text}, of which runs of white space are one blank, with a blank for each link and each word for one. */
    static String withoutLinks(String text) {
        String linked = text;
        if (text.indexOf("//") >= 0) {
            String withoutShort = SHORT_LINK.matcher(text).replaceAll(" ");
            linked = LINK.matcher(withoutShort).replaceAll(" ");
        }
        String withoutWords = linked.contains("链接") ? LINK_WORDS.matcher(linked).replaceAll(" ") : linked;
        return namesPicture(withoutWords) ? PICTURE_LINKS.matcher(withoutWords).replaceAll(" ") : withoutWords;
    }

    /** Whether {@code text} has a character that is in every word for a picture. */
    private static boolean namesPicture(String text) {
        return text.indexOf('图') >= 0 || text.indexOf('圖') >= 0;
    }

    /** Whether {@code text} is what the site writes for a comment that is only a picture. */
    static boolean isPictureOnly(String text) {
        return text.length() <= LONGEST_PICTURE && PICTURE_ONLY.contains(text);
    }

    /** Whether {@code text} is what the site writes for a repost without a word. */
    static boolean isRepost(String text) {
        return text.length() <= LONGEST_REPOST && REPOST.contains(text.toLowerCase(Locale.ROOT));
    }
}
