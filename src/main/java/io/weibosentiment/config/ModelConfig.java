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
}
