package io.weibosentiment.model.checkpoint;

import com.google.gson.JsonElement;
import io.weibosentiment.util.JsonFile;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The keys of a config.json: those that say the model is another than its family's, and those that nothing uses. */
final class ConfigKeys {

    /** What a plain encoder does not have, and when a key says that the model has it. */
    private static final Map<String, Predicate<JsonElement>> CHANGES = new TreeMap<>(Map.ofEntries(
            Map.entry("use_task_id", ConfigKeys::isSet),
            Map.entry("is_decoder", ConfigKeys::isSet),
            Map.entry("add_cross_attention", ConfigKeys::isSet),
            Map.entry("is_encoder_decoder", ConfigKeys::isSet),
            Map.entry("pruned_heads", ConfigKeys::isSet),
            Map.entry("quantization_config", ConfigKeys::isSet),
            Map.entry("auto_map", ConfigKeys::isSet),
            Map.entry("relative_attention", ConfigKeys::isSet),
            Map.entry("pos_att_type", ConfigKeys::isSet),
            Map.entry("position_biased_input", ConfigKeys::isFalse),
            Map.entry("rotary_value", ConfigKeys::isSet),
            Map.entry("rope_theta", ConfigKeys::isSet),
            Map.entry("use_rotary_embeddings", ConfigKeys::isSet),
            Map.entry("num_hidden_groups", ConfigKeys::isSet),
            Map.entry("inner_group_num", ConfigKeys::isSet),
            Map.entry("attention_window", ConfigKeys::isSet),
            Map.entry("attention_type", value -> !is(value, "original_full")),
            Map.entry("pre_norm", ConfigKeys::isSet),
            Map.entry("prenorm", ConfigKeys::isSet),
            Map.entry("pre_layer_norm", ConfigKeys::isSet),
            Map.entry("normalize_before", ConfigKeys::isSet),
            Map.entry("classifier_pooling", ConfigKeys::isSet),
            Map.entry("pooling_type", ConfigKeys::isSet),
            Map.entry("pooling_mode", ConfigKeys::isSet),
            Map.entry("pooling_strategy", ConfigKeys::isSet),
            Map.entry("pooler_type", value -> !is(value, "first_token_transform")),
            Map.entry("position_embedding_type", value -> !is(value, "absolute"))));

    /** What does not change a classifier's outputs, or is read. */
    private static final Set<String> KNOWN = Set.of(
            ("_attn_implementation_autoset _commit_hash _name_or_path _num_labels architectures attn_implementation"
                            + " attention_probs_dropout_prob bad_words_ids begin_suppress_tokens bos_token_id"
                            + " chunk_size_feed_forward classifier_dropout cross_attention_hidden_size"
                            + " decoder_start_token_id directionality diversity_penalty do_sample dtype early_stopping"
                            + " embedding_size encoder_no_repeat_ngram_size eos_token_id"
                            + " exponential_decay_length_penalty finetuning_task forced_bos_token_id"
                            + " forced_eos_token_id gradient_checkpointing hidden_act hidden_dropout_prob hidden_size"
                            + " id2label initializer_range intermediate_size keys_to_ignore_at_inference label2id"
                            + " language layer_norm_eps length_penalty mask_token_id max_length"
                            + " max_position_embeddings min_length model_type name no_repeat_ngram_size"
                            + " num_attention_heads num_beam_groups num_beams num_hidden_layers num_labels"
                            + " num_return_sequences output_attentions output_hidden_states output_past output_scores"
                            + " pad_token_id pooler_dropout pooler_fc_size pooler_num_attention_heads"
                            + " pooler_num_fc_layers pooler_size_per_head prefix problem_type remove_invalid_values"
                            + " repetition_penalty return_dict return_dict_in_generate sep_token_id suppress_tokens"
                            + " task_specific_params task_type_vocab_size temperature tf_legacy_loss"
                            + " tie_encoder_decoder tie_word_embeddings tokenizer_class top_k top_p torch_dtype"
                            + " torchscript transformers_version type_vocab_size typical_p unk_token_id use_bfloat16"
                            + " use_cache vocab_size")
                    .split(" "));

    private ConfigKeys() {}

    private static boolean isSet(JsonElement value) {
        return !isFalse(value);
    }

    private static boolean isFalse(JsonElement value) {
        return value.isJsonNull()
                || (value.isJsonPrimitive() && Set.of("false", "0", "", "none").contains(value.getAsString()))
                || (value.isJsonArray() && value.getAsJsonArray().isEmpty())
                || (value.isJsonObject() && value.getAsJsonObject().isEmpty());
    }

    private static boolean is(JsonElement value, String expected) {
        return value.isJsonNull()
                || (value.isJsonPrimitive() && value.getAsString().equals(expected));
    }

    /** One problem for each key that says the model computes something else than its family does. */
    static List<String> problems(ModelFamily family, JsonFile config) {
        return CHANGES.entrySet().stream()
                .filter(key -> !family.ownKeys().contains(key.getKey())
                        && config.json().has(key.getKey())
                        && key.getValue().test(config.json().get(key.getKey())))
                .map(key -> config.file() + ": " + key.getKey() + " is "
                        + config.json().get(key.getKey()) + ", which a plain " + family.title() + " does not have; "
                        + remedy(key.getKey()))
                .toList();
    }

    private static String remedy(String key) {
        return key.equals("use_task_id")
                ? "if the weights have task_type_embeddings, set model_type to \"ernie\" and architectures to"
                        + " [\"ErnieForSequenceClassification\"], else remove the key"
                : "export the model as a SavedModel and import that folder, or remove the key if the weights are a"
                        + " plain encoder's";
    }

    /** The keys that are neither read nor known to leave the outputs alone. */
    static List<String> unknown(ModelFamily family, JsonFile config) {
        return config.json().keySet().stream()
                .filter(key -> (!KNOWN.contains(key) || family.passesOver(key))
                        && !CHANGES.containsKey(key)
                        && !family.ownKeys().contains(key))
                .sorted()
                .toList();
    }
}
