package io.weibosentiment.text;

import io.weibosentiment.DecidedBy;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The policy {@code standard}: what the commenter wrote and a reader sees. Emoticons stay as {@code [允悲]}; markup,
 * invisible characters, links, the names replied to and reposted text are removed; what is then empty is not scored.
 */
final class StandardPolicy implements TextPolicy {

    private static final long serialVersionUID = 1;
    private static final Pattern REPOST_CHAIN = Pattern.compile("[/／]{2} ?[@＠]");
    private static final Pattern REPLY_PREFIX = Pattern.compile("(?:回复|回覆) ?[@＠][^\\s:：@＠]{1,64}+(?: ?[:：]| |$) ?");
    private static final Pattern SHORT_LINK = Pattern.compile("(?i)(?:https?:)?//t\\.cn/[A-Za-z0-9]++");
    private static final Pattern LINK = Pattern.compile("(?i)https?://[A-Za-z0-9\\-._~:/?#@!$&'()*+,;=%]*+");
    private static final Pattern LINK_WORDS = Pattern.compile("(?:(?<![A-Za-z])O)?网页链接");
    private static final Set<String> REPOST_WORDS = Set.of("转发微博", "轉發微博", "repost");
    private static final String IMAGE_COMMENT = "图片评论";

    @Override
    public Cleaned clean(String raw) {
        String written = collapse(HtmlText.of(raw));
        String own = withoutReplyPrefixes(withoutRepostChain(written));
        String text = collapse(withoutLinks(own));
        if (REPOST_WORDS.contains(text.toLowerCase(Locale.ROOT))) {
            return new Cleaned("", DecidedBy.RULE_REPOST);
        }
        if (text.isEmpty() || text.equals(IMAGE_COMMENT)) {
            return new Cleaned("", DecidedBy.RULE_EMPTY);
        }
        return Cleaned.toScore(text);
    }

    private static String withoutRepostChain(String text) {
        var chain = REPOST_CHAIN.matcher(text);
        return chain.find() ? text.substring(0, chain.start()) : text;
    }

    private static String withoutReplyPrefixes(String text) {
        var prefix = REPLY_PREFIX.matcher(text);
        int start = 0;
        while (prefix.region(start, text.length()).lookingAt()) {
            start = prefix.end();
        }
        return text.substring(start);
    }

    private static String withoutLinks(String text) {
        String withoutShort = SHORT_LINK.matcher(text).replaceAll(" ");
        String withoutLong = LINK.matcher(withoutShort).replaceAll(" ");
        return LINK_WORDS.matcher(withoutLong).replaceAll(" ");
    }

    /** {@code text} without invisible characters and lone surrogates, each run of white space as one blank. */
    private static String collapse(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        boolean blank = false;
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            i += Character.charCount(codePoint);
            if (WhiteSpace.is(codePoint)) {
                blank = true;
            } else if (isVisible(codePoint)) {
                if (blank && !kept.isEmpty()) {
                    kept.append(' ');
                }
                blank = false;
                kept.appendCodePoint(codePoint);
            }
        }
        return kept.toString();
    }

    private static boolean isVisible(int codePoint) {
        int type = Character.getType(codePoint);
        return type != Character.FORMAT && type != Character.CONTROL && type != Character.SURROGATE;
    }
}
