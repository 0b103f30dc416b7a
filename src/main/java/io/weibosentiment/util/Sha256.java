package io.weibosentiment.util;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of files and texts, in lower-case hex. */
public final class Sha256 {

    /** Looking a digest up takes longer than the digest of a comment. Each result leaves it as new. */
    private static final ThreadLocal<MessageDigest> OF_THREAD = ThreadLocal.withInitial(Sha256::digest);

    private Sha256() {}

    /** A new digest. */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The digest of a file, 64 digits. */
    public static String of(Path file) throws IOException {
        MessageDigest digest = digest();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The digest of the UTF-8 bytes of {@code text}, 64 digits. */
    public static String of(String text) {
        return HexFormat.of().formatHex(bytes(text));
    }

    /** The digest of the UTF-8 bytes of {@code text}, 32 bytes. */
    public static byte[] bytes(String text) {
        return OF_THREAD.get().digest(text.getBytes(StandardCharsets.UTF_8));
    }
}
