package io.weibosentiment.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weibosentiment.util.Sha256;
import java.time.Instant;

/**
 * What a score depends on besides its text. The text policy is not part of it: whoever cleans to the same text shares
 * its score.
 *
 * @param model SHA-256 of the weights, the tokenizer and what the outputs mean
 * @param precision of the arithmetic, such as {@code bfloat16}
 * @param maxTokens where texts are cut
 */
public record Fingerprint(String model, String precision, int maxTokens) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ID_LENGTH = 24;

    /** The first 24 hex digits of the SHA-256 of all parts: the name it goes by in the store. */
    public String id() {
        return Sha256.of(model + " " + precision + " " + maxTokens).substring(0, ID_LENGTH);
    }

    String json(String bundle, Instant used) {
        return JSON.createObjectNode()
                        .put("model", model)
                        .put("precision", precision)
                        .put("max_tokens", maxTokens)
                        .put("bundle", bundle)
                        .put("last_used", used.toString())
                        .toPrettyString()
                + System.lineSeparator();
    }

    static Fingerprint of(JsonNode json) {
        return new Fingerprint(
                json.path("model").asText(),
                json.path("precision").asText(),
                json.path("max_tokens").asInt());
    }
}
