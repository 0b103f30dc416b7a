package io.weibosentiment.text;

import io.weibosentiment.DecidedBy;

/** The policy {@code none}: the text as it stands; only one without any visible character is not scored. */
final class PlainPolicy implements TextPolicy {

    private static final long serialVersionUID = 1;

    @Override
    public Cleaned clean(String raw) {
        return WhiteSpace.trim(raw).isEmpty() ? new Cleaned("", DecidedBy.RULE_EMPTY) : Cleaned.toScore(raw);
    }
}
