package io.weibosentiment.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** All texts of the page in one language, from the file {@code texts_LANGUAGE.properties}. */
final class PageTexts {

    private static final Pattern PLACE = Pattern.compile("\\{([a-z_]+)}");

    private final Language language;
    private final SortedMap<String, String> texts = new TreeMap<>();

    private PageTexts(Language language) {
        this.language = language;
    }

    static PageTexts in(Language language) {
        PageTexts texts = new PageTexts(language);
        Properties properties = new Properties();
        try (InputStream file = PageTexts.class.getResourceAsStream("texts_" + language.code() + ".properties")) {
            properties.load(new InputStreamReader(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("the texts of the page cannot be read", e);
        }
        properties.stringPropertyNames().forEach(key -> texts.texts.put(key, properties.getProperty(key)));
        return texts;
    }

    /** Those whose keys have none of {@code beginnings}. */
    PageTexts without(List<String> beginnings) {
        PageTexts some = new PageTexts(language);
        texts.forEach((key, text) -> {
            if (beginnings.stream().noneMatch(key::startsWith)) {
                some.texts.put(key, text);
            }
        });
        return some;
    }

    Language language() {
        return language;
    }

    /** All keys with their texts. */
    SortedMap<String, String> all() {
        return new TreeMap<>(texts);
    }

    /** The language and all texts, with which what a page's script draws begins. */
    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("language", language.tag());
        ObjectNode words = json.putObject("texts");
        texts.forEach(words::put);
        return json;
    }

    boolean has(String key) {
        return texts.containsKey(key);
    }

    /**
     * A text.
     *
     * @throws IllegalArgumentException if no text has the key
     */
    String get(String key) {
        if (!has(key)) {
            throw new IllegalArgumentException("the page has no text '" + key + "' in " + language.code());
        }
        return texts.get(key);
    }

    /** A text with {@code values} in the places of their names in braces. */
    String get(String key, Map<String, String> values) {
        Matcher places = PLACE.matcher(get(key));
        return places.replaceAll(place -> Matcher.quoteReplacement(values.getOrDefault(place.group(1), place.group())));
    }
}
