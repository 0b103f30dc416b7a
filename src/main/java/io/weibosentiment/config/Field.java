package io.weibosentiment.config;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;

/** A field of a record that a column or a file's path can give. */
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
    CRAWL_TIME,
    POST_TEXT,
    /** The hashtags of a post, and whatever else names its subject. */
    TOPICS,
    /** Of a comment that is scored already. */
    SENTIMENT,
    /** The probability of each label, of a comment that a model with more than two labels scored. */
    PROBABILITIES,
    TEXT_KEY,
    DECIDED_BY,
    /** The sentiment of a post's own text. */
    POST_SENTIMENT,
    /** What people say of a text: a label of each coder. */
    LABEL,
    /** A score that somebody else gave to a text. */
    REFERENCE_SCORE,
    /** How likely the row was to be drawn into a sample. */
    INCLUSION_PROBABILITY,
    /** Where in its population a row of a sample was drawn. */
    STRATUM,
    /** What tells a comment of a sample from all others. */
    COMMENT_KEY,
    /** The run that a sample was drawn from. */
    RUN,
    /** The name of a comment's writer, which tells writers apart where they have no id. */
    USER_NAME;

    /** The fields with a key below {@code input.columns}: those of raw comments. */
    public static final List<Field> CONFIGURABLE = List.copyOf(EnumSet.range(BLOGGER_ID, TOPICS));

    /** The fields with a key below {@code input.posts.columns}: those of posts. */
    public static final List<Field> OF_POSTS =
            List.of(BLOGGER_ID, POST_ID, POST_TEXT, TOPICS, POST_TIME, POST_LIKES, CRAWL_TIME);

    private final String column = name().toLowerCase(Locale.ROOT);

    /** The field's key in the configuration: {@code blogger-id}. */
    public String key() {
        return column().replace('_', '-');
    }

    /** The field's column in our tables: {@code blogger_id}. */
    public String column() {
        return column;
    }
}
