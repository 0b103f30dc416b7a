package io.weibosentiment.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.config.Precision;
import io.weibosentiment.files.HostCache;
import io.weibosentiment.model.bundle.BundleCache;
import io.weibosentiment.model.bundle.BundleManifest;
import io.weibosentiment.model.bundle.Head;
import io.weibosentiment.model.bundle.HeadActivation;
import io.weibosentiment.model.bundle.ModelBundle;
import io.weibosentiment.model.checkpoint.TinyCheckpoint.Weight;
import io.weibosentiment.model.featurizer.Features;
import io.weibosentiment.model.weights.WeightType;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;

class ModelImporterTest {

    private static final List<String> TEXTS = List.of("天气真好", "太失望了，再也不来了！", "a b c", "", "转发微博", "我不喜欢", "不好");

    @TempDir
    Path folder;

    private Path checkpoint;

    @BeforeEach
    void write() throws IOException {
        checkpoint = TinyCheckpoint.write(folder.resolve("checkpoint"));
    }

    private ImportRequest request(String to, WeightType store) {
        return new ImportRequest(
                checkpoint.toString(), folder.resolve(to).toString(), store, OptionalInt.empty(), Optional.empty());
    }

    private ModelBundle importModel(ImportRequest request) throws IOException {
        new ModelImporter(ModelRun.CACHE, new Configuration()).importModel(request);
        return new BundleCache(new HostCache(folder.resolve("cache")), new Configuration()).fetch(request.to());
    }

    private static float[][] logits(ModelBundle bundle, Precision precision) throws IOException {
        return ModelRun.exact(bundle, precision, ModelRun.encode(bundle, TEXTS));
    }

