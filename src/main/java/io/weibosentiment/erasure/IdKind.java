package io.weibosentiment.erasure;

import java.util.Locale;

/** What an id that is left out is the id of. */
public enum IdKind {
    COMMENT,
    POST,
    BLOGGER,
    /** A user, by the keyed hash that the tables hold. */
    USER,
    /** A comment of a user who was erased, by its post and id: copies of it may not name the user. */
    COMMENT_ON_POST;

    /** The kind in snake case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
