package io.weibosentiment.text;

import io.weibosentiment.util.Sha256;
import java.util.HexFormat;

/** The key of a cleaned text: the first 128 bits of the SHA-256 of its UTF-8 bytes, as 32 lower-case hex digits. */
public final class TextKey {

    private static final int BYTES = 16;

    private TextKey() {}

    /** The key of {@code text}; equal texts have equal keys. */
    public static String of(String text) {
        return HexFormat.of().formatHex(Sha256.bytes(text), 0, BYTES);
    }
}
