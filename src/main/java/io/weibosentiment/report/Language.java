package io.weibosentiment.report;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A language of the page. */
public enum Language {
    ZH("zh-CN"),
    EN("en");

    private final String tag;

    Language(String tag) {
        this.tag = tag;
    }

    /** The language called {@code name}, {@code zh} or {@code en}; empty if there is no such. */
    public static Optional<Language> named(String name) {
        return Arrays.stream(values())
                .filter(language -> language.code().equals(name.strip().toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    /** The language of {@code locale}: Chinese where that is Chinese, else English. */
    public static Language of(Locale locale) {
        return locale.getLanguage().equals(Locale.CHINESE.getLanguage()) ? ZH : EN;
    }

    /** Its tag in HTML. */
    String tag() {
        return tag;
    }

    /** Its name in files. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