    @Test
    void makes_the_same_zip_and_folder() throws IOException {
        ModelBundle zip = importModel(request("model.zip", WeightType.FLOAT32));
        ModelBundle bundle = importModel(request("model", WeightType.FLOAT32));
        assertThat(zip.folder()).isEqualTo(bundle.folder());
        assertThat(folder).isDirectoryNotContaining("glob:**{.crc,.partial}");
        assertThat(bundle.manifest().testVectors()).hasSize(5);
        assertThat(bundle.manifest().source().sha256())
                .containsOnlyKeys("config.json", "vocab.txt", "tokenizer_config.json", "model.safetensors");
        assertThatCode(() -> bundle.manifest().requirePrecision(Precision.BFLOAT16))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"FLOAT16, 0.02", "BFLOAT16, 0.2"})
    void stores_and_reads_weights_of_two_bytes(WeightType type, float bound) throws IOException {
        float[][] expected = logits(importModel(request("whole", WeightType.FLOAT32)), Precision.FLOAT32);
        ModelBundle stored = importModel(request("stored", type));
        float[][] fromStored = logits(stored, Precision.FLOAT32);
        checkpoint = TinyCheckpoint.write(folder.resolve("checkpoint-" + type), type);
        ModelBundle read = importModel(request("read", WeightType.FLOAT32));
        for (int i = 0; i < expected.length; i++) {
            assertThat(fromStored[i]).containsExactly(expected[i], within(bound));
        }
        assertThat(logits(read, Precision.FLOAT32)).isDeepEqualTo(fromStored);
        assertThat(stored.manifest().files().get("weights.safetensors").size())
                .isLessThan(read.manifest().files().get("weights.safetensors").size());
    }

    @Test
    void gives_the_same_with_and_without_padding() throws IOException {
        ModelBundle bundle = importModel(request("model", WeightType.FLOAT32));
        List<Features> features = ModelRun.encode(bundle, TEXTS);
        float[][] exact = ModelRun.exact(bundle, Precision.FLOAT32, features);
        float[][] padded = ModelRun.padded(bundle, Precision.FLOAT32, features);
        for (int i = 0; i < exact.length; i++) {
            assertThat(padded[i]).containsExactly(exact[i], within(1e-5f));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gelu", "gelu_new", "relu", "silu"})
    void builds_every_activation(String activation) throws IOException {
        Path config = checkpoint.resolve("config.json");
        Files.writeString(config, Files.readString(config).replace("gelu", activation));
        ModelBundle bundle = importModel(request("model", WeightType.FLOAT32));
        float[][] float32 = logits(bundle, Precision.FLOAT32);
        float[][] bfloat16 = logits(bundle, Precision.BFLOAT16);
        for (int i = 0; i < float32.length; i++) {
            assertThat(bfloat16[i]).containsExactly(float32[i], within(0.3f));
        }
    }

    /** A file system that is not known to be this host's, so that folders are fetched from it. */
    private static Configuration elsewhere() {
        Configuration hadoop = new Configuration();
        hadoop.setClass("fs.file.impl", RawLocalFileSystem.class, FileSystem.class);
        hadoop.setBoolean("fs.file.impl.disable.cache", true);
        return hadoop;
    }

    @Test
    void fetches_of_a_folder_elsewhere_what_it_reads() throws IOException {
        Files.createDirectories(checkpoint.resolve("checkpoint-500"));
        Files.writeString(checkpoint.resolve("checkpoint-500/optimizer.pt"), "large");
        Files.writeString(checkpoint.resolve("training_args.bin"), "unread");
        try (ImportFolder workplace = ImportFolder.create(folder)) {
            Path fetched = workplace.fetch(checkpoint.toUri().toString(), elsewhere());

            assertThat(fetched).startsWith(workplace.folder());
            assertThat(fetched)
                    .isDirectoryNotContaining("glob:**{checkpoint-500,training_args.bin}")
                    .isDirectoryContaining("glob:**model.safetensors")
                    .isDirectoryContaining("glob:**vocab.txt");
        }
    }

    @Test
    void fetches_a_saved_model_elsewhere_with_the_tokenizer_above_it() throws IOException {
        Path exported = checkpoint.resolve("saved_model/1");
        Files.createDirectories(exported.resolve("variables"));
        Files.writeString(exported.resolve("variables/variables.index"), "index");
        Files.createDirectories(exported.resolve("logs"));
        Files.writeString(exported.resolve("saved_model.pb"), "graph");
        Files.writeString(exported.resolve("fingerprint.pb"), "fingerprint");
        try (ImportFolder workplace = ImportFolder.create(folder)) {
            Path fetched = workplace.fetch(exported.toUri().toString(), elsewhere());

            assertThat(fetched).isDirectoryNotContaining("glob:**logs");
            assertThat(fetched.resolve("variables/variables.index")).hasContent("index");
            assertThat(fetched.resolve("fingerprint.pb")).exists();
            assertThat(SavedModelFolder.find(fetched).home())
                    .isEqualTo(fetched.resolve("../..").normalize());
        }
        try (ImportFolder workplace = ImportFolder.create(folder)) {
            Files.delete(checkpoint.resolve("model.safetensors"));
            Path fetched = workplace.fetch(checkpoint.toUri().toString(), elsewhere());

            assertThat(SavedModelFolder.isIn(fetched)).isTrue();
            assertThat(fetched.resolve("saved_model/1/variables/variables.index"))
                    .hasContent("index");
        }
    }

    @Test
    void removes_the_folders_of_imports_that_were_killed_and_no_other() throws IOException {
        Path killed = Files.createDirectories(folder.resolve("import1/bundle")).getParent();
        Files.writeString(killed.resolve("in-use.lock"), "");
        Path old = Files.createDirectories(folder.resolve("import2"));
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        Path young = Files.createDirectories(folder.resolve("import3"));
        try (ImportFolder first = ImportFolder.create(folder);
                ImportFolder second = ImportFolder.create(folder)) {
            assertThat(killed).doesNotExist();
            assertThat(old).doesNotExist();
            assertThat(young).exists();
            assertThat(first.folder()).exists();
            assertThat(second.folder()).exists();
        }
    }

    @Test
    void wraps_a_saved_model_with_the_tokenizer_above_it() throws IOException {
        ModelBundle built = importModel(request("built", WeightType.FLOAT32));
        Path exported = checkpoint.resolve("saved_model/1");
        Files.createDirectories(exported.getParent());
        ImportFolder.copy(built.prepare(Precision.FLOAT32).savedModel(), exported);
        Files.delete(checkpoint.resolve("model.safetensors"));
        ModelBundle wrapped = importModel(request("wrapped.zip", WeightType.FLOAT32));
        assertThat(wrapped.manifest().built()).isEmpty();
        assertThat(logits(wrapped, Precision.FLOAT32)[1])
                .containsExactly(logits(built, Precision.FLOAT32)[1], within(1e-5f));
        assertThatThrownBy(() -> wrapped.prepare(Precision.BFLOAT16))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("--precision auto");
    }

    /** A folder with the model as a SavedModel whose output goes through {@code operation}. */
    private Path exported(String operation) throws IOException {
        Path graph = importModel(request("plain", WeightType.FLOAT32))
                .prepare(Precision.FLOAT32)
                .savedModel()
                .resolve("saved_model.pb");
        SavedModel saved = SavedModel.parseFrom(Files.readAllBytes(graph));
        MetaGraphDef meta = saved.getMetaGraphs(0);
        SignatureDef signature = meta.getSignatureDefOrThrow("serving_default");
        TensorInfo logits = signature.getOutputsOrThrow("logits");
        NodeDef node = NodeDef.newBuilder()
                .setName("activated")
                .setOp(operation)
                .addInput(logits.getName())
                .putAttr("T", AttrValue.newBuilder().setType(DataType.DT_FLOAT).build())
                .build();
        MetaGraphDef activated = meta.toBuilder()
                .setGraphDef(meta.getGraphDef().toBuilder().addNode(node))
                .clearSignatureDef()
                .putSignatureDef(
                        "serving_default",
                        signature.toBuilder()
                                .clearOutputs()
                                .putOutputs(
                                        "activated",
                                        logits.toBuilder()
                                                .setName("activated:0")
                                                .build())
                                .build())
                .build();
        Path folder = checkpoint.resolve("saved_model");
        Files.createDirectories(folder);
        Files.write(
                folder.resolve("saved_model.pb"),
                saved.toBuilder().setMetaGraphs(0, activated).build().toByteArray());
        Files.delete(checkpoint.resolve("model.safetensors"));
        return folder;
    }

    @Test
    void takes_the_probabilities_of_a_saved_model_that_ends_in_a_softmax() throws IOException {
        ModelBundle built = importModel(request("built", WeightType.FLOAT32));
        exported("Softmax");
        ModelBundle wrapped = importModel(request("wrapped", WeightType.FLOAT32));
        assertThat(wrapped.manifest().format()).isEqualTo(3);
        assertThat(wrapped.manifest().head().activation()).isEqualTo(HeadActivation.NONE);
        assertThat(wrapped.manifest().fingerprint())
                .isNotEqualTo(built.manifest().fingerprint());
        float[][] logits = logits(built, Precision.FLOAT32);
        float[][] probabilities = logits(wrapped, Precision.FLOAT32);
        for (int i = 0; i < logits.length; i++) {
            assertThat(wrapped.manifest().head().sentiment(probabilities[i]))
                    .isCloseTo(built.manifest().head().sentiment(logits[i]), within(1e-5f));
        }
    }

    @Test
    void refuses_a_saved_model_that_ends_in_a_sigmoid() throws IOException {
        exported("Sigmoid");
        refuses(request("wrapped", WeightType.FLOAT32), "not adding up to 1, as a sigmoid for each label gives");
        assertThat(folder.resolve("wrapped")).doesNotExist();
    }

    @Test
    void refuses_a_saved_model_whose_variables_are_pointers() throws IOException {
        Path variables = Files.createDirectory(exported("Identity").resolve("variables"));
        Files.writeString(
                variables.resolve("variables.data-00000-of-00001"),
                "version https://git-lfs.github.com/spec/v1\nsize 7\n");
        refuses(request("wrapped", WeightType.FLOAT32), "variables.data-00000-of-00001 is a Git LFS pointer");
    }

    /** The message that refuses a checkpoint of another kind sends its user here. */
    @Test
    void wraps_the_saved_model_of_another_kind_of_checkpoint() throws IOException {
        exported("Identity");
        Path config = checkpoint.resolve("config.json");
        Files.writeString(config, Files.readString(config).replace("\"bert\"", "\"ernie\", \"use_task_id\": true"));
        BundleManifest manifest =
                importModel(request("wrapped", WeightType.FLOAT32)).manifest();
        assertThat(manifest.head()).isEqualTo(new Head(List.of("negative", "positive"), 1));
        assertThat(manifest.maxTokens()).isEqualTo(64);
    }

    @Test
    void scores_labels_that_are_true_or_not_each_by_itself() throws IOException {
        ModelBundle one = importModel(request("one", WeightType.FLOAT32));
        Path config = checkpoint.resolve("config.json");
        Files.writeString(
                config,
                Files.readString(config)
                        .replace("\"bert\"", "\"bert\", \"problem_type\": \"multi_label_classification\""));
        ModelBundle each = importModel(request("each", WeightType.FLOAT32));
        assertThat(each.manifest().fingerprint()).isNotEqualTo(one.manifest().fingerprint());
        float[] logits = logits(each, Precision.FLOAT32)[0];
        assertThat(logits).isEqualTo(logits(one, Precision.FLOAT32)[0]);
        assertThat(each.manifest().head().sentiment(logits))
                .isCloseTo((float) (1 / (1 + Math.exp(-logits[1]))), within(1e-6f));
    }

    @Test
    void takes_the_label_and_length_it_is_told() throws IOException {
        ModelBundle bundle = importModel(new ImportRequest(
                checkpoint.toString(),
                folder.resolve("model").toString(),
                WeightType.FLOAT32,
                OptionalInt.of(8),
                Optional.of("negative")));
        assertThat(bundle.manifest().head().positive()).hasValue(0);
        assertThat(bundle.manifest().maxTokens()).isEqualTo(8);
        assertThatThrownBy(() -> bundle.featurizer(OptionalInt.of(65)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("model.max-tokens is 65; expected a number from 3 to 64");
    }

    @Test
    void refuses_what_it_cannot_make() throws IOException {
        ImportRequest first = request("model", WeightType.FLOAT32);
        importModel(first);
        refuses(first, "exists already");
        refuses(
                new ImportRequest(
                        checkpoint.toString(),
                        folder.resolve("long").toString(),
                        WeightType.FLOAT32,
                        OptionalInt.of(100),
                        Optional.empty()),
                "texts cannot be cut at 100 tokens");
        refuses(
                new ImportRequest(
                        folder.resolve("nowhere").toString(),
                        folder.resolve("none").toString(),
                        WeightType.FLOAT32,
                        OptionalInt.empty(),
                        Optional.empty()),
                "there is no folder");
    }

    @ParameterizedTest
    @CsvSource({"1e6, FLOAT16, not a finite float16; store it as", "NaN, FLOAT32, the checkpoint is broken"})
    void refuses_weights_that_are_not_finite(float value, WeightType store, String expected) throws IOException {
        List<Weight> weights = TinyCheckpoint.weights();
        weights.get(0).values()[7] = value;
        try (OutputStream out = Files.newOutputStream(checkpoint.resolve("model.safetensors"))) {
            if (Float.isNaN(value)) {
                writeUnchecked(out, weights);
            } else {
                TinyCheckpoint.write(out, WeightType.FLOAT32, weights);
            }
        }
        refuses(request("model", store), expected);
        assertThat(folder.resolve("model")).doesNotExist();
    }

    /** The writer refuses what is not finite, so the value is put in afterwards. */
    private void writeUnchecked(OutputStream out, List<Weight> weights) throws IOException {
        weights.get(0).values()[7] = 1234.5f;
        java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
        TinyCheckpoint.write(bytes, WeightType.FLOAT32, weights);
        byte[] file = bytes.toByteArray();
        int header = java.nio.ByteBuffer.wrap(file)
                .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                .getInt(0);
        java.nio.ByteBuffer.wrap(file)
                .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                .putFloat(8 + header + 7 * Float.BYTES, Float.NaN);
        out.write(file);
    }

    private static void refuses(ImportRequest request, String expected) {
        assertThatThrownBy(() -> new ModelImporter(ModelRun.CACHE, new Configuration()).importModel(request))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(expected);
    }
}
