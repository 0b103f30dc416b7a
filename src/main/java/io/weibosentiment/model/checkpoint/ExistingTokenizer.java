package io.weibosentiment.model.checkpoint;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.weibosentiment.InvalidInputException;
import io.weibosentiment.util.JsonFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes sure that a checkpoint's tokenizer.json is that of a BERT. */
final class ExistingTokenizer {

    private ExistingTokenizer() {}

    /**
     * Makes sure that the tokenizer's parts are those of a BERT, set as a bundle's are.
     *
     * @throws InvalidInputException if one is not
     */
    static void check(JsonFile json) {
        expectType(json, "model", "WordPiece");
        expectType(json, "normalizer", "BertNormalizer");
        expectType(json, "pre_tokenizer", "BertPreTokenizer");
        JsonFile model = json.requireObject("model");
        expect(model, "continuing_subword_prefix", model.string("continuing_subword_prefix"), "##");
        expect(
                model,
                "max_input_chars_per_word",
                model.number("max_input_chars_per_word").map(number -> Integer.toString(number.intValue())),
                Integer.toString(TokenizerJson.MAX_CHARACTERS_PER_WORD));
        JsonFile normalizer = json.requireObject("normalizer");
        expect(normalizer, "clean_text", normalizer.bool("clean_text").map(String::valueOf), "true");
        checkPostProcessor(json);
    }

    private static void expectType(JsonFile json, String part, String expected) {
        String found =
                json.object(part).flatMap(object -> object.string("type")).orElse("none");
        if (!found.equals(expected)) {
            throw new InvalidInputException(json.file() + ": the " + part + " is " + found + "; expected " + expected
                    + ", as BERT's tokenizer has: wrap an exported SavedModel of a BERT, or convert the tokenizer");
        }
    }

    private static void expect(JsonFile json, String key, Optional<String> found, String expected) {
        if (found.isPresent() && !found.get().equals(expected)) {
            throw new InvalidInputException(json.file() + ": " + key + " is '" + found.get() + "'; expected '"
                    + expected + "', as BERT's tokenizer has: convert the tokenizer");
        }
    }

    /** One text must become [CLS], its tokens, [SEP]; what the two are called is checked with the special tokens. */
    static void checkPostProcessor(JsonFile json) {
        JsonFile processor = json.object("post_processor")
                .orElseThrow(() -> new InvalidInputException(json.file()
                        + " has no post_processor; expected one that puts [CLS] before the tokens and [SEP] after them,"
                        + " as BERT's tokenizer has"));
        String type = processor.string("type").orElse("none");
        boolean isBert = type.equals("BertProcessing")
                || type.equals("RobertaProcessing")
                || (type.equals("TemplateProcessing") && template(processor).equals(List.of("token", "text", "token")));
        if (!isBert) {
            throw new InvalidInputException(json.file() + ": the post_processor is " + type
                    + " with another order of tokens; expected [CLS] before the tokens and [SEP] after them, as BERT's"
                    + " tokenizer has");
        }
    }

    private static List<String> template(JsonFile processor) {
        List<String> parts = new ArrayList<>();
        JsonElement single = processor.json().get("single");
        for (JsonElement element : single != null && single.isJsonArray() ? single.getAsJsonArray() : new JsonArray()) {
            JsonObject part = element.getAsJsonObject();
            parts.add(part.has("SpecialToken") ? "token" : "text");
        }
        return parts;
    }
}
