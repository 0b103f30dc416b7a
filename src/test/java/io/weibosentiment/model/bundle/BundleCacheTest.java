package io.weibosentiment.model.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.config.ModelConfig;
import io.weibosentiment.config.Precision;
import io.weibosentiment.files.HostCache;
import io.weibosentiment.model.TinyBundle;
import io.weibosentiment.model.weights.WeightType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BundleCacheTest {

    @TempDir
    Path folder;

    private BundleCache cache;
    private Path bundle;

    @BeforeEach
    void copy() throws IOException {
        cache = new BundleCache(new HostCache(folder.resolve("cache")), new Configuration());
        bundle = folder.resolve("bundle");
        TinyBundle.copyTo(bundle);
    }

    private Path zip(String... extra) throws IOException {
        Path zip = folder.resolve("bundle.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (String name : List.of("tokenizer.json", "model.json", "weights.safetensors")) {
                out.putNextEntry(new ZipEntry(name));
                Files.copy(bundle.resolve(name), out);
            }
            for (String name : extra) {
                out.putNextEntry(new ZipEntry(name));
                out.write(1);
            }
        }
        return zip;
    }

    @Test
    void fetches_a_folder_and_a_zip_to_the_same_place() throws IOException {
        ModelBundle fromFolder = cache.fetch(bundle.toString());
        ModelBundle fromZip = cache.fetch(zip("more/notes.txt").toString());
        assertThat(fromZip.folder()).isEqualTo(fromFolder.folder());
        assertThat(fromFolder.folder()).isDirectoryNotContaining("glob:**notes.txt");
        assertThat(cache.fetch(bundle.toUri().toString()).manifest()).isEqualTo(fromFolder.manifest());
    }

    @ParameterizedTest
    @ValueSource(strings = {"../outside.txt", "a/../../outside.txt", "/outside.txt", "..\\outside.txt"})
    void refuses_an_entry_that_leads_outside(String entry) throws IOException {
        String zip = zip(entry).toString();
        assertThatThrownBy(() -> cache.fetch(zip))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(entry)
                .hasMessageContaining("leads outside");
        assertThat(folder.resolve("outside.txt")).doesNotExist();
        assertThat(folder.resolve("cache")).isDirectoryNotContaining("glob:**bundle-*[!k]");
    }

    @ParameterizedTest
    @CsvSource({"weights.safetensors, SHA-256", "tokenizer.json, bytes, expected"})
    void refuses_a_corrupt_bundle(String file, String expected) throws IOException {
        byte[] bytes = Files.readAllBytes(bundle.resolve(file));
        bytes[bytes.length - 1] ^= 1;
        Files.write(
                bundle.resolve(file),
                file.equals("tokenizer.json") ? java.util.Arrays.copyOf(bytes, bytes.length + 1) : bytes);
        assertThatThrownBy(() -> cache.fetch(bundle.toString()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("is corrupt: " + file)
                .hasMessageContaining(expected)
                .hasMessageContaining("copy it again");
    }

    @Test
    void fetches_again_when_the_cached_copy_is_broken() throws IOException {
        ModelBundle first = cache.fetch(bundle.toString());
        Files.writeString(first.folder().resolve("weights.safetensors"), "broken");
        ModelBundle again = cache.fetch(bundle.toString());
        assertThat(again.folder().resolve("weights.safetensors"))
                .hasSameBinaryContentAs(bundle.resolve("weights.safetensors"));
    }

    /** As an earlier version left it. */
    @Test
    void takes_a_cached_copy_without_checksums_that_has_its_hashes() throws IOException {
        Path copy = cache.fetch(bundle.toString()).folder();
        Path checksums = copy.resolve("checksums.properties");
        Files.delete(checksums);
        Files.writeString(copy.resolve("mark"), "the same folder");

        cache.fetch(bundle.toString());

        assertThat(copy.resolve("mark")).exists();
        assertThat(checksums).exists();
        Files.delete(checksums);
        byte[] weights = Files.readAllBytes(copy.resolve("weights.safetensors"));
        weights[weights.length - 1] ^= 1;
        Files.write(copy.resolve("weights.safetensors"), weights);
        assertThat(cache.fetch(bundle.toString()).folder().resolve("weights.safetensors"))
                .hasSameBinaryContentAs(bundle.resolve("weights.safetensors"));
    }

    @Test
    void builds_the_graph_again_when_the_cached_one_is_broken() throws IOException {
        ModelBundle fetched = cache.fetch(bundle.toString());
        Path graph = fetched.prepare(Precision.FLOAT32).savedModel().resolve("saved_model.pb");
        long whole = Files.size(graph);
        Files.write(graph, new byte[10]);
        fetched.prepare(Precision.FLOAT32);
        assertThat(graph).hasSize(whole);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"format\": 2 | \"format\": 7 | has format 7; this version reads formats 1 to 6: use a newer version",
                "\"format\": 2 | \"format\": 0 | has format 0; this version reads formats 1 to 6: import the model again",
                "bert-wordpiece | radicals     | the featurizer is 'radicals'; this version knows [bert-wordpiece, sequences, tokenizer-json]",
                "\"positive\": 1 | \"positive\": 2 | 'positive' is 2 and the labels are [negative, positive]",
                "\"built\": { | \"other\": { | has neither of 'built' and 'wrapped'; expected one of the two; import the model",
                "\"GELU\" | \"SINE\" | 'activation' is 'SINE'; expected one of GELU, GELU_TANH, RELU, SILU, TANH; import",
                "\"hidden\": 32 | \"hidden\": \"wide\" | 'hidden' is \"wide\"; expected a number; import the model again",
                "\"layers\" | \"floors\" | (built) (architecture) has no 'layers'; expected one",
                "{ | [ | is not a JSON object",
            })
    void refuses_manifests_it_does_not_know(String from, String to, String expected) throws IOException {
        String text = Files.readString(bundle.resolve("model.json"));
        assertThat(text).contains(from);
        Files.writeString(bundle.resolve("model.json"), text.replace(from, to));
        assertThatThrownBy(() -> cache.fetch(bundle.toString()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(expected);
    }

    @Test
    void says_what_is_missing() throws IOException {
        assertThatThrownBy(() -> cache.fetch(folder.resolve("nowhere").toString()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("there is no model bundle at");
        Files.delete(bundle.resolve("tokenizer.json"));
        assertThatThrownBy(() -> cache.fetch(bundle.toString()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("has no tokenizer.json");
        Files.delete(bundle.resolve("model.json"));
        assertThatThrownBy(() -> cache.fetch(bundle.toString()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("has no model.json; expected a model bundle");
        Path text = Files.writeString(folder.resolve("text.zip"), "no zip");
        assertThatThrownBy(() -> cache.fetch(text.toString()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("has no model.json");
    }

    @Test
    void is_safe_for_many_at_once() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Path>> models = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                HostCache own = new HostCache(folder.resolve("cache")); // as another process would have it
                models.add(threads.submit(() -> new BundleCache(own, new Configuration())
                        .fetch(bundle.toString())
                        .prepare(Precision.BFLOAT16)
                        .savedModel()));
            }
            for (Future<Path> model : models) {
                assertThat(model.get()).isEqualTo(models.get(0).get());
                assertThat(model.get().resolve("saved_model.pb")).exists();
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void has_the_bundled_model() throws IOException {
        BundleManifest manifest = cache.manifest(ModelConfig.BUNDLED);
        assertThat(manifest.head().positiveLabel()).contains("positive");
        assertThat(manifest.maxTokens()).isEqualTo(128);
        assertThat(manifest.built().orElseThrow().weights()).isEqualTo(WeightType.FLOAT16);
        assertThat(cache.fetch(ModelConfig.BUNDLED).manifest()).isEqualTo(manifest);
    }
}
