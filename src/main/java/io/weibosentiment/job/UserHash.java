package io.weibosentiment.job;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.config.OutputConfig;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A user's keyed hash: HMAC-SHA-256 (RFC 2104) of the id's UTF-8 bytes, as 64 hex digits. */
public final class UserHash implements Serializable {

    /** The environment variable that holds the key where no file does. */
    public static final String ENVIRONMENT = "WEIBO_SENTIMENT_USER_KEY";

    private static final String ALGORITHM = "HmacSHA256";
    private static final int SHORTEST_KEY = 16;
    private static final long serialVersionUID = 1L;

    private final byte[] key;
    /** Made once, as looking it up and giving it the key takes longer than a hash. Each result leaves it as new. */
    private transient Mac mac;

    UserHash(byte[] key) {
        if (key.length < SHORTEST_KEY) {
            throw new InvalidInputException("the key for users' hashes has " + key.length + " bytes; expected at least "
                    + SHORTEST_KEY + ", for example 32 random bytes");
        }
        this.key = key.clone();
    }

    /**
     * The hash that {@code config} asks for; empty if users are not published.
     *
     * @throws InvalidInputException if there is no key, or a short one
     */
    static Optional<UserHash> asked(OutputConfig config, Map<String, String> environment) {
        return config.users() ? Optional.of(of(config, environment)) : Optional.empty();
    }

    /**
     * The hash with the key that {@code config} points to.
     *
     * @throws InvalidInputException if there is no key, or a short one
     */
    public static UserHash of(OutputConfig config, Map<String, String> environment) {
        if (config.keyFile().isPresent()) {
            Path file = Path.of(config.keyFile().get());
            try {
                return new UserHash(Files.readAllBytes(file));
            } catch (IOException e) {
                throw new InvalidInputException(
                        "output.key-file '" + file + "' cannot be read: " + e.getMessage()
                                + "; expected a file on the machine of the driver",
                        e);
            }
        }
        String key = environment.get(ENVIRONMENT);
        if (key == null) {
            throw new InvalidInputException(
                    "output.users is on, but there is no key; set output.key-file to a file, or " + ENVIRONMENT
                            + " to the key");
        }
        return new UserHash(key.getBytes(StandardCharsets.UTF_8));
    }

    /** The hash of {@code userId}. */
    public synchronized String hash(String userId) {
        if (mac == null) {
            mac = withKey();
        }
        return HexFormat.of().formatHex(mac.doFinal(userId.getBytes(StandardCharsets.UTF_8)));
    }

    private Mac withKey() {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
        }
    }
}
