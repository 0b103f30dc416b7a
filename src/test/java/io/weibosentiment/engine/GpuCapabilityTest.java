package io.weibosentiment.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GpuCapabilityTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "echo 7.5                                | false | compute capability 7.5",
                "echo 8.0                                | true  | compute capability 8.0",
                "echo ' 12.0 '                           | true  | compute capability 12.0",
                "echo '[N/A]'                            | false | unknown compute capability",
                "echo 'No devices were found'; exit 6    | false | unknown compute capability",
                "[ \"$1\" = 3 ] && echo 9.0                 | true  | compute capability 9.0",
            })
    void reads_what_the_driver_says(String script, boolean hasBfloat16, String described) throws IOException {
        Path command = Files.writeString(folder.resolve("driver"), script + "\n");
        GpuCapability capability = GpuCapability.ask(List.of("sh", command.toString()), "3");
        assertThat(capability.hasBfloat16()).isEqualTo(hasBfloat16);
        assertThat(capability).hasToString(described);
    }

    @Test
    void knows_nothing_without_a_driver() {
        assertThat(GpuCapability.ask(List.of(folder.resolve("none").toString()), "0"))
                .isEqualTo(GpuCapability.UNKNOWN);
    }

    /** The driver does not say it of a part. */
    @Test
    void knows_that_a_divided_gpu_has_it() {
        assertThat(GpuCapability.of("MIG-5c89852c-d268-c3f3-1b07-005d5ae1dc3f").hasBfloat16())
                .isTrue();
    }
}
