package io.weibosentiment.config;

import io.weibosentiment.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The configuration of a run that is done, from what its manifest says. */
public final class RecordedConfig {

    private RecordedConfig() {}

    /**
     * The configuration with the values {@code recorded}, and the defaults of keys that are newer.
     *
     * @param recorded every key with its value: text, number, boolean or list of texts
     * @param origin where they are from, for messages
     * @throws InvalidInputException if a key or value is not known here
     */
    public static JobConfig of(Map<String, Object> recorded, String origin) {
        List<Setting> settings = new ArrayList<>();
        recorded.forEach((key, value) -> settings.add(new Setting(key, value, origin)));
        return new ConfigLoader(Map.of()).load(new ConfigSources(settings, List.of(), Optional.empty()));
    }
}
