package io.weibosentiment.model.checkpoint;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.weibosentiment.InvalidInputException;
import io.weibosentiment.util.JsonFile;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The tokens that are found in a text before it is split into words, numbered as Transformers 4.46 numbers them.
 *
 * <p>With a vocab.txt, they are found where the tokenizer that Transformers calls slow finds them. It puts the text in
 * lower case first, but for special tokens and for others that are called normalized. In a bundle, {@code normalized}
 * means that a token is looked for in the normalized text, and {@code false} that it is looked for in the raw one.
 */
final class AddedTokens {

    private static final String NORMALIZED = "normalized";
    private static final List<String> FLAGS = List.of("single_word", "lstrip", "rstrip", NORMALIZED);
    private static final int MOST_NAMED = 5;

    private final TokenizerFiles files;
    private final Vocabulary vocabulary;
    private final SpecialTokens special;
    private final SortedMap<Integer, JsonObject> byId = new TreeMap<>();

    private AddedTokens(TokenizerFiles files, Vocabulary vocabulary, SpecialTokens special) {
        this.files = files;
        this.vocabulary = vocabulary;
        this.special = special;
    }

    /**
     * Collects the tokens.
     *
     * @throws InvalidInputException if a token has two numbers, or cannot be found as Transformers finds it
     */
    static AddedTokens of(TokenizerFiles files, Vocabulary vocabulary, SpecialTokens special) {
        AddedTokens added = new AddedTokens(files, vocabulary, special);
        added.collect();
        added.byId.forEach(added::checkNumber);
        added.checkOrder();
        if (files.hasVocabulary()) {
            added.byId.values().forEach(added::findAsSlow);
        }
        return added;
    }

    private void collect() {
        special.all().forEach(token -> vocabulary.id(token).ifPresent(id -> byId.put(id, token(id, token, true))));
        if (files.addedTokensDecoder().isEmpty()) {
            files.addedTokens()
                    .ifPresent(json -> json.json().keySet().forEach(token -> {
                        int id = json.requireWhole(token, 0);
                        byId.put(id, token(id, token, special.all().contains(token)));
                    }));
        }
        files.existing()
                .map(json -> json.objects("added_tokens"))
                .ifPresent(tokens -> tokens.forEach(token -> put(token.requireWhole("id", 0), token)));
        files.addedTokensDecoder()
                .ifPresent(decoder ->
                        decoder.json().keySet().forEach(id -> put(number(decoder, id), decoder.requireObject(id))));
        int next = vocabulary.entries();
        for (String content : contents()) {
            next += vocabulary.id(content).isEmpty() ? 1 : 0;
        }
        for (String token : special.all()) {
            if (!contents().contains(token)) {
                byId.put(next, token(next, token, true));
                next++;
            }
        }
    }

    private static int number(JsonFile decoder, String id) {
        if (!id.matches("[0-9]{1,9}")) {
            throw new InvalidInputException(decoder.file() + ": '" + id + "' is no token's number");
        }
        return Integer.parseInt(id);
    }

    private Set<String> contents() {
        Set<String> contents = new HashSet<>();
        byId.values().forEach(token -> contents.add(content(token)));
        return contents;
    }

    private static String content(JsonObject token) {
        return token.get("content").getAsString();
    }

    /** A token as a file describes it; Transformers knows what a flag is that is left out. */
    private void put(int id, JsonFile described) {
        described.requireString("content");
        JsonObject token = described.json().deepCopy();
        boolean isSpecial = described.bool("special").orElse(false);
        for (String flag : FLAGS) {
            if (!token.has(flag)) {
                token.addProperty(flag, flag.equals(NORMALIZED) && !isSpecial);
            }
        }
        token.addProperty("special", isSpecial);
        token.addProperty("id", id);
        token.remove("__type");
        byId.put(id, token);
    }

    private static JsonObject token(int id, String content, boolean isSpecial) {
        JsonObject json = new JsonObject();
        json.addProperty("id", id);
        json.addProperty("content", content);
        FLAGS.forEach(flag -> json.addProperty(flag, flag.equals(NORMALIZED) && !isSpecial));
        json.addProperty("special", isSpecial);
        return json;
    }

