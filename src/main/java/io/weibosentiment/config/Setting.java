package io.weibosentiment.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import io.weibosentiment.InvalidInputException;

/**
 * A value given on the command line.
 *
 * @param key the dotted key it sets
 * @param value a string, or a list of strings
 * @param origin the option it was given with, for messages
 */
public record Setting(String key, Object value, String origin) {

    /**
     * Reads {@code key=value} as given with {@code --set}; a value that starts with a bracket, brace or quote is HOCON,
     * any other is plain text.
     *
     * @throws InvalidInputException if it is no assignment
     */
    public static Setting assignment(String text) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw new InvalidInputException("--set " + text + ": found no key=value; expected for example"
                    + " --set scoring.batch-tokens=8192");
        }
        String key = text.substring(0, equals).strip();
        String value = text.substring(equals + 1).strip();
        String origin = "--set " + text;
        try {
            ConfigUtil.splitPath(key);
            boolean hocon = value.startsWith("[") || value.startsWith("{") || value.startsWith("\"");
            return new Setting(key, hocon ? parsed(value, origin).unwrapped() : value, origin);
        } catch (ConfigException e) {
            throw new InvalidInputException(origin + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static ConfigValue parsed(String value, String origin) {
        ConfigParseOptions options = ConfigParseOptions.defaults().setOriginDescription(origin);
        return ConfigFactory.parseString("value = " + value, options).resolve().getValue("value");
    }

    Config toConfig() {
        return ConfigValueFactory.fromAnyRef(value, origin).atPath(key);
    }
}
