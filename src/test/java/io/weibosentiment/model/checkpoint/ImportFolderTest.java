package io.weibosentiment.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportFolderTest {

    @TempDir
    private Path root;

    /** Makes an import folder of its own. */
    static final class OtherProcess {

        private OtherProcess() {}

        public static void main(String[] arguments) throws IOException {
            ImportFolder.create(Path.of(arguments[0])).close();
        }
    }

    @Test
    void leaves_what_another_process_imports_in() throws Exception {
        try (ImportFolder first = ImportFolder.create(root);
                ImportFolder second = ImportFolder.create(root)) { // has looked at the first
            assertThat(importElsewhere()).isZero();

            assertThat(first.folder()).isDirectory();
            assertThat(second.folder()).isDirectory();
        }
    }

    @Test
    void removes_what_a_killed_import_left() throws Exception {
        Path left = Files.createDirectory(root.resolve("import123"));
        Files.createFile(left.resolve("in-use.lock"));

        assertThat(importElsewhere()).isZero();

        assertThat(left).doesNotExist();
    }

    private int importElsewhere() throws IOException, InterruptedException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherProcess.class.getName(),
                        root.toString())
                .inheritIO()
                .start()
                .waitFor();
    }
}
