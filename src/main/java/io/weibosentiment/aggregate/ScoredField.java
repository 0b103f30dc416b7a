package io.weibosentiment.aggregate;

import java.util.List;
import java.util.Locale;

/** A field of an already scored comment, and the columns it is looked for in when nobody names one. */
public enum ScoredField {
    BLOGGER_ID,
    POST_ID,
    COMMENT_ID,
    COMMENT_TIME,
    POST_TIME,
    LIKES,
    POST_LIKES,
    USER_ID,
    SENTIMENT;

    /** The field as users name it: {@code blogger-id}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The column as our own tables name it. */
    String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    List<String> usualColumns() {
        return switch (this) {
            case USER_ID -> List.of("user_id", "user_hash");
            case LIKES -> List.of("likes", "comment_likes");
            case SENTIMENT -> List.of("sentiment", "comment_score", "score");
            default -> List.of(column());
        };
    }
}
