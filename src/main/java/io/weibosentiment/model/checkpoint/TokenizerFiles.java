package io.weibosentiment.model.checkpoint;

import com.google.gson.JsonElement;
import io.weibosentiment.InvalidInputException;
import io.weibosentiment.model.bundle.BundleManifest;
import io.weibosentiment.util.JsonFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The files of a checkpoint that describe its tokenizer, read as Transformers 4.46 reads them.
 *
 * @param folder where they are
 * @param config tokenizer_config.json
 * @param existing tokenizer.json
 * @param specialTokens special_tokens_map.json
 * @param addedTokens added_tokens.json
 */
record TokenizerFiles(
        Path folder,
        Optional<JsonFile> config,
        Optional<JsonFile> existing,
        Optional<JsonFile> specialTokens,
        Optional<JsonFile> addedTokens) {

    static final String VOCABULARY = "vocab.txt";
    static final String CONFIG = "tokenizer_config.json";
    static final String SPECIAL_TOKENS = "special_tokens_map.json";
    static final String ADDED_TOKENS = "added_tokens.json";

    /** Every file that may be read. */
    static final List<String> NAMES =
            List.of(VOCABULARY, BundleManifest.TOKENIZER, CONFIG, SPECIAL_TOKENS, ADDED_TOKENS);

    /** The class that takes tokenizer.json as it is. */
    private static final String AS_IT_IS = "PreTrainedTokenizerFast";

    /** The classes that tokenize as BERT does, without the ending Fast. */
    private static final Set<String> CLASSES = Set.of(
            "BertTokenizer",
            "DistilBertTokenizer",
            "ElectraTokenizer",
            "ConvBertTokenizer",
            "MobileBertTokenizer",
            "PreTrainedTokenizer");

    /**
     * Reads the files in {@code folder}.
     *
     * @throws InvalidInputException if there is no tokenizer, or its settings ask for what a bundle cannot do
     */
    static TokenizerFiles in(Path folder) throws IOException {
        TokenizerFiles files = new TokenizerFiles(
                folder,
                optional(folder.resolve(CONFIG)),
                optional(folder.resolve(BundleManifest.TOKENIZER)),
                optional(folder.resolve(SPECIAL_TOKENS)),
                optional(folder.resolve(ADDED_TOKENS)));
        if (!files.hasVocabulary() && files.existing.isEmpty()) {
            throw new InvalidInputException(folder + " has no tokenizer; expected vocab.txt or tokenizer.json");
        }
        files.existing.ifPresent(ExistingTokenizer::check);
        files.config.ifPresent(files::check);
        return files;
    }

    private static Optional<JsonFile> optional(Path file) throws IOException {
        return Files.exists(file) ? Optional.of(JsonFile.read(file)) : Optional.empty();
    }

    /** Whether there is a vocab.txt, which the tokenizer that Transformers calls slow can read. */
    boolean hasVocabulary() {
        return Files.exists(folder.resolve(VOCABULARY));
    }

    private void check(JsonFile json) {
        String type = json.string("tokenizer_class").orElse("BertTokenizer");
        if (!CLASSES.contains(type.replaceFirst("Fast$", ""))) {
            throw new InvalidInputException(json.file() + ": tokenizer_class is '" + type
                    + "'; expected BertTokenizer, whose tokens a bundle can make");
        }
        refuse(json, "split_special_tokens", json.bool("split_special_tokens").orElse(false));
        refuse(
                json,
                "truncation_side",
                json.string("truncation_side").orElse("right").equals("left"));
        if (hasVocabulary()) {
            refuse(json, "do_basic_tokenize", !json.bool("do_basic_tokenize").orElse(true));
            refuse(
                    json,
                    "never_split",
                    member(json, "never_split")
                            .filter(list -> !list.isJsonArray()
                                    || !list.getAsJsonArray().isEmpty())
                            .isPresent());
        }
        for (String key : List.of("do_lower_case", "tokenize_chinese_chars")) {
            refuse(json, key, json.json().has(key) && member(json, key).isEmpty());
        }
    }

    static void refuse(JsonFile json, String key, boolean isUnknown) {
        if (isUnknown) {
            throw new InvalidInputException(
                    json.file() + ": " + key + " is " + json.json().get(key)
                            + ", which a bundle's tokenizer cannot do; remove the key if the model was trained"
                            + " without it");
        }
    }

    private static Optional<JsonElement> member(JsonFile json, String key) {
        return Optional.ofNullable(json.json().get(key)).filter(value -> !value.isJsonNull());
    }

    /** Whether Transformers takes the normalizer that tokenizer.json has, and not the settings of a BERT tokenizer. */
    boolean hasOwnNormalizer() {
        return existing.isPresent()
                && config.flatMap(json -> json.string("tokenizer_class"))
                        .filter(AS_IT_IS::equals)
                        .isPresent();
    }

    /**
     * A setting of the normalizer. A BERT tokenizer has its own defaults where tokenizer_config.json says nothing,
     * whatever tokenizer.json says.
     */
    Optional<Boolean> normalizerSetting(String key, String normalizerKey) {
        if (hasOwnNormalizer()) {
            return existing.flatMap(json -> json.object("normalizer")).flatMap(json -> json.bool(normalizerKey));
        }
        return config.flatMap(json -> json.bool(key));
    }

    boolean lowerCases() {
        return normalizerSetting("do_lower_case", "lowercase").orElse(true);
    }

    /** The tokens that tokenizer_config.json lists by id; Transformers then reads no other list of tokens. */
    Optional<JsonFile> addedTokensDecoder() {
        return config.flatMap(json -> json.object("added_tokens_decoder"));
    }

    /** The value of {@code key} in tokenizer_config.json, or the one of special_tokens_map.json where that counts. */
    Optional<JsonElement> token(String key) {
        Optional<JsonElement> mapped =
                addedTokensDecoder().isPresent() ? Optional.empty() : specialTokens.flatMap(json -> member(json, key));
        return mapped.or(() -> config.flatMap(json -> member(json, key)));
    }
}
