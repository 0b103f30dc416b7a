package io.weibosentiment.model.checkpoint;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.weibosentiment.InvalidInputException;
import io.weibosentiment.util.JsonFile;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Makes the tokenizer.json of a bundle, which tokenizes as BertTokenizer does with the checkpoint's settings. */
final class TokenizerJson {

    private static final Gson GSON =
            new GsonBuilder().disableHtmlEscaping().serializeNulls().create();
    private static final String VOCABULARY = "vocab.txt";
    private static final String TOKENIZER = "tokenizer.json";
    private static final int MAX_CHARACTERS_PER_WORD = 100;

    private final Path folder;
    private final Optional<JsonFile> config;
    private final Optional<JsonFile> existing;
    private final Map<String, Integer> vocabulary;

    private TokenizerJson(
            Path folder, Optional<JsonFile> config, Optional<JsonFile> existing, Map<String, Integer> vocabulary) {
        this.folder = folder;
        this.config = config;
        this.existing = existing;
        this.vocabulary = vocabulary;
    }

    /**
     * Reads the tokenizer of a checkpoint: vocab.txt or tokenizer.json (equal if both are there), and
     * tokenizer_config.json.
     *
     * @throws InvalidInputException if there is none, or if it is not a BERT WordPiece tokenizer
     */
    static TokenizerJson read(Path folder) throws IOException {
        Optional<JsonFile> config = optional(folder.resolve("tokenizer_config.json"));
        Optional<JsonFile> existing = optional(folder.resolve(TOKENIZER));
        if (existing.isPresent()) {
            checkExisting(existing.get());
        }
        Path file = folder.resolve(VOCABULARY);
        if (!Files.exists(file) && existing.isEmpty()) {
            throw new InvalidInputException(folder + " has no tokenizer; expected vocab.txt or tokenizer.json");
        }
        Optional<Map<String, Integer>> listed = Files.exists(file) ? Optional.of(vocabulary(file)) : Optional.empty();
        Optional<Map<String, Integer>> embedded = existing.map(TokenizerJson::vocabulary);
        if (listed.isPresent() && embedded.isPresent() && !listed.equals(embedded)) {
            throw new InvalidInputException("vocab.txt and tokenizer.json in " + folder + " differ ("
                    + listed.get().size() + " and " + embedded.get().size()
                    + " tokens); remove the one that the model was not trained with");
        }
        return new TokenizerJson(
                folder, config, existing, listed.or(() -> embedded).orElseThrow());
    }

    private static Optional<JsonFile> optional(Path file) throws IOException {
        return Files.exists(file) ? Optional.of(JsonFile.read(file)) : Optional.empty();
    }

    private static void checkExisting(JsonFile json) {
        expect(json, "model", "WordPiece");
        expect(json, "normalizer", "BertNormalizer");
        expect(json, "pre_tokenizer", "BertPreTokenizer");
    }

    private static void expect(JsonFile json, String part, String expected) {
        String found =
                json.object(part).flatMap(object -> object.string("type")).orElse("none");
        if (!found.equals(expected)) {
            throw new InvalidInputException(json.file() + ": the " + part + " is " + found + "; expected " + expected
                    + ", as BERT's tokenizer has: wrap an exported SavedModel of a BERT, or convert the tokenizer");
        }
    }

    private static Map<String, Integer> vocabulary(Path file) throws IOException {
        List<String> lines;
        try {
            // The line ends that Python knows; an empty line is a token too.
            lines = List.of(Files.readString(file).split("\r\n|\r|\n", -1));
        } catch (CharacterCodingException e) {
            throw new InvalidInputException(file + " is not UTF-8; copy or download it again", e);
        }
        Map<String, Integer> vocabulary = new LinkedHashMap<>();
        int count = lines.get(lines.size() - 1).isEmpty() ? lines.size() - 1 : lines.size();
        for (int id = 0; id < count; id++) {
            vocabulary.put(lines.get(id), id);
        }
        return vocabulary;
    }

    private static Map<String, Integer> vocabulary(JsonFile json) {
        Map<String, Integer> vocabulary = new TreeMap<>();
        JsonObject tokens = json.requireObject("model").requireObject("vocab").json();
        tokens.entrySet()
                .forEach(
                        token -> vocabulary.put(token.getKey(), token.getValue().getAsInt()));
        return vocabulary;
    }

    /** The largest token id plus one. */
    int size() {
        int tokens = vocabulary.values().stream().mapToInt(id -> id + 1).max().orElse(0);
        return Math.max(
                tokens,
                addedTokens().keySet().stream().mapToInt(id -> id + 1).max().orElse(0));
    }

    /** Where the tokenizer's configuration says texts are cut, if it does. */
    Optional<Integer> modelMaxLength() {
        // Transformers writes 1e30 for "no limit".
        return config.flatMap(json -> json.number("model_max_length"))
                .filter(length -> length >= 1 && length < Integer.MAX_VALUE)
                .map(Double::intValue);
    }

