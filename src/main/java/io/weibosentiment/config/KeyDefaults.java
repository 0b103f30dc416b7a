package io.weibosentiment.config;

import com.typesafe.config.Config;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** The defaults of keys as help texts show them. */
public final class KeyDefaults {

    private final Config reference;

    private KeyDefaults(Config reference) {
        this.reference = reference;
    }

    /** Those of the reference file. */
    public static KeyDefaults load() {
        return new KeyDefaults(ConfigLoader.reference());
    }

    /**
     * {@code default: day; with policy paper: half-month}; empty where nothing, or nothing but false, is the default.
     */
    public String of(Key<?> key) {
        String usual = text(key, reference);
        List<String> defaults = new ArrayList<>();
        if (!usual.isEmpty() && key.form() != Key.Form.SWITCH) {
            defaults.add("default: " + usual);
        }
        for (TextPolicyName policy : TextPolicyName.values()) {
            Config changes = ConfigLoader.defaultsOf(policy, reference);
            if (changes.hasPath(key.name())) {
                defaults.add("with policy " + Names.of(policy) + ": " + text(key, changes));
            }
        }
        return String.join("; ", defaults);
    }

    private static String text(Key<?> key, Config values) {
        Object value = values.getValue(key.name()).unwrapped();
        return value instanceof Collection<?> items
                ? items.stream().map(String::valueOf).collect(Collectors.joining(", "))
                : value.toString();
    }
}
