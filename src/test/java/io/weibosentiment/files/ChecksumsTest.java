package io.weibosentiment.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChecksumsTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void fill() throws IOException {
        Files.createDirectories(folder.resolve("variables"));
        Files.writeString(folder.resolve("model.json"), "{}");
        Files.writeString(folder.resolve("variables/data: 1"), "weights");
        assertThat(Checksums.areIn(folder)).isFalse();
        Checksums.write(folder);
    }

    @Test
    void hold_as_long_as_nothing_changes() throws IOException {
        assertThat(Checksums.areIn(folder)).isTrue();
        assertThat(Checksums.hold(folder)).isTrue();
        Checksums.write(folder);
        assertThat(Checksums.hold(folder)).isTrue();
    }

    @Test
    void tell_a_file_of_the_same_size_that_was_damaged() throws IOException {
        Files.writeString(folder.resolve("variables/data: 1"), "weighty");
        assertThat(Checksums.hold(folder)).isFalse();
    }

    @Test
    void tell_a_file_that_is_missing() throws IOException {
        Files.delete(folder.resolve("model.json"));
        assertThat(Checksums.hold(folder)).isFalse();
    }

    @Test
    void tell_that_they_were_cut_off_themselves() throws IOException {
        Files.writeString(folder.resolve("checksums.properties"), "");
        assertThat(Checksums.hold(folder)).isFalse();
    }
}
