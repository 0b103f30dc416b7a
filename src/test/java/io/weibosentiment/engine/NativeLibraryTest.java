package io.weibosentiment.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.files.HostCache;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NativeLibraryTest {

    private static final NativePlatform LINUX = new NativePlatform("linux", "x86_64");
    private static final List<String> LINUX_FILES =
            List.of("libjnitensorflow.so", "libtensorflow_cc.so.2", "libtensorflow_framework.so.2");
    private static final String CPU = "org/tensorflow/internal/c_api/linux-x86_64/";
    private static final String CPU_VERSION = "META-INF/maven/org.tensorflow/tensorflow-core-native/pom.properties";

    @TempDir
    private Path work;

    private HostCache cache;

    @BeforeEach
    void open_cache() {
        cache = new HostCache(work.resolve("cache"));
    }

    @Test
    void names_both_remedies_when_there_is_none() {
        assertThatThrownBy(() -> NativeLibrary.find(cache, search(Optional.empty(), false)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("TENSORFLOW_LIBRARY_PATH")
                .hasMessageContaining("--jars")
                .hasMessageContaining("org.tensorflow:tensorflow-core-native:1.0.0-rc.1:linux-x86_64")
                .hasMessageContaining("ai.djl.tensorflow:tensorflow-native-cu121:2.16.1:linux-x86_64");
    }

    @Test
    void variable_goes_before_a_jar() throws Exception {
        Path folder = Files.createDirectory(work.resolve("own"));
        for (String name : LINUX_FILES) {
            Files.writeString(folder.resolve(name), name);
        }
        NativeLibrary library =
                NativeLibrary.find(cache, search(Optional.of(folder.toString()), false, cpuJar("a.jar", "1.0", "x")));
        assertThat(library.folder()).isEqualTo(folder);
        NativeLibrary byFile = NativeLibrary.find(
                cache, search(Optional.of("/absent:" + folder.resolve("libjnitensorflow.so")), false));
        assertThat(byFile.folder()).isEqualTo(folder);
    }

    @Test
    void wrong_variable_is_an_error_even_when_a_jar_is_there() throws Exception {
        Path jar = cpuJar("a.jar", "1.0", "x");
        assertThatThrownBy(() -> NativeLibrary.find(cache, search(Optional.of("/absent"), false, jar)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("TENSORFLOW_LIBRARY_PATH=/absent contains no libjnitensorflow.so");
    }

    @Test
    void half_a_library_is_an_error_that_names_what_is_missing() throws Exception {
        Path folder = Files.createDirectory(work.resolve("half"));
        Files.writeString(folder.resolve("libjnitensorflow.so"), "x");
        Files.createFile(folder.resolve("libtensorflow_cc.so.2"));
        assertThatThrownBy(() -> NativeLibrary.find(cache, search(Optional.of(folder.toString()), false)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("missing or empty libtensorflow_cc.so.2, libtensorflow_framework.so.2");

        Path jar = jar("half.jar", Map.of(CPU + "libjnitensorflow.so", "x"));
        assertThatThrownBy(() -> NativeLibrary.find(cache, search(Optional.empty(), false, jar)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("half.jar")
                .hasMessageContaining("libtensorflow_framework.so.2");
    }

    @Test
    void unpacks_the_cpu_jar_once_under_a_name_of_its_own() throws Exception {
        NativeLibrary library =
                NativeLibrary.find(cache, search(Optional.empty(), false, cpuJar("a.jar", "1.0", "first")));
        assertThat(library.folder().getFileName().toString()).startsWith("tensorflow-1.0-cpu-linux-x86_64-");
        assertThat(library.folder().resolve("libtensorflow_cc.so.2")).hasContent("first");
        assertThat(library.folder().resolve("notes")).doesNotExist();

        NativeLibrary same =
                NativeLibrary.find(cache, search(Optional.empty(), false, cpuJar("copy of a.jar", "1.0", "first")));
        NativeLibrary other =
                NativeLibrary.find(cache, search(Optional.empty(), false, cpuJar("b.jar", "1.0", "other")));
        assertThat(same.folder()).isEqualTo(library.folder());
        assertThat(other.folder()).isNotEqualTo(library.folder());
    }

    @ParameterizedTest
    @ValueSource(strings = {"libjnitensorflow.so", "libtensorflow_cc.so.2"})
    void unpacks_again_what_is_only_half_there(String name) throws Exception {
        NativeLibrary.Search search = search(Optional.empty(), false, cpuJar("a.jar", "1.0", "content"));
        Path folder = NativeLibrary.find(cache, search).folder();
        Files.writeString(folder.resolve(name), "con");
        Files.delete(folder.resolve("libtensorflow_framework.so.2"));

        assertThat(NativeLibrary.find(cache, search).folder()).isEqualTo(folder);
        for (String file : LINUX_FILES) {
            assertThat(folder.resolve(file)).hasContent("content");
        }
    }

    @Test
    void unpacks_again_what_was_changed_without_its_size() throws Exception {
        NativeLibrary.Search search = search(Optional.empty(), false, cpuJar("a.jar", "1.0", "content"));
        Path file = NativeLibrary.find(cache, search).folder().resolve("libtensorflow_cc.so.2");
        Files.writeString(file, "damaged");

        NativeLibrary.find(cache, search);

        assertThat(file).hasContent("content");
    }

    @Test
    void knows_files_that_it_found_whole_by_their_times_and_reads_them_again_when_these_differ() throws Exception {
        NativeLibrary.Search search = search(Optional.empty(), false, cpuJar("a.jar", "1.0", "content"));
        Path folder = NativeLibrary.find(cache, search).folder();
        Path mark = folder.resolve("verified");
        String first = Files.readString(mark);

        Files.setLastModifiedTime(folder.resolve("libtensorflow_cc.so.2"), FileTime.fromMillis(1));
        NativeLibrary.find(cache, search);

        assertThat(first).contains("libtensorflow_cc.so.2").isNotEqualTo(Files.readString(mark));
        assertThat(Files.getLastModifiedTime(folder.resolve("libtensorflow_cc.so.2")))
                .isEqualTo(FileTime.fromMillis(1));
    }

    @Test
    void reads_the_files_again_after_a_process_that_did_not_survive_loading_them() throws Exception {
        NativeLibrary.Search search = search(Optional.empty(), false, cpuJar("a.jar", "1.0", "content"));
        Path folder = NativeLibrary.find(cache, search).folder();
        Files.writeString(folder.resolve("libtensorflow_cc.so.2"), "damaged");
        VerifiedMark mark = new VerifiedMark(folder);
        mark.set(search.jar().orElseThrow().files()); // as if the disk itself had damaged it

        NativeLibrary.find(cache, search);
        assertThat(folder.resolve("libtensorflow_cc.so.2")).hasContent("damaged");
        mark.putAside();
        NativeLibrary.find(cache, search);

        assertThat(folder.resolve("libtensorflow_cc.so.2")).hasContent("content");
    }

    @Test
    void trusts_the_files_again_once_they_were_loaded() throws Exception {
        NativeLibrary.Search search = search(Optional.empty(), false, cpuJar("a.jar", "1.0", "content"));
        VerifiedMark mark = new VerifiedMark(NativeLibrary.find(cache, search).folder());
        List<LibraryFile> files = search.jar().orElseThrow().files();

        mark.putAside();
        boolean isTrustedMeanwhile = mark.isOf(files);
        mark.putBack();

        assertThat(isTrustedMeanwhile).isFalse();
        assertThat(mark.isOf(files)).isTrue();
    }

    @Test
    void refuses_a_jar_whose_content_is_damaged() throws Exception {
        Path jar = cpuJar("a.jar", "1.0", "content");
        byte[] bytes = Files.readAllBytes(jar);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int at = text.indexOf("content", text.indexOf("libjnitensorflow.so")); // entries come in any order
        bytes[at] ^= 1;
        Files.write(jar, bytes);

        assertThatThrownBy(() -> NativeLibrary.find(cache, search(Optional.empty(), false, jar)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("CRC-32");
    }

    @ParameterizedTest
    @CsvSource({"true, cu121", "false, cpu"})
    void takes_the_cuda_jar_where_the_host_has_a_gpu(boolean hasGpuDriver, String flavour) throws Exception {
        NativeLibrary library = NativeLibrary.find(
                cache, search(Optional.empty(), hasGpuDriver, cpuJar("a.jar", "1.0", "x"), cudaJar()));
        assertThat(library.flavour()).isEqualTo(flavour);
        assertThat(library.mayHaveCuda()).isEqualTo(hasGpuDriver);
    }

    @Test
    void takes_the_cuda_jar_when_it_is_the_only_one() throws Exception {
        NativeLibrary library = NativeLibrary.find(cache, search(Optional.empty(), false, cudaJar()));
        assertThat(library.folder().getFileName().toString()).startsWith("tensorflow-2.16.1-cu121-linux-x86_64-");
        assertThat(library.folder().resolve("libtensorflow_cc.so.2")).hasContent("cuda");
    }

    @Test
    void passes_over_a_cuda_jar_of_another_platform() throws Exception {
        Path jar = jar(
                "win.jar",
                Map.of(
                        "native/lib/tensorflow.properties",
                        "version=2.16.1\nclassifier=cu121-win-x86_64\nlibraries=jnitensorflow.dll"));
        assertThatThrownBy(() -> NativeLibrary.find(cache, search(Optional.empty(), true, jar)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("was not found");
    }

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, linux-x86_64, libjnitensorflow.so, linux-x86_64",
        "Linux, aarch64, linux-arm64, libjnitensorflow.so, linux-aarch64",
        "Mac OS X, aarch64, macosx-arm64, libjnitensorflow.dylib, osx-aarch64",
        "Mac OS X, x86_64, macosx-x86_64, libjnitensorflow.dylib, osx-x86_64",
        "Windows 11, amd64, windows-x86_64, jnitensorflow.dll, win-x86_64",
    })
    void names_platforms_as_the_jars_do(String os, String arch, String classifier, String entry, String djl) {
        Properties properties = new Properties();
        properties.setProperty("os.name", os);
        properties.setProperty("os.arch", arch);
        NativePlatform platform = NativePlatform.of(properties);
        assertThat(platform.classifier()).isEqualTo(classifier);
        assertThat(platform.entryLibrary()).isEqualTo(entry);
        assertThat(platform.djlClassifier()).isEqualTo(djl);
    }

    private static NativeLibrary.Search search(Optional<String> path, boolean hasGpuDriver, Path... jars)
            throws IOException {
        URL[] addresses = new URL[jars.length];
        for (int index = 0; index < jars.length; index++) {
            addresses[index] = jars[index].toUri().toURL();
        }
        ClassLoader loader = new URLClassLoader(addresses, ClassLoader.getPlatformClassLoader());
        return new NativeLibrary.Search(path, List.of(loader), LINUX, hasGpuDriver);
    }

    private Path cpuJar(String name, String version, String content) throws IOException {
        return jar(
                name,
                Map.of(
                        CPU_VERSION,
                        "version=" + version,
                        CPU + "libjnitensorflow.so",
                        content,
                        CPU + "libtensorflow_cc.so.2",
                        content,
                        CPU + "libtensorflow_framework.so.2",
                        content,
                        CPU + "licenses/notes",
                        content));
    }

    private Path cudaJar() throws IOException {
        return jar(
                "cuda.jar",
                Map.of(
                        "native/lib/tensorflow.properties",
                        "version=2.16.1\nclassifier=cu121-linux-x86_64\nlibraries=" + String.join(",", LINUX_FILES),
                        "native/lib/libjnitensorflow.so",
                        "cuda",
                        "native/lib/libtensorflow_cc.so.2",
                        "cuda",
                        "native/lib/libtensorflow_framework.so.2",
                        "cuda"));
    }

    private Path jar(String name, Map<String, String> entries) throws IOException {
        Path jar = work.resolve(name);
        try (OutputStream file = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(file)) {
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                byte[] content = entry.getValue().getBytes(StandardCharsets.UTF_8);
                zip.putNextEntry(stored(entry.getKey(), content));
                zip.write(content);
            }
        }
        return jar;
    }

    /** An entry that is not compressed. */
    private static ZipEntry stored(String name, byte[] content) {
        CRC32 crc = new CRC32();
        crc.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        return entry;
    }
}
