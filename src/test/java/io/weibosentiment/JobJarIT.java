package io.weibosentiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The job jar holds what a cluster lacks, where nothing of the cluster's can clash with it. */
class JobJarIT {

    private JarFile jar;
    private List<String> names;

    @BeforeEach
    void open_jar() throws IOException {
        jar = new JarFile(System.getProperty("job.jar"));
        names = jar.stream()
                .filter(entry -> !entry.isDirectory())
                .map(JarEntry::getName)
                .toList();
    }

    @AfterEach
    void close_jar() throws IOException {
        jar.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org/apache/",
                "scala/",
                "org/slf4j/",
                "com/fasterxml/",
                "com/google/",
                "com/typesafe/",
                "com/ning/",
                "net/jpountz/",
                "org/jsoup/",
                "picocli/",
                "META-INF/versions/",
                "META-INF/maven/"
            })
    void leaves_out_or_relocates(String prefix) {
        assertThat(names).noneMatch(name -> name.startsWith(prefix));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io/weibosentiment/shaded/protobuf/Message.class",
                "io/weibosentiment/shaded/gson/Gson.class",
                "io/weibosentiment/shaded/config/ConfigFactory.class",
                "io/weibosentiment/shaded/picocli/CommandLine.class",
                "io/weibosentiment/shaded/jsoup/Jsoup.class",
                "com/hankcs/hanlp/HanLP.class",
                "data/dictionary/CoreNatureDictionary.mini.txt.bin",
                "io/weibosentiment/words/radicals.tsv",
                "io/weibosentiment/words/LICENSE-unicode.txt",
                "io/weibosentiment/config/reference.conf",
                "io/weibosentiment/cli/Main.class"
            })
    void holds(String name) {
        assertThat(jar.getEntry(name)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ai/djl/huggingface/tokenizers/jni/TokenizersLibrary.class",
                "native/lib/linux-x86_64/cpu/libtokenizers.so",
                "org/tensorflow/internal/c_api/global/tensorflow.class",
                "org/bytedeco/javacpp/Loader.class",
                "com/sun/jna/Native.class"
            })
    void leaves_in_place_what_native_code_looks_up_by_name(String name) {
        assertThat(jar.getEntry(name)).isNotNull();
    }

    @Test
    void merges_the_services_of_all_libraries() throws IOException {
        assertThat(text("META-INF/services/ai.djl.engine.EngineProvider"))
                .contains("ai.djl.tensorflow.engine.TfEngineProvider", "ai.djl.engine.rust.RsEngineProvider");
        assertThat(text("META-INF/services/ai.djl.repository.zoo.ZooProvider"))
                .contains("ai.djl.repository.zoo.DefaultZooProvider", "ai.djl.huggingface.zoo.HfZooProvider");
    }

    @Test
    void leaves_tensorflows_native_library_to_its_own_jar() {
        assertThat(names).noneMatch(name -> name.contains("libtensorflow") || name.contains("libjnitensorflow"));
        assertThat(Path.of(jar.getName()))
                .satisfies(path -> assertThat(path.toFile().length()).isLessThan(80_000_000L));
    }

    @Test
    void signatures_of_the_tensorflow_api_use_the_relocated_protobuf() throws Exception {
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {Path.of(jar.getName()).toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            assertThat(loader.loadClass("org.tensorflow.proto.GraphDef")
                            .getSuperclass()
                            .getName())
                    .startsWith("io.weibosentiment.shaded.protobuf.");
        }
    }

    private String text(String name) throws IOException {
        try (InputStream in = jar.getInputStream(jar.getEntry(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
