package io.weibosentiment.model.checkpoint;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.weibosentiment.InvalidInputException;
import io.weibosentiment.model.bundle.BundleManifest;
import io.weibosentiment.util.JsonFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A tokenizer.json that is no BERT's, which a bundle takes as it is: of the unigram kind, as XLM-RoBERTa has, or byte pair
 * encoding, as RoBERTa has. The settings and added tokens of tokenizer_config.json count where Transformers' fast tokenizers
 * have them count.
 *
 * @param tokenizer the file
 * @param config tokenizer_config.json
 * @param added the added tokens by their number
 * @param size the largest token id plus one
 */
record TokenizerAsItIs(JsonFile tokenizer, Optional<JsonFile> config, TreeMap<Integer, JsonObject> added, int size)
        implements CheckpointTokenizer {

    private static final Set<String> MODELS = Set.of("Unigram", "BPE");
    private static final Set<String> CLASSES = Set.of(
            "XLMRobertaTokenizer", "RobertaTokenizer", "CamembertTokenizer", "AlbertTokenizer", "PreTrainedTokenizer");
    private static final List<String> FLAGS = List.of("single_word", "lstrip", "rstrip", "normalized", "special");
    private static final String PREFIX_SPACE = "add_prefix_space";
    private static final String ADDED = "added_tokens";
    private static final Gson GSON =
            new GsonBuilder().disableHtmlEscaping().serializeNulls().create();

    /**
     * Reads the tokenizer.
     *
     * @throws InvalidInputException if its model, its settings or its special tokens are none that a bundle has
     */
    static TokenizerAsItIs read(Path folder, JsonFile tokenizer) throws IOException {
        JsonFile model = tokenizer.requireObject("model");
        String type = model.string("type").orElse("none");
        if (!MODELS.contains(type)) {
            throw new InvalidInputException(tokenizer.file() + ": the model is " + type
                    + "; expected WordPiece, Unigram or BPE: convert the tokenizer");
        }
        ExistingTokenizer.checkPostProcessor(tokenizer);
        Path settings = folder.resolve(TokenizerFiles.CONFIG);
        Optional<JsonFile> config = Files.exists(settings) ? Optional.of(JsonFile.read(settings)) : Optional.empty();
        config.ifPresent(TokenizerAsItIs::check);
        checkPrefixSpace(folder, config, tokenizer);
        TreeMap<Integer, JsonObject> added = new TreeMap<>();
        tokenizer
                .objects(ADDED)
                .forEach(token ->
                        added.put(token.requireWhole("id", 0), token.json().deepCopy()));
        config.flatMap(json -> json.object("added_tokens_decoder"))
                .ifPresent(decoder -> decoder.json().keySet().forEach(id -> put(tokenizer, added, decoder, id)));
        int ofModel = vocabulary(model);
        int size = added.isEmpty() ? ofModel : Math.max(ofModel, added.lastKey() + 1);
        return new TokenizerAsItIs(tokenizer, config, added, size);
    }

    private static int vocabulary(JsonFile model) {
        JsonElement tokens = model.json().get("vocab");
        if (tokens != null && tokens.isJsonArray()) {
            return tokens.getAsJsonArray().size();
        }
        return model.requireObject("vocab").json().asMap().values().stream()
                .mapToInt(id -> id.getAsInt() + 1)
                .max()
                .orElse(0);
    }

    private static void check(JsonFile config) {
        String type = config.string("tokenizer_class").orElse("PreTrainedTokenizer");
        if (!CLASSES.contains(type.replaceFirst("Fast$", ""))) {
            throw new InvalidInputException(config.file() + ": tokenizer_class is '" + type + "'; expected one of "
                    + CLASSES.stream().sorted().toList() + ", which take tokenizer.json as it is");
        }
        TokenizerFiles.refuse(
                config,
                "split_special_tokens",
                config.bool("split_special_tokens").orElse(false));
        TokenizerFiles.refuse(
                config,
                "truncation_side",
                config.string("truncation_side").orElse("right").equals("left"));
    }

    /**
     * Whether a blank is put before a text must be the same in both files. RobertaTokenizerFast, which is also taken where no
     * class is named, has none where its configuration does not say so, whatever tokenizer.json says.
     */
    private static void checkPrefixSpace(Path folder, Optional<JsonFile> config, JsonFile tokenizer) {
        Optional<JsonFile> splitter = tokenizer.object("pre_tokenizer");
        Optional<Boolean> existing = splitter.flatMap(json -> json.bool(PREFIX_SPACE));
        boolean isBytes = splitter.flatMap(json -> json.string("type"))
                .filter("ByteLevel"::equals)
                .isPresent();
        boolean isOther = config.flatMap(json -> json.string("tokenizer_class"))
                .filter(type -> !type.startsWith("RobertaTokenizer"))
                .isPresent();
        Optional<Boolean> said = config.flatMap(json -> json.bool(PREFIX_SPACE));
        Optional<Boolean> wanted = said.isPresent() || isOther || !isBytes ? said : Optional.of(false);
        if (wanted.isPresent() && existing.isPresent() && !wanted.equals(existing)) {
            throw new InvalidInputException(
                    folder.resolve(TokenizerFiles.CONFIG) + ": " + PREFIX_SPACE + " is " + wanted.get()
                            + (said.isPresent() ? "" : ", as it is where nothing is said,") + " and in "
                            + tokenizer.file() + " " + existing.get()
                            + "; expected the same: give " + TokenizerFiles.CONFIG
                            + " the value that the model was trained with, load the tokenizer in Transformers and save it"
                            + " again");
        }
    }

    /** A token as tokenizer_config.json has it, whose flags Transformers prefers. */
    private static void put(JsonFile tokenizer, TreeMap<Integer, JsonObject> added, JsonFile decoder, String number) {
        JsonFile described = decoder.requireObject(number);
        String content = described.requireString("content");
        JsonObject known = number.matches("[0-9]{1,9}") ? added.get(Integer.parseInt(number)) : null;
        if (known == null || !known.get("content").getAsString().equals(content)) {
            throw new InvalidInputException(decoder.file() + " has the added token '" + content + "' with the number "
                    + number + ", and " + tokenizer.file()
                    + " does not; expected the same: load the tokenizer in Transformers and save it again");
        }
        FLAGS.forEach(flag -> described.bool(flag).ifPresent(value -> known.addProperty(flag, value)));
    }

    @Override
    public String described() {
        return size + " tokens";
    }

    @Override
    public String json() {
        JsonObject json = tokenizer.json().deepCopy();
        json.add("truncation", JsonNull.INSTANCE);
        json.add("padding", JsonNull.INSTANCE);
        JsonArray tokens = new JsonArray();
        added.values().forEach(tokens::add);
        json.add(ADDED, tokens);
        return GSON.toJson(json);
    }

    @Override
    public String featurizer() {
        return BundleManifest.TOKENIZER_FILE;
    }
}
