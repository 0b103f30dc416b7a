package io.weibosentiment.util;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramIdTest {

    @TempDir
    private Path folder;

    @Test
    void program_under_test_has_one() {
        assertThat(ProgramId.of(ProgramId.class))
                .hasValueSatisfying(id -> assertThat(id).hasSize(64));
        assertThat(ProgramId.of(String.class)).isEmpty();
    }

    @Test
    void changes_with_any_class_of_ours_and_with_nothing_else() throws IOException {
        String first = jar("a", "same");

        assertThat(jar("a", "another")).isEqualTo(first);
        assertThat(jar("b", "same")).isNotEqualTo(first);
    }

    private String jar(String ours, String others) throws IOException {
        Path jar = folder.resolve("job.jar");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new ZipEntry("io/weibosentiment/ingest/Reader.class"));
            out.write(ours.getBytes(StandardCharsets.UTF_8));
            out.putNextEntry(new ZipEntry("org/others/Library.class"));
            out.write(others.getBytes(StandardCharsets.UTF_8));
        }
        return ProgramId.of(jar);
    }
}
