package io.weibosentiment.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Configurations for tests: the defaults with single keys changed. */
public final class TestConfig {

    private TestConfig() {}

    /** The configuration with {@code assignments}, each {@code key=value}. */
    public static JobConfig with(String... assignments) {
        ConfigSources sources = new ConfigSources(List.of(), List.of(assignments), Optional.empty());
        return new ConfigLoader(Map.of()).load(sources);
    }
}
