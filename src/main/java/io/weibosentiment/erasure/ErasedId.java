package io.weibosentiment.erasure;

/**
 * An id to be left out.
 *
 * @param kind what it is the id of
 * @param id in the form in which ids are compared
 */
public record ErasedId(IdKind kind, String id) {

    /** A comment by its post and id, which only together tell it from all others. */
    public static ErasedId onPost(String post, String comment) {
        return new ErasedId(IdKind.COMMENT_ON_POST, post.length() + ":" + post + comment);
    }
}
