package io.weibosentiment.config;

import java.util.Locale;

/** A field of a comment that a column or a file's path can give. */
public enum Field {
    BLOGGER_ID,
    POST_ID,
    COMMENT_ID,
    USER_ID,
    TEXT,
    COMMENT_TIME,
    POST_TIME,
    LIKES,
    POST_LIKES,
    CRAWL_TIME;

    /** The field's key in the configuration: {@code blogger-id}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
