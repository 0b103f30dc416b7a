package io.weibosentiment.erasure;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keyed hashes of ids: the first 128 bits of HMAC-SHA-256 (RFC 2104) of the kind and the id. One per task: it is not
 * thread-safe.
 */
final class IdHash {

    private static final String ALGORITHM = "HmacSHA256";

    private final Mac mac;

    IdHash(byte[] key) {
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
        }
    }

    byte[] of(IdKind kind, String id) {
        mac.update(kind.label().getBytes(StandardCharsets.UTF_8));
        mac.update((byte) 0);
        return Arrays.copyOf(mac.doFinal(id.getBytes(StandardCharsets.UTF_8)), Keys128.BYTES);
    }
}
