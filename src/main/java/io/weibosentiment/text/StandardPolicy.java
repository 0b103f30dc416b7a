package io.weibosentiment.text;

import io.weibosentiment.DecidedBy;
import java.util.regex.Pattern;

/**
 * The policy {@code standard}: what the commenter wrote and a reader sees. Emoticons stay as {@code [允悲]}; markup,
 * invisible characters, links, the site's words for pictures, the names replied to and reposted text are removed; what
 * is then empty is not scored.
 */
final class StandardPolicy implements TextPolicy {

    private static final long serialVersionUID = 1;
    private static final Pattern REPOST_CHAIN = Pattern.compile("[/／]{2} ?[@＠]");
    private static final Pattern REPLY_PREFIX = Pattern.compile("(?:回复|回覆) ?[@＠][^\\s:：@＠]{1,64}+(?: ?[:：]| |$) ?");

    @Override
    public Cleaned clean(String raw) {
        String written = WhiteSpace.collapse(HtmlText.of(SiteWords.withoutPictureLinks(raw)));
        String own = withoutReplyPrefixes(withoutRepostChain(written));
        String text = WhiteSpace.collapse(SiteWords.withoutLinks(own));
        if (SiteWords.isRepost(text)) {
            return new Cleaned("", DecidedBy.RULE_REPOST);
        }
        if (text.isEmpty() || SiteWords.isPictureOnly(text)) {
            return new Cleaned("", DecidedBy.RULE_EMPTY);
        }
        return Cleaned.toScore(text);
    }

    private static String withoutRepostChain(String text) {
        if (text.indexOf('@') < 0 && text.indexOf('＠') < 0) {
            return text;
        }
        var chain = REPOST_CHAIN.matcher(text);
        return chain.find() ? text.substring(0, chain.start()) : text;
    }

    private static String withoutReplyPrefixes(String text) {
        if (!text.startsWith("回")) {
            return text;
        }
        var prefix = REPLY_PREFIX.matcher(text);
        int start = 0;
        while (prefix.region(start, text.length()).lookingAt()) {
            start = prefix.end();
        }
        return text.substring(start);
    }
}
