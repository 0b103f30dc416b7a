package io.weibosentiment.cli;

import io.weibosentiment.config.Key;
import io.weibosentiment.config.KeyDefaults;
import io.weibosentiment.config.Setting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/** The options of configuration keys, made from the keys' declarations. */
final class KeyOptions {

    private static final KeyDefaults DEFAULTS = KeyDefaults.load();

    private final Map<Key<?>, OptionSpec> options = new LinkedHashMap<>();

    /** The options of {@code keys}, which help texts show in this order. */
    KeyOptions(Key<?>... keys) {
        for (Key<?> key : keys) {
            options.put(key, option(key, DEFAULTS.of(key)));
        }
    }

    @Spec
    void addTo(CommandSpec mixin) {
        options.values().forEach(mixin::addOption);
    }

    /** The keys that were set on the command line. */
    List<Setting> settings() {
        List<Setting> settings = new ArrayList<>();
        options.forEach((key, option) -> {
            Object value = option.getValue();
            if (value instanceof List<?>) {
                settings.add(key.set(value));
            } else if (value != null) {
                settings.add(key.set(value.toString()));
            }
        });
        return settings;
    }

    /** The key that {@code option} sets, if it was made from one. */
    static Optional<Key<?>> key(OptionSpec option) {
        return option.userObject() instanceof Key<?> key ? Optional.of(key) : Optional.empty();
    }

    private static OptionSpec option(Key<?> key, String defaults) {
        Key.Flag flag =
                key.flag().orElseThrow(() -> new IllegalArgumentException(key + " is declared without an option"));
        OptionSpec.Builder option = OptionSpec.builder(flag.name())
                .description(described(flag, defaults))
                .userObject(key);
        return switch (key.form()) {
            case SWITCH -> option.type(Boolean.class).arity("0").build();
            case SINGLE -> option.type(String.class).paramLabel(flag.label()).build();
            case LIST -> listed(option, flag).build();
            case COMMA_SEPARATED -> listed(option, flag).splitRegex(",").build();
        };
    }

    private static OptionSpec.Builder listed(OptionSpec.Builder option, Key.Flag flag) {
        return option.type(List.class)
                .auxiliaryTypes(String.class)
                .arity("1..*")
                .paramLabel(flag.label());
    }

    /** picocli reads a percent sign as a format specifier. */
    private static String described(Key.Flag flag, String defaults) {
        String text = defaults.isEmpty() ? flag.description() : flag.description() + " (" + defaults + ")";
        return text.replace("%", "%%");
    }
}
