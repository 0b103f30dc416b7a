package io.weibosentiment.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.model.checkpoint.TinyCheckpoint.Weight;
import io.weibosentiment.model.weights.Safetensors;
import io.weibosentiment.model.weights.WeightType;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        assertThat(checkpoint.config().labels()).containsExactly("negative", "positive");
        assertThat(checkpoint.maxTokens()).isEqualTo(64);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"model_type\": \"bert\"       | \"model_type\": \"roberta\"   | model_type is 'roberta'; only 'bert'",
                "\"hidden_act\": \"gelu\"       | \"hidden_act\": \"mish\"      | hidden_act is 'mish'; expected one of [gelu",
                "\"1\": \"positive\"            | \"1\": \"neutral\", \"2\": \"positive\" | has 3 labels [negative, neutral, positive]; expected two",
                "\"num_attention_heads\": 2     | \"num_attention_heads\": 5    | hidden_size 32 is not a multiple of num_attention_heads 5",
                "\"hidden_size\": 32            | \"hidden_size\": \"wide\"     | config.json: 'hidden_size' is \"wide\"; expected a number",
                "\"hidden_size\": 32            | \"hidden_size\": 0            | config.json: 'hidden_size' is 0; expected a whole number of at least 1",
                "\"hidden_size\": 32,           | ''                            | has no 'hidden_size'",
                "\"model_type\": \"bert\"       | \"model_type\": \"bert\", \"position_embedding_type\": \"relative_key\" | position_embedding_type is 'relative_key'; expected 'absolute'",
                "\"intermediate_size\": 64      | \"intermediate_size\": 65     | config.json asks for [32, 65]",
                "\"num_hidden_layers\": 2       | \"num_hidden_layers\": 3      | has no weight bert.encoder.layer.2.attention.self.query.weight",
                "\"num_hidden_layers\": 2       | \"num_hidden_layers\": 1      | has 2 layers and config.json 1",
                "\"max_position_embeddings\": 64| \"max_position_embeddings\": 128 | config.json asks for [128, 32]",
                "{                              | [                             | is not a JSON object",
            })
    void refuses_configurations_it_cannot_build(String from, String to, String expected) throws IOException {
        replace("config.json", from, to);
        refuses(expected);
    }

    @Test
    void refuses_a_folder_without_configuration_or_weights() throws IOException {
        Path safetensors = folder.resolve("model.safetensors");
        Files.delete(safetensors);
        refuses("has no weights; expected model.safetensors or tf_model.h5");
        Files.createFile(folder.resolve("pytorch_model.bin"));
        refuses("has only pytorch_model.bin", "safe_serialization=True");
        Files.createFile(folder.resolve("model.safetensors.index.json"));
        refuses("weights in several files", "max_shard_size");
        Files.createFile(safetensors);
        refuses("not a complete safetensors file");
        Files.delete(folder.resolve("config.json"));
        refuses("has no config.json");
    }

    @Test
    void refuses_a_broken_weights_file() throws IOException {
        byte[] whole = Files.readAllBytes(folder.resolve("model.safetensors"));
        Files.write(folder.resolve("model.safetensors"), java.util.Arrays.copyOf(whole, whole.length - 8));
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
        "LABEL_0, LABEL_1, , 1",
        "负面, 正面, , 1",
        "积极, 消极, , 0",
        "other, positive, , 1",
        "negative, other, , 1",
        "a, b, a, 0",
        "a, b, 1, 1",
        "negative, positive, negative, 0",
    })
    void finds_the_positive_label(String first, String second, String chosen, int expected) {
        assertThat(PositiveLabel.find(List.of(first, second), Optional.ofNullable(chosen)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "a, b, , cannot tell which of the labels [a; b] means positive",
        "positive, pos, , --positive-label",
        "a, b, c, no label 'c'; it has [a; b]",
        "a, b, 2, no label '2'",
    })
    void refuses_labels_that_do_not_tell(String first, String second, String chosen, String expected) {
        assertThatThrownBy(() -> PositiveLabel.find(List.of(first, second), Optional.ofNullable(chosen)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(expected.replace("[a; b]", "[a, b]"));
    }
}