    private void checkNumber(int id, JsonObject token) {
        String content = content(token);
        Optional<Integer> listed = vocabulary.id(content);
        if (content.isEmpty() || (listed.isPresent() && listed.get() != id)) {
            throw new InvalidInputException(
                    "the added token '" + content + "' in " + files.folder() + " has the number "
                            + id + (listed.isPresent() ? " and in the vocabulary " + listed.get() : "")
                            + "; expected one token with one number: save the tokenizer again in Transformers");
        }
        boolean isTaken = listed.isEmpty() && vocabulary.ids().containsValue(id);
        boolean isRepeated = byId.values().stream()
                .anyMatch(other ->
                        content(other).equals(content) && other.get("id").getAsInt() != id);
        if (isTaken || isRepeated) {
            throw new InvalidInputException("the added token '" + content + "' in " + files.folder()
                    + " has the number "
                    + id + (isTaken ? ", which is another token's in the vocabulary" : " and another one as well")
                    + "; expected one token with one number: if the model was trained so, write the token into the line"
                    + " of vocab.txt that has its number");
        }
    }

    /** The bundle's tokenizer numbers new tokens itself, from the end of the vocabulary on. */
    private void checkOrder() {
        List<Integer> beyond = byId.entrySet().stream()
                .filter(token -> vocabulary.id(content(token.getValue())).isEmpty())
                .map(Map.Entry::getKey)
                .toList();
        for (int i = 1; i < beyond.size(); i++) {
            if (beyond.get(i) != beyond.get(i - 1) + 1) {
                throw new InvalidInputException("the added tokens in " + files.folder() + " have the numbers "
                        + beyond.subList(i - 1, i + 1) + " with others missing between them; expected numbers without"
                        + " gaps: save the tokenizer again in Transformers, and resize the model's embeddings to it");
            }
        }
    }

    private void findAsSlow(JsonObject token) {
        String content = content(token);
        if (token.get("single_word").getAsBoolean()) {
            throw new InvalidInputException("the added token '" + content + "' in " + files.folder()
                    + " has single_word, which Transformers' two tokenizers understand differently; expected false:"
                    + " set it to false in tokenizer_config.json, or remove the token");
        }
        String lower = content.toLowerCase(Locale.ROOT);
        boolean hasCase = !content.equals(lower) || !content.equals(content.toUpperCase(Locale.ROOT));
        if (!files.lowerCases() || !hasCase) {
            token.addProperty(NORMALIZED, false);
            return;
        }
        if (content.equals(lower)) {
            token.addProperty(NORMALIZED, true);
            return;
        }
        boolean isKept = special.all().contains(content)
                || (!token.get("special").getAsBoolean()
                        && token.get(NORMALIZED).getAsBoolean());
        if (!isKept) {
            throw new InvalidInputException("the added token '" + content + "' in " + files.folder()
                    + " has capital letters and do_lower_case is true; Transformers' tokenizers differ on whether it is"
                    + " ever found: list it under additional_special_tokens in tokenizer_config.json, or set"
                    + " do_lower_case to false, as the model was trained");
        }
        token.addProperty(NORMALIZED, false);
    }

    /** The tokens as tokenizer.json lists them, by number. */
    Collection<JsonElement> json() {
        return Collections.unmodifiableCollection(byId.values());
    }

    /** The largest number of a token plus one; 0 if there is none. */
    int size() {
        return byId.isEmpty() ? 0 : byId.lastKey() + 1;
    }

    /** The smallest number beyond the vocabulary, if there is one. */
    Optional<Integer> firstNew() {
        return byId.entrySet().stream()
                .filter(token -> vocabulary.id(content(token.getValue())).isEmpty())
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** The tokens beyond the vocabulary, some of them, for messages. */
    List<String> named() {
        return byId.values().stream()
                .map(AddedTokens::content)
                .filter(token -> vocabulary.id(token).isEmpty())
                .limit(MOST_NAMED)
                .toList();
    }
}
