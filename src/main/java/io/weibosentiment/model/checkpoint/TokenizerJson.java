package io.weibosentiment.model.checkpoint;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.weibosentiment.InvalidInputException;
import io.weibosentiment.model.bundle.BundleManifest;
import io.weibosentiment.util.JsonFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the tokenizer.json of a bundle, which tokenizes as BertTokenizer does with the checkpoint's settings.
 *
 * @param files what the checkpoint has
 * @param vocabulary its WordPiece vocabulary
 * @param special its special tokens
 * @param added the tokens that are found before a text is split
 */
record TokenizerJson(TokenizerFiles files, Vocabulary vocabulary, SpecialTokens special, AddedTokens added)
        implements CheckpointTokenizer {

    static final int MAX_CHARACTERS_PER_WORD = 100;

    private static final Gson GSON =
            new GsonBuilder().disableHtmlEscaping().serializeNulls().create();

    /**
     * Reads the tokenizer of a checkpoint: vocab.txt or tokenizer.json (equal if both are there), and the files with
     * its settings and special tokens.
     *
     * @throws InvalidInputException if there is none, or if a bundle cannot tokenize as it does
     */
    static TokenizerJson read(Path folder) throws IOException {
        TokenizerFiles files = TokenizerFiles.in(folder);
        Vocabulary vocabulary = Vocabulary.of(files);
        SpecialTokens special = SpecialTokens.of(files, vocabulary);
        return new TokenizerJson(files, vocabulary, special, AddedTokens.of(files, vocabulary, special));
    }

    @Override
    public int size() {
        return Math.max(vocabulary.size(), added.size());
    }

    @Override
    public String described() {
        List<String> named = added.named();
        return size() + " tokens" + (named.isEmpty() ? "" : ", with those added to the vocabulary, such as " + named);
    }

    @Override
    public Optional<JsonFile> config() {
        return files.config();
    }

    @Override
    public String featurizer() {
        return BundleManifest.WORD_PIECE;
    }

    @Override
    public String json() {
        JsonObject json = new JsonObject();
        json.addProperty("version", "1.0");
        json.add("truncation", null);
        json.add("padding", null);
        JsonArray tokens = new JsonArray();
        added.json().forEach(tokens::add);
        json.add("added_tokens", tokens);
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

    private JsonObject normalizer() {
        JsonObject json = typed("BertNormalizer");
        json.addProperty("clean_text", true);
        json.addProperty(
                "handle_chinese_chars",
                files.normalizerSetting("tokenize_chinese_chars", "handle_chinese_chars")
                        .orElse(true));
        json.addProperty(
                "strip_accents",
                files.normalizerSetting("strip_accents", "strip_accents").orElse(null));
        json.addProperty("lowercase", files.lowerCases());
        return json;
    }

    private JsonObject postProcessor() {
        JsonObject json = typed("BertProcessing");
        json.add("sep", pair(special.role("sep_token")));
        json.add("cls", pair(special.role("cls_token")));
        return json;
    }

    private JsonArray pair(String token) {
        JsonArray pair = new JsonArray();
        pair.add(token);
        pair.add(vocabulary.id(token).orElseThrow());
        return pair;
    }

    private JsonObject model() {
        JsonObject json = typed("WordPiece");
        json.addProperty("unk_token", special.role("unk_token"));
        json.addProperty("continuing_subword_prefix", "##");
        json.addProperty("max_input_chars_per_word", MAX_CHARACTERS_PER_WORD);
        JsonObject tokens = new JsonObject();
        vocabulary.ids().entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .forEach(token -> tokens.addProperty(token.getKey(), token.getValue()));
        added.firstNew().ifPresent(first -> fillGaps(tokens, first));
        json.add("vocab", tokens);
        return json;
    }

    /**
     * Gives every number below {@code end} a token, because tokens beyond the vocabulary are numbered by counting it. A
     * text never has these tokens: no word has a blank.
     */
    private void fillGaps(JsonObject tokens, int end) {
        boolean[] isTaken = new boolean[end];
        vocabulary.ids().values().stream().filter(id -> id < end).forEach(id -> isTaken[id] = true);
        for (int id = 0; id < end; id++) {
            if (!isTaken[id]) {
                tokens.addProperty("[no token " + id + "]", id);
            }
        }
    }
}