    /** The tokenizer.json, without truncation or padding. */
    String json() {
        JsonObject json = new JsonObject();
        json.addProperty("version", "1.0");
        json.add("truncation", null);
        json.add("padding", null);
        JsonArray added = new JsonArray();
        addedTokens().values().forEach(added::add);
        json.add("added_tokens", added);
        json.add("normalizer", normalizer());
        json.add("pre_tokenizer", typed("BertPreTokenizer"));
        json.add("post_processor", postProcessor());
        JsonObject decoder = typed("WordPiece");
        decoder.addProperty("prefix", "##");
        decoder.addProperty("cleanup", true);
        json.add("decoder", decoder);
        json.add("model", model());
        return GSON.toJson(json);
    }

    private static JsonObject typed(String type) {
        JsonObject json = new JsonObject();
        json.addProperty("type", type);
        return json;
    }

    /** What tokenizer_config.json says takes precedence over tokenizer.json, as in Transformers. */
    private JsonObject normalizer() {
        Optional<JsonFile> own = existing.flatMap(json -> json.object("normalizer"));
        JsonObject json = typed("BertNormalizer");
        json.addProperty("clean_text", true);
        json.addProperty(
                "handle_chinese_chars",
                setting("tokenize_chinese_chars", own, "handle_chinese_chars").orElse(true));
        json.addProperty(
                "strip_accents", setting("strip_accents", own, "strip_accents").orElse(null));
        json.addProperty("lowercase", setting("do_lower_case", own, "lowercase").orElse(true));
        return json;
    }

    private Optional<Boolean> setting(String key, Optional<JsonFile> normalizer, String normalizerKey) {
        return config.flatMap(json -> json.bool(key)).or(() -> normalizer.flatMap(json -> json.bool(normalizerKey)));
    }

    private JsonObject postProcessor() {
        JsonObject json = typed("BertProcessing");
        json.add("sep", pair(special("sep_token", "[SEP]")));
        json.add("cls", pair(special("cls_token", "[CLS]")));
        return json;
    }

    private JsonArray pair(String token) {
        JsonArray pair = new JsonArray();
        pair.add(token);
        pair.add(vocabulary.get(token));
        return pair;
    }

    private JsonObject model() {
        JsonObject json = typed("WordPiece");
        json.addProperty("unk_token", special("unk_token", "[UNK]"));
        json.addProperty("continuing_subword_prefix", "##");
        json.addProperty("max_input_chars_per_word", MAX_CHARACTERS_PER_WORD);
        JsonObject tokens = new JsonObject();
        vocabulary.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .forEach(token -> tokens.addProperty(token.getKey(), token.getValue()));
        json.add("vocab", tokens);
        return json;
    }

    /** The name of a special token, which must be in the vocabulary. */
    private String special(String key, String normally) {
        String token = config.map(json -> json.json().get(key))
                .filter(value -> !value.isJsonNull())
                .map(value -> value.isJsonObject() ? value.getAsJsonObject().get("content") : value)
                .map(JsonElement::getAsString)
                .orElse(normally);
        if (!vocabulary.containsKey(token)) {
            throw new InvalidInputException("the vocabulary in " + folder + " has no " + key + " '" + token
                    + "'; expected a BERT vocabulary with the special tokens of tokenizer_config.json");
        }
        return token;
    }

    /** Tokens that are found in the raw text before anything else, by id. */
    private Map<Integer, JsonObject> addedTokens() {
        Map<Integer, JsonObject> tokens = new TreeMap<>();
        Map<String, String> names = Map.of(
                "pad_token", "[PAD]",
                "unk_token", "[UNK]",
                "cls_token", "[CLS]",
                "sep_token", "[SEP]",
                "mask_token", "[MASK]");
        names.forEach((key, normally) -> {
            String token = special(key, normally);
            tokens.put(vocabulary.get(token), added(vocabulary.get(token), token));
        });
        existing.map(json -> json.json().getAsJsonArray("added_tokens"))
                .ifPresent(list -> list.forEach(element -> {
                    JsonObject token = element.getAsJsonObject();
                    tokens.put(token.get("id").getAsInt(), token);
                }));
        config.flatMap(json -> json.object("added_tokens_decoder"))
                .ifPresent(decoder -> decoder.json().entrySet().forEach(entry -> {
                    JsonObject token = entry.getValue().getAsJsonObject().deepCopy();
                    token.addProperty("id", Integer.parseInt(entry.getKey()));
                    tokens.put(Integer.parseInt(entry.getKey()), token);
                }));
        return tokens;
    }

    private static JsonObject added(int id, String content) {
        JsonObject json = new JsonObject();
        json.addProperty("id", id);
        json.addProperty("content", content);
        for (String flag : List.of("single_word", "lstrip", "rstrip", "normalized")) {
            json.addProperty(flag, false);
        }
        json.addProperty("special", true);
        return json;
    }
}
