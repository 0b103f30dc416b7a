package io.weibosentiment.config;

import static io.weibosentiment.config.Key.key;

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

    public static final Key<String> BUNDLE = key("model.bundle")
            .text()
            .require(path -> !path.isBlank(), path -> "an empty path", "a bundle's path, or " + BUNDLED)
            .flag(
                    "--model",
                    "BUNDLE",
                    "The model bundle: a folder or .zip that import-model made, or " + BUNDLED
                            + " for the one in the job jar.");

    public static final Key<Precision> PRECISION = key("model.precision")
            .oneOf(Precision.class)
            .flag(
                    "--precision",
                    "P",
                    "The precision of the arithmetic: auto (float32 or bfloat16), float32, bfloat16 or int8.");

    public static final Key<DeviceChoice> DEVICE = key("model.device")
            .oneOf(DeviceChoice.class)
            .flag(
                    "--device",
                    "D",
                    "The device: auto, cpu, or gpu, which fails where Spark assigns no GPU or it cannot be used.");

    public static final Key<Integer> MAX_TOKENS = key("model.max-tokens")
            .integer()
            .require(
                    tokens -> tokens == 0 || tokens >= FEWEST_TOKENS,
                    "0 (what the bundle says), or at least " + FEWEST_TOKENS + ": [CLS], one token, [SEP]");

    public static final Key<Optional<String>> CACHE_DIR = key("model.cache-dir").optionalText();

    static ModelConfig of(Key.Values values) {
        int maxTokens = values.get(MAX_TOKENS);
        return new ModelConfig(
                values.get(BUNDLE),
                values.get(PRECISION),
                values.get(DEVICE),
                maxTokens == 0 ? OptionalInt.empty() : OptionalInt.of(maxTokens),
                values.get(CACHE_DIR));
    }
}
