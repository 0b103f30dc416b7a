package io.weibosentiment.config;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * The model and how it runs.
 *
 * @param bundle a bundle's path on any Hadoop file system, or {@link #BUNDLED}
 * @param precision the precision of the arithmetic
 * @param device the device it is to run on
 * @param maxTokens where texts are cut, special tokens counted; empty: what the bundle says
 * @param cacheDir where each host keeps unpacked native libraries and models; empty: the default place
 */
public record ModelConfig(
        String bundle, Precision precision, DeviceChoice device, OptionalInt maxTokens, Optional<String> cacheDir) {

    /** Names the bundle inside the job jar. */
    public static final String BUNDLED = "bundled";

    private static final int FEWEST_TOKENS = 3;

    public ModelConfig {
        Problems checks = new Problems();
        checks.that(!bundle.isBlank(), "model.bundle", "an empty path", "a bundle's path, or " + BUNDLED);
        checks.that(
                maxTokens.isEmpty() || maxTokens.getAsInt() >= FEWEST_TOKENS,
                "model.max-tokens",
                maxTokens.isPresent() ? maxTokens.getAsInt() : "",
                "0 (what the bundle says), or at least " + FEWEST_TOKENS + ": [CLS], one token, [SEP]");
        checks.done();
    }
}
