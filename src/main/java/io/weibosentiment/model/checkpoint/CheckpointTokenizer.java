package io.weibosentiment.model.checkpoint;

import io.weibosentiment.util.JsonFile;
import java.util.Optional;

/** The tokenizer of a checkpoint. */
interface CheckpointTokenizer {

    /** The largest token id plus one. */
    int size();

    /** How many tokens there are, in words, for messages. */
    String described();

    /** tokenizer_config.json. */
    Optional<JsonFile> config();

    /** The tokenizer.json of a bundle, without truncation or padding. */
    String json();

    /** What the bundle calls what runs it. */
    String featurizer();

    /** Where the tokenizer's configuration says texts are cut, if it does; under another name in old ones. */
    default Optional<Integer> modelMaxLength() {
        // Transformers writes 1e30 for "no limit".
        return config().flatMap(json -> json.number("model_max_length").or(() -> json.number("max_len")))
                .filter(length -> length >= 1 && length < Integer.MAX_VALUE)
                .map(Double::intValue);
    }
}
