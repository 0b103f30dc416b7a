package io.weibosentiment;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The key of a cleaned text: the first 128 bits of its UTF-8 bytes' SHA-256, as 32 lower-case hex digits. */
public final class TextKey {

    private static final int BYTES = 16;

    private TextKey() {}

    /** The key of {@code text}; equal texts have equal keys. */
    public static String of(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
