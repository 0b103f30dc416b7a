package io.weibosentiment.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Native code is missing, another machine's, damaged or cannot be loaded: it is mended, or the command ends and says
 * what to do.
 */
class NativeFaultsIT {

    private static final int BAD_USAGE = 3;
    private static final int CUT = 5_000_000;
    private static final int ELF_HEADER = 64;
    private static final short AARCH64 = 183;
    private static final List<String> LIBRARIES =
            List.of("libjnitensorflow.so", "libtensorflow_cc.so.2", "libtensorflow_framework.so.2");

    @TempDir
    private Path folder;

    @Test
    void names_the_remedies_when_the_library_is_missing() throws Exception {
        Finished run = explain("");

        assertThat(run.endedWith(BAD_USAGE).stderr())
                .contains("TensorFlow's native library was not found", "TENSORFLOW_LIBRARY_PATH", "--jars")
                .doesNotContain("\tat ");
    }

    @Test
    void names_the_folder_when_the_library_is_another_processors() throws Exception {
        for (String name : LIBRARIES) {
            Files.write(folder.resolve(name), elf(AARCH64));
        }

        Finished run = explain(folder.toString());

        assertThat(run.endedWith(BAD_USAGE).stderr())
                .contains("native library in " + folder, "cannot be loaded on this host")
                .doesNotContain("\tat ");
    }

    @Test
    void names_the_cache_when_native_code_cannot_be_unpacked_or_its_path_cannot_be_used() throws Exception {
        Finished unwritable = explainWith(Map.of("WEIBO_SENTIMENT_JAVA_OPTIONS", "-Djna.tmpdir=/proc/none"));
        Finished colon = explainWith(
                Map.of("WEIBO_SENTIMENT_CACHE", folder.resolve("a:b").toString()));

        assertThat(unwritable.endedWith(BAD_USAGE).stderr())
                .contains("cannot be unpacked to /proc/none", "set WEIBO_SENTIMENT_CACHE")
                .doesNotContain("\tat ");
        assertThat(colon.endedWith(BAD_USAGE).stderr()).contains("a:b", "WEIBO_SENTIMENT_CACHE");
    }

    /** Code that was cut or changed would end the process, at this start and at every later one. */
    @Test
    void mends_libraries_that_were_damaged_in_the_cache() throws Exception {
        Path cache = folder.resolve("cache");
        Map<String, String> environment = Map.of("WEIBO_SENTIMENT_CACHE", cache.toString());
        String expected = explainWith(environment).endedWith(0).stdout();
        Path tokenizer = library(cache, "libtokenizers.so");
        Files.write(tokenizer, Arrays.copyOf(Files.readAllBytes(tokenizer), CUT));
        try (FileChannel tensorFlow =
                FileChannel.open(library(cache, "libtensorflow_framework.so.2"), StandardOpenOption.WRITE)) {
            tensorFlow.write(ByteBuffer.allocate((int) tensorFlow.size() / 2), tensorFlow.size() / 4);
        }

        assertThat(explainWith(environment).endedWith(0).stdout()).isEqualTo(expected);
    }

    private static Path library(Path cache, String name) throws IOException {
        try (Stream<Path> files = Files.walk(cache, 2)) {
            return files.filter(file -> file.endsWith(name)).findFirst().orElseThrow();
        }
    }

    private Finished explainWith(Map<String, String> environment) throws IOException, InterruptedException {
        ProcessBuilder process = LocalRun.process(folder, List.of("explain", "--text", "今天真好"));
        process.environment().putAll(environment);
        return Finished.run(process, folder.resolve("logs"), Duration.ofMinutes(2));
    }

    private Finished explain(String libraryPath) throws IOException, InterruptedException {
        ProcessBuilder process = LocalRun.process(folder, List.of("explain", "--text", "好"));
        process.environment().put("WEIBO_SENTIMENT_NATIVE_JAR", "none");
        process.environment().put("TENSORFLOW_LIBRARY_PATH", libraryPath);
        return Finished.run(process, folder.resolve("logs"), Duration.ofMinutes(2));
    }

    /** The header of a shared library for Linux on {@code machine}. */
    private static byte[] elf(short machine) {
        return ByteBuffer.allocate(ELF_HEADER)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0})
                .putShort((short) 3)
                .putShort(machine)
                .putInt(1)
                .array();
    }
}
