package io.weibosentiment.config;

import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;

/** Where a value came from, in words that end a message. */
final class Origins {

    private Origins() {}

    /** {@code " (conf/my.conf:12)"} or {@code " (--window)"}. */
    static String of(ConfigValue value) {
        ConfigOrigin origin = value.origin();
        if (origin.filename() != null && origin.lineNumber() > 0) {
            return " (" + origin.filename() + ":" + origin.lineNumber() + ")";
        }
        return " (" + origin.description() + ")";
    }
}
