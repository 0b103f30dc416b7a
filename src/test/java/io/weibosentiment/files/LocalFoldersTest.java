package io.weibosentiment.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalFoldersTest {

    @TempDir
    private Path dir;

    @Test
    void a_folder_that_can_be_written_is_made_and_stays_empty() throws IOException {
        Path folder = dir.resolve("a/b");

        LocalFolders.requireWritable(folder);

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void nothing_stays_behind_where_the_trial_fails() {
        assertThatThrownBy(() -> LocalFolders.requireWritable(dir, file -> {
                    throw new IOException("no locks");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("no locks");

        assertThat(dir).isEmptyDirectory();
    }

    @Test
    void a_file_is_no_folder_to_write_to() throws IOException {
        Path file = Files.writeString(dir.resolve("file"), "");

        assertThatThrownBy(() -> LocalFolders.requireWritable(file)).isInstanceOf(IOException.class);
    }

    @Test
    void a_folder_goes_with_all_that_is_in_it_but_not_with_what_links_lead_to() throws IOException {
        Path kept = Files.writeString(Files.createDirectory(dir.resolve("kept")).resolve("file"), "text");
        Path folder = Files.createDirectories(dir.resolve("gone/deep")).getParent();
        Files.writeString(folder.resolve("deep/file"), "");
        Files.createSymbolicLink(folder.resolve("link"), kept.getParent());

        LocalFolders.delete(folder);
        LocalFolders.delete(folder);

        assertThat(folder).doesNotExist();
        assertThat(kept).hasContent("text");
    }
}
