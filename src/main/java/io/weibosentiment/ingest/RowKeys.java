package io.weibosentiment.ingest;

import io.weibosentiment.Columns;
import io.weibosentiment.config.Field;
import io.weibosentiment.text.ComparableText;
import io.weibosentiment.util.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/** Keys that are equal for rows that are the same comment. One per task: it holds a digest and a count. */
final class RowKeys {

    private static final int KEY_BYTES = 16;
    private static final long NO_CONTENT = 0;

    private final MessageDigest digest = Sha256.digest();
    private byte[] slice = new byte[KEY_BYTES];
    private long given;

    /** The rows from here on are those of {@code begun}. */
    void begin(FileSlice begun) {
        begin(begun.file(), begun.start());
    }

    /** The rows from here on are those of the part of {@code source} that {@code part} tells from others. */
    void begin(String source, long part) {
        slice = key("slice", source, Long.toString(part));
        given = 0;
    }

    /**
     * The key of a comment: post and comment id; without one post, user, time and text. A comment that has neither id
     * nor user nor time is like no other: two people may well write the same.
     *
     * @param name the user's name, which counts where there is no user id; empty where it is not known
     */
    byte[] of(ParsedRow comment, String name) {
        String post = comment.text(Columns.POST_KEY);
        String id = comment.text(Field.COMMENT_ID);
        if (!id.isEmpty()) {
            return key("id", post, id);
        }
        String user = comment.text(Field.USER_ID).isEmpty() ? name : comment.text(Field.USER_ID);
        String time = comment.text(Field.COMMENT_TIME);
        return user.isEmpty() && time.isEmpty() ? unique() : key("text", post, user, time, comment.text(Field.TEXT));
    }

    /** Equal for comments of one key that have the same text but for its markup. */
    long content(ParsedRow comment) {
        boolean isInKey = comment.text(Field.COMMENT_ID).isEmpty();
        return isInKey
                ? NO_CONTENT
                : ComparableText.key(comment.text(Field.TEXT)).orElse(NO_CONTENT);
    }

    /** A key that no other row has, and that the row has each time its file is read in the same slices. */
    byte[] unique() {
        return ByteBuffer.allocate(KEY_BYTES + Long.BYTES)
                .put(slice)
                .putLong(given++)
                .array();
    }

    private byte[] key(String... parts) {
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            digest.update(
                    ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
            digest.update(bytes);
        }
        return Arrays.copyOf(digest.digest(), KEY_BYTES);
    }
}
