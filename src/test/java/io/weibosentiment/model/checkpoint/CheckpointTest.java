package io.weibosentiment.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.model.bundle.HeadActivation;
import io.weibosentiment.model.checkpoint.TinyCheckpoint.Weight;
import io.weibosentiment.model.weights.Safetensors;
import io.weibosentiment.model.weights.WeightType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {

    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        TinyCheckpoint.write(folder);
    }

    private void replace(String file, String from, String to) throws IOException {
        String text = Files.readString(folder.resolve(file));
        assertThat(text).contains(from);
        Files.writeString(folder.resolve(file), text.replace(from, to));
    }

    private void refuses(String... expected) {
        assertThatThrownBy(() -> Checkpoint.read(folder))
                .isInstanceOf(InvalidInputException.class)
                .message()
                .contains(expected);
    }

    @Test
    void reads_architecture_labels_and_where_texts_are_cut() throws IOException {
        Checkpoint checkpoint = Checkpoint.read(folder);
        assertThat(checkpoint.config().architecture()).isEqualTo(TinyCheckpoint.ARCHITECTURE);
        assertThat(checkpoint.config().head().labels()).containsExactly("negative", "positive");
        assertThat(checkpoint.maxTokens()).isEqualTo(64);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"model_type\": \"bert\"       | \"model_type\": \"deberta-v2\" | model_type is 'deberta-v2'; those that can be imported are [bert, ernie,",
                "\"hidden_act\": \"gelu\"       | \"hidden_act\": \"mish\"      | silu, swish, tanh]: export the model as a SavedModel and import that folder",
                "\"1\": \"positive\"            | \"1\": \"neutral\", \"2\": \"positive\" | weight classifier.weight in",
                "\"num_attention_heads\": 2     | \"num_attention_heads\": 5    | hidden_size 32 is not a multiple of num_attention_heads 5",
                "\"hidden_size\": 32            | \"hidden_size\": \"wide\"     | config.json: 'hidden_size' is \"wide\"; expected a number",
                "\"hidden_size\": 32            | \"hidden_size\": 0            | config.json: 'hidden_size' is 0; expected a whole number of at least 1",
                "\"hidden_size\": 32,           | ''                            | has no 'hidden_size'",
                "\"model_type\": \"bert\"       | \"model_type\": \"bert\", \"position_embedding_type\": \"relative_key\" | position_embedding_type is \"relative_key\", which a plain BERT does not have",
                "\"intermediate_size\": 64      | \"intermediate_size\": 65     | config.json asks for [32, 65]",
                "\"num_hidden_layers\": 2       | \"num_hidden_layers\": 3      | has no weight bert.encoder.layer.2.attention.self.query.weight",
                "\"num_hidden_layers\": 2       | \"num_hidden_layers\": 1      | has 2 layers and config.json 1",
                "\"max_position_embeddings\": 64| \"max_position_embeddings\": 128 | config.json asks for [128, 32]",
                "\"model_type\": \"bert\",      | ''                            | has no model_type; expected one of [bert, ",
                "\"model_type\": \"bert\"       | \"model_type\": \"bert\", \"architectures\": [\"BertForTokenClassification\"] | architectures is [BertForTokenClassification]; expected BertForSequenceClassification",
                "\"model_type\": \"bert\"       | \"model_type\": \"bert\", \"architectures\": [\"BertModel\"] | architectures is [BertModel]",
                "\"model_type\": \"bert\"       | \"model_type\": \"bert\", \"problem_type\": \"regression\" | has the labels [negative, positive] and is that of a regression; expected one",
                "\"model_type\": \"bert\"       | \"model_type\": \"bert\", \"problem_type\": \"ranking\" | problem_type is 'ranking'; expected single_label",
                "\"1\": \"positive\"            | \"1\": \"positive\"}, \"label2id\": {\"negative\": 1, \"positive\": 0 | id2label names the outputs [negative, positive] and label2id [positive, negative]",
                ", \"1\": \"positive\"          | ''                            | weight classifier.weight in",
                "\"model_type\": \"bert\"       | \"model_type\": \"bert\", \"use_task_id\": true | use_task_id is true, which a plain BERT does not have; if the weights have task_type_embeddings, set model_type to",
                "\"model_type\": \"bert\"       | \"model_type\": \"bert\", \"is_decoder\": true | is_decoder is true",
                "\"model_type\": \"bert\"       | \"model_type\": \"bert\", \"pruned_heads\": {\"0\": [1]} | pruned_heads is {\"0\":[1]}",
                "\"model_type\": \"bert\"       | \"model_type\": \"bert\", \"auto_map\": {\"AutoModel\": \"x.Y\"} | auto_map is",
                "\"model_type\": \"bert\"       | \"model_type\": \"bert\", \"pooler_type\": \"mean\" | pooler_type is \"mean\"",
                "\"model_type\": \"bert\"       | \"model_type\": \"bert\", \"embedding_size\": 16 | embedding_size is 16 and hidden_size 32",
                "{                              | [                             | is not a JSON object",
            })
    void refuses_configurations_it_cannot_build(String from, String to, String expected) throws IOException {
        replace("config.json", from, to);
        refuses(expected);
    }

    /** What a plain BERT may have, or nobody can tell: none of it changes the outputs. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"model_type\": null, \"architectures\": [\"BertForSequenceClassification\"]",
                "\"model_type\": \"bert\", \"architectures\": [\"TFBertForSequenceClassification\"]",
                "\"model_type\": \"bert\", \"pooler_type\": \"first_token_transform\", \"pooler_fc_size\": 768",
                "\"model_type\": \"bert\", \"use_task_id\": false, \"pruned_heads\": {}, \"is_decoder\": false",
                "\"model_type\": \"bert\", \"embedding_size\": 32, \"problem_type\": null, \"num_labels\": 2",
                "\"model_type\": \"bert\", \"trained_by\": \"somebody\"",
            })
    void reads_a_configuration_with_other_keys(String keys) throws IOException {
        replace("config.json", "\"model_type\": \"bert\"", keys);
        assertThat(Checkpoint.read(folder).config().head())
                .isEqualTo(new CheckpointHead(List.of("negative", "positive"), HeadActivation.SOFTMAX));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"model_max_length\": 20}                  | 20",
                "{\"max_len\": 30}                           | 30",
                "{\"model_max_length\": 20, \"max_len\": 30} | 20",
                "{\"model_max_length\": 1e30}                | 64",
                "{}                                          | 64",
            })
    void cuts_texts_where_the_tokenizer_says(String settings, int expected) throws IOException {
        Files.writeString(folder.resolve("tokenizer_config.json"), settings);
        assertThat(Checkpoint.read(folder).maxTokens()).isEqualTo(expected);
    }

    @Test
    void takes_names_from_either_list_of_labels() throws IOException {
        replace(
                "config.json",
                "{\"0\": \"negative\", \"1\": \"positive\"}",
                "{\"0\": \"LABEL_0\", \"1\": \"LABEL_1\"}, \"label2id\": {\"正面\": 0, \"负面\": 1}");
        assertThat(Checkpoint.read(folder).config().head().labels()).containsExactly("正面", "负面");
        replace("config.json", "\"id2label\": {\"0\": \"LABEL_0\", \"1\": \"LABEL_1\"}, ", "");
        assertThat(Checkpoint.read(folder).config().head().labels()).containsExactly("正面", "负面");
    }

    @Test
    void reads_labels_that_are_true_or_not_each_by_itself() throws IOException {
        replace(
                "config.json",
                "\"model_type\": \"bert\"",
                "\"model_type\": \"bert\", \"problem_type\": \"multi_label_classification\"");
        assertThat(Checkpoint.read(folder).config().head().activation()).isEqualTo(HeadActivation.SIGMOID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "config.json",
                "vocab.txt",
                "tokenizer_config.json",
                "model.safetensors",
                "tf_model.h5",
                "pytorch_model.bin"
            })
    void refuses_the_pointer_to_a_large_file(String file) throws IOException {
        Files.writeString(
                folder.resolve(file),
                "version https://git-lfs.github.com/spec/v1\noid sha256:" + "12".repeat(32) + "\nsize 123456789\n");
        refuses(file + " is a Git LFS pointer", "git lfs pull");
    }

    @Test
    void says_how_to_name_the_configuration() throws IOException {
        Files.move(folder.resolve("config.json"), folder.resolve("bert_config.json"));
        refuses("has no config.json; it has bert_config.json", "rename that to config.json");
    }

    @Test
    void refuses_an_adapter() throws IOException {
        Files.writeString(folder.resolve("adapter_config.json"), "{}");
        refuses("has an adapter", "merge_and_unload");
    }

    @Test
    void says_what_an_adapter_belongs_to() throws IOException {
        Files.writeString(
                folder.resolve("adapter_config.json"),
                "{\"peft_type\": \"LORA\", \"base_model_name_or_path\": \"owner/base\"}");
        refuses("an adapter (LORA), adapter_config.json, which belongs to the base model 'owner/base'");
        Files.delete(folder.resolve("adapter_config.json"));
        Files.createFile(folder.resolve("adapter_model.safetensors"));
        refuses("an adapter, adapter_model.safetensors, which belongs to a base model");
    }

    /** The folders of Hugging Face's cache, as a download leaves them: links to files that are named by their hashes. */
    @Test
    void imports_from_a_folder_of_the_hubs_cache() throws IOException {
        Path model = folder.resolve("hub/models--owner--name");
        Path snapshot = Files.createDirectories(model.resolve("snapshots/1234abcd"));
        Path blobs = Files.createDirectories(model.resolve("blobs"));
        for (String file : List.of("config.json", "vocab.txt", "tokenizer_config.json", "model.safetensors")) {
            Files.move(folder.resolve(file), blobs.resolve("hash-of-" + file));
            Files.createSymbolicLink(snapshot.resolve(file), Path.of("../../blobs/hash-of-" + file));
        }
        assertThat(HubCache.snapshot(model)).isEqualTo(snapshot);
        assertThat(HubCache.snapshot(snapshot)).isEqualTo(snapshot);
        assertThat(HubCache.modelOf(snapshot)).contains("owner/name");
        assertThat(Checkpoint.read(snapshot).maxTokens()).isEqualTo(64);
        assertThatThrownBy(() -> HubCache.snapshot(folder.resolve("hub")))
                .hasMessageContaining("is Hugging Face's cache", "models--owner--name");
        Files.createDirectories(model.resolve("snapshots/5678"));
        assertThatThrownBy(() -> HubCache.snapshot(model)).hasMessageContaining("with 2 snapshots; expected one");
        Files.createDirectories(model.resolve("refs"));
        Files.writeString(model.resolve("refs/main"), "1234abcd");
        assertThat(HubCache.snapshot(model)).isEqualTo(snapshot);
        Files.delete(blobs.resolve("hash-of-model.safetensors"));
        assertThatThrownBy(() -> Checkpoint.read(snapshot))
                .hasMessageContaining(
                        "model.safetensors is a link to ../../blobs/hash-of-model.safetensors, which is not"
                                + " there");
    }

    @Test
    void names_what_makes_a_tokenizer_json() throws IOException {
        Files.delete(folder.resolve("vocab.txt"));
        Files.createFile(folder.resolve("sentencepiece.bpe.model"));
        refuses("has its tokenizer in [sentencepiece.bpe.model]; expected tokenizer.json", "use_fast=True");
    }

    private void writeWeights(UnaryOperator<String> names, Weight... more) throws IOException {
        List<Weight> weights = new ArrayList<>();
        for (Weight weight : TinyCheckpoint.weights()) {
            weights.add(new Weight(
                    new Safetensors.Header(
                            names.apply(weight.header().name()), weight.header().shape()),
                    weight.values()));
        }
        weights.addAll(List.of(more));
        try (OutputStream out = Files.newOutputStream(folder.resolve("model.safetensors"))) {
            TinyCheckpoint.write(out, WeightType.FLOAT32, weights);
        }
    }

    private static Weight weight(String name, Integer... shape) {
        Safetensors.Header header = new Safetensors.Header(name, List.of(shape));
        return new Weight(header, new float[header.size()]);
    }

    @ParameterizedTest
    @CsvSource({"^, module.", "^, model.", "^bert\\., ''", "^(bert\\.)?, module."})
    void finds_weights_below_other_prefixes(String from, String to) throws IOException {
        byte[] expected = written();
        writeWeights(name -> name.replaceFirst(from, to));
        assertThat(written()).isEqualTo(expected);
    }

    private byte[] written() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Checkpoint.read(folder).writeWeights(WeightType.FLOAT32, out);
        return out.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bert.embeddings.position_ids",
                "cls.predictions.bias",
                "cls.seq_relationship.weight",
                "loss_fct.weight",
            })
    void leaves_out_what_a_classifier_does_not_use(String name) throws IOException {
        byte[] expected = written();
        writeWeights(UnaryOperator.identity(), weight(name, 2));
        assertThat(written()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bert.embeddings.task_type_embeddings.weight",
                "bert.encoder.layer.0.adapter.weight",
                "pre_classifier.weight",
                "head.bert.embeddings.word_embeddings.weight"
            })
    void refuses_weights_that_it_cannot_use(String name) throws IOException {
        writeWeights(UnaryOperator.identity(), weight(name, 3, 32));
        refuses("has weights that a BERT with a classification head does not have: [" + name + "]; without them");
    }

    @Test
    void refuses_a_model_with_an_adapter_in_it() throws IOException {
        writeWeights(
                UnaryOperator.identity(), weight("bert.encoder.layer.0.attention.self.query.lora_A.weight", 4, 32));
        refuses("has the weights of an adapter beside the model's", "merge_and_unload()");
    }

    @Test
    void names_what_a_head_of_another_name_lacks() throws IOException {
        writeWeights(name -> name.replace("classifier", "fc"));
        refuses("has no weight classifier.weight", "does not have: [fc.weight, fc.bias]");
    }

    @Test
    void refuses_weights_that_were_never_downloaded() throws IOException {
        byte[] whole = Files.readAllBytes(folder.resolve("model.safetensors"));
        Arrays.fill(whole, whole.length / 2, whole.length, (byte) 0);
        Files.write(folder.resolve("model.safetensors"), whole);
        Checkpoint checkpoint = Checkpoint.read(folder);
        assertThatThrownBy(() -> checkpoint.writeWeights(WeightType.FLOAT32, OutputStream.nullOutputStream()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("is all zeros, as in a file that was not downloaded to its end");
    }

    @Test
    void refuses_bytes_after_the_weights() throws IOException {
        Files.write(folder.resolve("model.safetensors"), new byte[3], StandardOpenOption.APPEND);
        refuses("3 bytes follow its last tensor", "copy or download it again");
    }

    @Test
    void refuses_a_folder_without_configuration_or_weights() throws IOException {
        Path safetensors = folder.resolve("model.safetensors");
        Files.delete(safetensors);
        refuses("has no weights; expected model.safetensors, tf_model.h5 or pytorch_model.bin: download them too");
        Files.createFile(folder.resolve("model.onnx"));
        refuses("has no weights", "found [model.onnx]");
        Files.createFile(folder.resolve("pytorch_model.bin"));
        refuses("pytorch_model.bin is empty");
        Files.writeString(folder.resolve("model.safetensors.index.json"), "{\"weight_map\": {}}");
        refuses("names no weights; download it again");
        Files.createFile(safetensors);
        refuses("not a complete safetensors file: it is empty");
        Files.delete(folder.resolve("config.json"));
        refuses("has no config.json");
    }

    @Test
    void refuses_a_broken_weights_file() throws IOException {
        byte[] whole = Files.readAllBytes(folder.resolve("model.safetensors"));
        Files.write(folder.resolve("model.safetensors"), Arrays.copyOf(whole, whole.length - 8));
        refuses("lies outside the file", "copy or download it again");
        Files.delete(folder.resolve("model.safetensors"));
        Files.writeString(folder.resolve("tf_model.h5"), "no HDF5");
        refuses("tf_model.h5 is not a readable HDF5 file");
    }

    @Test
    void refuses_more_tokens_than_embeddings() throws IOException {
        Files.writeString(folder.resolve("vocab.txt"), Files.readString(folder.resolve("vocab.txt")) + "more\n");
        refuses("tokens and the model embeddings for "
                + TinyCheckpoint.vocabulary().size());
    }

    @Test
    void names_missing_and_misshapen_weights_together() throws IOException {
        List<Weight> weights = new ArrayList<>(TinyCheckpoint.weights());
        weights.removeIf(weight -> weight.header().name().equals("bert.pooler.dense.bias"));
        weights.removeIf(weight -> weight.header().name().equals("classifier.weight"));
        weights.add(new Weight(new Safetensors.Header("classifier.weight", List.of(3, 32)), new float[96]));
        try (OutputStream out = Files.newOutputStream(folder.resolve("model.safetensors"))) {
            TinyCheckpoint.write(out, WeightType.FLOAT32, weights);
        }
        refuses("has no weight bert.pooler.dense.bias", "classifier.weight", "is [32, 3]", "asks for [32, 2]");
    }

    @ParameterizedTest
    @CsvSource({
        "negative, positive, , 1",
        "POS, NEG, , 0",
        "other, positive, positive, 1",
        "LABEL_0, LABEL_1, LABEL_0, 0",
        "LABEL_0, LABEL_1, 1, 1",
        "负面, 正面, , 1",
        "积极, 消极, , 0",
        "a, b, a, 0",
        "a, b, 1, 1",
        "negative, positive, negative, 0",
        "1, -1, , 0",
        "1, 0, 0, 1",
        "'negative (stars 1, 2 and 3)', 'positive (stars 4 and 5)', , 1",
        "Positive_Sentiment, Negative_Sentiment, , 0",
        "消极情绪, 积极情绪, , 1",
    })
    void finds_the_positive_label(String first, String second, String chosen, int expected) {
        assertThat(PositiveLabel.find(List.of(first, second), Optional.ofNullable(chosen)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "a, b, , cannot tell which of the labels [a; b] means positive; tell import-model which: --positive-label a or --positive-label b",
        "LABEL_0, LABEL_1, , tell import-model which: --positive-label LABEL_0 or --positive-label LABEL_1",
        "0, 1, , tell import-model which: --positive-label 0 or --positive-label 1",
        "negative, neutral, , --positive-label neutral; or a value from 0 to 1 for each",
        "中性, 积极, , --label-values",
        "1 star, it's 5, , --positive-label '1 star' or --positive-label 'it'\\''s 5'",
        "1, 5, , cannot tell",
        "非积极, 中性, , cannot tell",
        "positive, pos, , --positive-label",
        "other, positive, , --positive-label other or --positive-label positive; or a value from 0 to 1 for each",
        "negative, not negative, , --positive-label 'not negative'; or a value",
        "负面, 非负面, , cannot tell",
        "not positive, positive, , cannot tell",
        "a, b, c, no label 'c'; it has [a; b]",
        "a, b, 2, no label '2'",
    })
    void refuses_labels_that_do_not_tell(String first, String second, String chosen, String expected) {
        assertThatThrownBy(() -> PositiveLabel.find(List.of(first, second), Optional.ofNullable(chosen)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(expected.replace("[a; b]", "[a, b]"));
    }
}
