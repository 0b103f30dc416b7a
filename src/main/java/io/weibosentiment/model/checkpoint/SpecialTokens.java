package io.weibosentiment.model.checkpoint;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import io.weibosentiment.InvalidInputException;
import io.weibosentiment.util.JsonFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The special tokens of a checkpoint.
 *
 * @param roles the token in each role, such as cls_token
 * @param additional the tokens that have no role
 */
record SpecialTokens(Map<String, String> roles, List<String> additional) {

    private static final String ADDITIONAL = "additional_special_tokens";

    /** The roles in the order in which Transformers numbers tokens that are new, and who has a role normally. */
    private static final Map<String, Optional<String>> ROLES = new LinkedHashMap<>();

    static {
        ROLES.put("bos_token", Optional.empty());
        ROLES.put("eos_token", Optional.empty());
        ROLES.put("unk_token", Optional.of("[UNK]"));
        ROLES.put("sep_token", Optional.of("[SEP]"));
        ROLES.put("pad_token", Optional.of("[PAD]"));
        ROLES.put("cls_token", Optional.of("[CLS]"));
        ROLES.put("mask_token", Optional.of("[MASK]"));
    }

    /**
     * Reads them.
     *
     * @throws InvalidInputException if a BERT's own are not in the vocabulary, or if a file lists tokens that
     *     Transformers would pass over
     */
    static SpecialTokens of(TokenizerFiles files, Vocabulary vocabulary) {
        Map<String, String> roles = new LinkedHashMap<>();
        ROLES.forEach((role, normally) -> files.token(role)
                .map(SpecialTokens::content)
                .or(() -> normally)
                .ifPresent(token -> roles.put(role, token)));
        ROLES.forEach((role, normally) -> {
            String token = roles.get(role);
            if (normally.isPresent() && vocabulary.id(token).isEmpty()) {
                throw new InvalidInputException("the vocabulary in " + files.folder() + " has no " + role + " '" + token
                        + "'; expected a BERT vocabulary with the special tokens of tokenizer_config.json");
            }
        });
        Set<String> additional = new LinkedHashSet<>(
                files.config().map(SpecialTokens::additional).orElse(List.of()));
        List<String> mapped =
                files.specialTokens().map(SpecialTokens::additional).orElse(List.of());
        if (files.addedTokensDecoder().isEmpty()) {
            additional.addAll(mapped);
        } else {
            requireListed(files, mapped, additional);
        }
        return new SpecialTokens(roles, List.copyOf(additional));
    }

    /** Earlier versions of Transformers take them from special_tokens_map.json, those since 4.34 do not. */
    private static void requireListed(TokenizerFiles files, List<String> mapped, Set<String> additional) {
        Set<String> listed = new LinkedHashSet<>(additional);
        files.addedTokensDecoder()
                .ifPresent(decoder -> decoder.json().asMap().values().forEach(token -> listed.add(content(token))));
        List<String> lost =
                mapped.stream().filter(token -> !listed.contains(token)).toList();
        if (!lost.isEmpty()) {
            throw new InvalidInputException(files.folder() + ": special_tokens_map.json lists the additional special"
                    + " tokens " + lost + ", and added_tokens_decoder in tokenizer_config.json, which Transformers"
                    + " reads instead, does not: remove them from the one or add them to the other, as the model was"
                    + " trained");
        }
    }

    private static List<String> additional(JsonFile json) {
        JsonElement tokens = json.json().get(ADDITIONAL);
        if (tokens == null || tokens.isJsonNull()) {
            return List.of();
        }
        if (!tokens.isJsonArray()) {
            throw new InvalidInputException(
                    json.file() + ": '" + ADDITIONAL + "' is " + tokens + "; expected a list of tokens");
        }
        JsonArray list = tokens.getAsJsonArray();
        List<String> contents = new ArrayList<>();
        list.forEach(token -> contents.add(content(token)));
        return contents;
    }

    /** A token's text: files have it alone or in an object with its settings. */
    static String content(JsonElement token) {
        return (token.isJsonObject() ? token.getAsJsonObject().get("content") : token).getAsString();
    }

    /** The token in {@code role}, one that every BERT has. */
    String role(String role) {
        return roles.get(role);
    }

    /** All, in the order in which Transformers numbers those that are new. */
    Set<String> all() {
        Set<String> all = new LinkedHashSet<>(roles.values());
        all.addAll(additional);
        return all;
    }
}
