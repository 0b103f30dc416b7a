package io.weibosentiment.model.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weibosentiment.InvalidInputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of weights that are damaged, or want to be more than weights. */
class DamagedWeightsTest {

    private static final Path FIXTURES = Path.of("src/test/resources/io/weibosentiment/model/checkpoint");

    @TempDir
    private Path folder;

    private Path zip(byte[] pickle, int valueBytes) throws IOException {
        Path file = folder.resolve("pytorch_model.bin");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("archive/data.pkl"));
            zip.write(pickle);
            zip.putNextEntry(new ZipEntry("archive/data/0"));
            zip.write(new byte[valueBytes]);
        }
        return file;
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void refuses(Path file, String... expected) {
        assertThatThrownBy(() -> TorchFile.open(file))
                .isInstanceOf(InvalidInputException.class)
                .message()
                .contains(expected);
    }

    /** The text of a tensor in a dictionary: a storage of {@code elements}, and a view of it. */
    private static String state(int elements, int offset, int size, int stride) {
        return "\u0080\u0002}X\u0001\0\0\0wctorch._utils\n_rebuild_tensor_v2\n((X\u0007\0\0\0storagectorch\nFloatStorage\n"
                + "X\u0001\0\0\0" + "0X\u0003\0\0\0cpuK" + (char) elements + "tQK" + (char) offset + "K" + (char) size
                + "\u0085K" + (char) stride + "\u0085\u0089NtRs.";
    }

    @Test
    void reads_a_view_of_a_storage() throws IOException {
        TorchFile file = TorchFile.open(zip(latin1(state(6, 1, 2, 3)), 24));
        assertThat(file.shapes()).containsOnlyKeys("w").containsEntry("w", List.of(2));
        assertThat(file.values("w")).containsExactly(0, 0);
    }

    @ParameterizedTest
    @CsvSource({"2, 1, 2, 1", "6, 0, 3, 3", "6, 200, 1, 1"})
    void refuses_a_tensor_outside_its_storage(int elements, int offset, int size, int stride) throws IOException {
        refuses(zip(latin1(state(elements, offset, size, stride)), elements * 4), "lies outside its storage");
    }

    @Test
    void refuses_a_tensor_whose_values_are_not_those_stored() throws IOException {
        String marked = state(6, 0, 6, 1).replace("\u0089Nt", "\u0089N}X\u0003\0\0\0neg\u0088st");
        refuses(zip(latin1(marked), 24), "has a tensor that is marked as [neg]", "safe_serialization=True");
        String plain = state(6, 0, 6, 1).replace("\u0089Nt", "\u0089N}t");
        assertThat(TorchFile.open(zip(latin1(plain), 24)).shapes()).containsOnlyKeys("w");
    }

    @Test
    void refuses_a_storage_that_is_cut_off_or_absent() throws IOException {
        refuses(zip(latin1(state(6, 0, 6, 1)), 20), "archive/data/0, which has 20 bytes of 24");
        String other = state(6, 0, 6, 1).replace("X\u0001\0\0\0" + "0", "X\u0001\0\0\0" + "7");
        refuses(zip(latin1(other), 24), "archive/data/7, which is missing");
    }

    /** Each writes a file if it is run. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cos~system~(X|os.system",
                "cposix~system~(X|posix.system",
                "cbuiltins~eval~(X|builtins.eval",
                "\u008c\u0005posix\u008c\u0006system\u0093(X|posix.system",
                "ctorch~load~(X|torch.load",
                "ccollections~Counter~(X|collections.Counter",
            })
    void never_runs_what_a_pickle_calls(String start, String name) throws IOException {
        Path evil = folder.resolve("evil");
        String command = "touch " + evil;
        byte[] pickle = latin1(
                "\u0080\u0004" + start.replace('~', '\n') + (char) command.length() + "\0\0\0" + command + "tR.");
        refuses(zip(pickle, 0), "calls " + name + " when it is loaded", "which is not run here");
        assertThat(evil).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"(ios\nsystem\n.", "(X\u0001\0\0\0ao.", "\u0082\u0001.", "X\u0001\0\0\0aP1\n."})
    void refuses_instructions_that_weights_do_not_need(String pickle) throws IOException {
        refuses(zip(latin1(pickle), 0), "its pickle has the instruction");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "X\u0009\0\0\0a.", "h\u0007.", "t.", "}K\u0001K\u0002s.", "R.", "]]a."})
    void refuses_a_damaged_pickle(String pickle) throws IOException {
        Path file = zip(latin1(pickle), 0);
        assertThatThrownBy(() -> TorchFile.open(file)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void refuses_a_weight_that_is_there_twice() throws IOException {
        String twice = state(6, 0, 6, 1).replace("s.", "s");
        String second = state(6, 0, 6, 1).substring(3);
        refuses(zip(latin1(twice + second), 24), "has 'w' twice");
    }

    @Test
    void refuses_what_is_no_weight() throws IOException {
        refuses(zip(latin1("}X\u0005\0\0\0epochK\u0003s."), 0), "holds 'epoch', which is no tensor", "state_dict");
        refuses(zip(latin1("]."), 0), "holds no weights by their names");
    }

    @Test
    void says_what_a_file_is_that_is_no_zip() throws IOException {
        Path file = folder.resolve("pytorch_model.bin");
        Files.write(file, latin1("\u0080\u0002}."));
        refuses(file, "is a bare pickle");
        Files.writeString(file, "<!DOCTYPE html><html>");
        refuses(file, "is a web page");
        Files.write(file, new byte[0]);
        refuses(file, "is empty");
        byte[] whole = Files.readAllBytes(FIXTURES.resolve("bert-stars/pytorch_model.bin"));
        Files.write(file, Arrays.copyOf(whole, whole.length - 100));
        refuses(file, "is not a complete zip, as a download that was cut off");
        refuses(FIXTURES.resolve("before-1.6.bin"), "before version 1.6", "weights_only=True");
    }

    private Path shards(String index) throws IOException {
        for (String name : List.of("1", "2", "3")) {
            Path shard = Path.of("model-0000" + name + "-of-00003.safetensors");
            Files.copy(FIXTURES.resolve("bert-three-labels").resolve(shard), folder.resolve(shard));
        }
        return Files.writeString(folder.resolve("model.safetensors.index.json"), index);
    }

    private static String index() throws IOException {
        return Files.readString(FIXTURES.resolve("bert-three-labels/model.safetensors.index.json"));
    }

    private static void refusesShards(Path index, String... expected) {
        assertThatThrownBy(() -> ShardedTensors.open(index))
                .isInstanceOf(InvalidInputException.class)
                .message()
                .contains(expected);
    }

    @Test
    void names_a_file_that_is_absent_or_cut_off() throws IOException {
        Path index = shards(index());
        assertThat(ShardedTensors.open(index).shapes()).containsKey("classifier.weight");
        Path second = folder.resolve("model-00002-of-00003.safetensors");
        byte[] whole = Files.readAllBytes(second);
        Files.write(second, Arrays.copyOf(whole, whole.length - 9));
        refusesShards(index, "model-00002-of-00003.safetensors is not a complete safetensors file: it is cut off");
        Files.delete(second);
        refusesShards(index, "[model-00002-of-00003.safetensors] is not beside it");
    }

    @Test
    void names_a_weight_that_the_index_promises_and_nobody_has() throws IOException {
        Path index = shards(index().replace("\"classifier.bias\"", "\"classifier.offset\""));
        refusesShards(index, "promises [classifier.offset in model-00003-of-00003.safetensors]");
    }

    @Test
    void refuses_a_weight_that_two_files_have() throws IOException {
        Path index = shards(index());
        Files.copy(folder.resolve("model-00003-of-00003.safetensors"), folder.resolve("more.safetensors"));
        Files.writeString(
                index,
                index().replace("\"weight_map\": {", "\"weight_map\": {\"classifier.more\": \"more.safetensors\","));
        refusesShards(index, "promises [classifier.more in more.safetensors]");
        Files.writeString(index, index().replaceFirst("(\"classifier.bias\": )\"[^\"]*\"", "$1\"more.safetensors\""));
        refusesShards(index, "is in", "and in more.safetensors; expected it in one of them");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../model.safetensors",
                "/etc/model.safetensors",
                "a/b.safetensors",
                "..\\\\model.safetensors",
                ".hidden.safetensors",
                "model.pkl",
                "C:model.bin",
            })
    void refuses_files_outside_the_folder(String name) throws IOException {
        Path index = shards("{\"weight_map\": {\"classifier.weight\": \"" + name + "\"}}");
        refusesShards(index, "expected names of .safetensors or .bin files beside it");
    }

    @Test
    void refuses_a_name_that_is_there_twice() throws IOException {
        Path index = shards("{\"weight_map\": {\"w\": \"a.safetensors\", \"w\": \"b.safetensors\"}}");
        refusesShards(index, "has 'w' twice");
        String header = "{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
                + "\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}";
        Path file = folder.resolve("model.safetensors");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length())
                .array());
        bytes.write(latin1(header));
        bytes.write(new byte[8]);
        Files.write(file, bytes.toByteArray());
        assertThatThrownBy(() -> Safetensors.open(file))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("has 'w' twice");
    }

    @Test
    void refuses_values_that_are_no_numbers() {
        assertThatThrownBy(() -> Safetensors.write(
                        OutputStream.nullOutputStream(),
                        List.of(new Safetensors.Header("w", List.of(1))),
                        WeightType.FLOAT32,
                        header -> new float[] {Float.NaN}))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("holds NaN");
    }
}
