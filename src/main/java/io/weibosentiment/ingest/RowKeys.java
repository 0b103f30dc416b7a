package io.weibosentiment.ingest;

import io.weibosentiment.config.Field;
import io.weibosentiment.util.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/** Keys that are equal for rows that are the same comment. One per task: it holds a digest and a count. */
final class RowKeys {

    private static final int KEY_BYTES = 16;

    private final MessageDigest digest = Sha256.digest();
    private final int task;
    private long rejected;

    /**
     * Keys for one task.
     *
     * @param task a number that no other task of the job has, and the same when the task is repeated
     */
    RowKeys(int task) {
        this.task = task;
    }

    /** The key of a comment: post and comment id; without one also user, time and text. */
    byte[] of(ParsedRow comment) {
        String id = comment.text(Field.COMMENT_ID);
        return id.isEmpty()
                ? key(
                        "text",
                        comment.text(Field.POST_ID),
                        comment.text(Field.USER_ID),
                        comment.text(Field.COMMENT_TIME),
                        comment.text(Field.TEXT))
                : key("id", comment.text(Field.POST_ID), id);
    }

    /** A key that no other row has. */
    byte[] ofRejected() {
        return ByteBuffer.allocate(Integer.BYTES + Long.BYTES)
                .putInt(task)
                .putLong(rejected++)
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
