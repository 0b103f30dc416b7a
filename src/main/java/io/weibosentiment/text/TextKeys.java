package io.weibosentiment.text;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.config.ScoringConfig;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes the keys of cleaned texts, 32 lower-case hex digits: {@link TextKey}, which anybody can make of a text that they
 * know, or with a secret the first 128 bits of HMAC-SHA-256 (RFC 2104) of the text's UTF-8 bytes, which only its holders
 * can.
 */
public final class TextKeys implements Serializable {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int SHORTEST_SECRET = 16;
    private static final int BYTES = 16;
    private static final int FINGERPRINT_DIGITS = 16;
    private static final ThreadLocal<Mac> OF_THREAD = ThreadLocal.withInitial(TextKeys::mac);
    private static final long serialVersionUID = 1L;

    private final byte[] secret;

    private TextKeys(byte[] secret) {
        this.secret = secret;
    }

    /** Keys without a secret. */
    public static TextKeys unkeyed() {
        return new TextKeys(new byte[0]);
    }

    /**
     * Keys with {@code secret}.
     *
     * @param origin where it is from, for messages
     * @throws InvalidInputException if it has fewer than 16 bytes
     */
    static TextKeys keyed(byte[] secret, String origin) {
        if (secret.length < SHORTEST_SECRET) {
            throw new InvalidInputException(origin + ": found a key of " + secret.length + " bytes; expected at least "
                    + SHORTEST_SECRET + ", for example 32 random bytes");
        }
        return new TextKeys(secret.clone());
    }

    /**
     * The keys that {@code config} asks for.
     *
     * @throws InvalidInputException if the file of the secret cannot be read, or holds too little
     */
    public static TextKeys of(ScoringConfig config) {
        if (config.keyFile().isEmpty()) {
            return unkeyed();
        }
        String file = config.keyFile().get();
        String origin = "scoring.key-file '" + file + "'";
        try {
            return keyed(Files.readAllBytes(Path.of(file)), origin);
        } catch (IOException e) {
            throw new InvalidInputException(
                    origin + " cannot be read: " + e.getMessage() + "; expected a file on the machine of the driver",
                    e);
        }
    }

    /** The key of {@code text}; equal texts have equal keys. */
    public String of(String text) {
        return secret.length == 0 ? TextKey.of(text) : keyed(text).substring(0, 2 * BYTES);
    }

    /** Tells the secret from others without showing it; empty where there is none. */
    public String fingerprint() {
        return secret.length == 0
                ? ""
                : keyed("weibo-sentiment: which key is this?\u0000").substring(0, FINGERPRINT_DIGITS);
    }

    private String keyed(String text) {
        try {
            Mac mac = OF_THREAD.get();
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("any bytes are a key of HMAC-SHA-256", e);
        }
    }

    private static Mac mac() {
        try {
            return Mac.getInstance(ALGORITHM);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
        }
    }
}
