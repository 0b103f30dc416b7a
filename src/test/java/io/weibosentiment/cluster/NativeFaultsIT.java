package io.weibosentiment.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TensorFlow's native library is missing, or another machine's: the command ends at once and says what to do. */
class NativeFaultsIT {

    private static final int BAD_USAGE = 3;
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
