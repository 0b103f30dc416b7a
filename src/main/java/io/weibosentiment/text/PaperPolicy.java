package io.weibosentiment.text;

import io.weibosentiment.DecidedBy;

/**
 * The policy {@code paper}, which cleans as the authors of arXiv 2511.15303 did: everything between angle brackets is
 * removed, including emoticon images; entities stay; replies, bare reposts and empty texts are decided by rule.
 */
final class PaperPolicy implements TextPolicy {

    private static final long serialVersionUID = 1;
    private static final String REPOST = "转发微博";
    private static final String REPLY = "回复@";

    @Override
    public Cleaned clean(String raw) {
        String text = WhiteSpace.trim(withoutTags(raw));
        if (text.isEmpty()) {
            return new Cleaned(text, DecidedBy.RULE_EMPTY);
        }
        if (text.equals(REPOST)) {
            return new Cleaned(text, DecidedBy.RULE_REPOST);
        }
        if (text.contains(REPLY)) {
            return new Cleaned(text, DecidedBy.RULE_REPLY);
        }
        return Cleaned.toScore(text);
    }

    /** What the expression {@code <[^>]+>} leaves, in linear time even if no bracket is ever closed. */
    private static String withoutTags(String raw) {
        StringBuilder kept = new StringBuilder(raw.length());
        int from = 0;
        int open = raw.indexOf('<');
        while (open >= 0) {
            int close = raw.indexOf('>', open);
            if (close < 0) {
                break;
            }
            boolean bare = close == open + 1;
            kept.append(raw, from, bare ? close + 1 : open);
            from = close + 1;
            open = raw.indexOf('<', from);
        }
        return kept.append(raw, from, raw.length()).toString();
    }
}
