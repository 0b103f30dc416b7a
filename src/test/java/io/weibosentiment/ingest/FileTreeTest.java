package io.weibosentiment.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileTreeTest {

    @TempDir
    private Path folder;

    private final FileTree tree = new FileTree(new Configuration(), false);

    private Path write(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "x");
    }

    private long add(String path) throws IOException {
        return tree.add(new org.apache.hadoop.fs.Path(folder + "/" + path));
    }

    private List<String> found() throws IOException {
        return tree.files().stream()
                .map(file -> folder.relativize(Path.of(file.getPath().toUri().getPath())))
                .map(Path::toString)
                .toList();
    }

    @Test
    void counts_what_begins_with_an_underscore_or_a_dot() throws IOException {
        write("a.csv");
        write("_b.csv");
        write(".c.csv");
        write("_deep/er/d.csv");
        write("_part=1/e.csv");
        assertThat(add("")).isEqualTo(5);
        assertThat(found()).containsExactly("_part=1/e.csv", "a.csv");
        assertThat(tree.passedOver().byReason()).containsExactly(entry("hidden_names", 3L));
        assertThat(tree.passedOver().warnings())
                .singleElement()
                .asString()
                .startsWith("3 files passed over: their names begin with '_' or '.'; name them with --input to read");
    }

    @Test
    void reads_hidden_names_that_a_path_or_a_glob_names() throws IOException {
        write("_b.csv");
        write(".c.csv");
        write("_deep/er/d.csv");
        add("_*.csv");
        add("_deep");
        add(".c.csv");
        assertThat(found()).containsExactly(".c.csv", "_b.csv", "_deep/er/d.csv");
        assertThat(tree.passedOver().files()).isZero();
    }

    @Test
    void a_star_matches_names_with_an_underscore_but_none_with_a_dot_and_no_artefacts() throws IOException {
        write("x/_b.csv");
        write("x/.c.csv");
        write("x/_SUCCESS");
        write("_temporary/0/y.csv");
        add("*/*");
        assertThat(found()).containsExactly("x/_b.csv");
        assertThat(tree.passedOver().byReason()).containsOnly(entry("hidden_names", 1L), entry("artefacts", 2L));
    }

    @Test
    void leaves_the_artefacts_of_programs_out() throws IOException {
        for (String name : List.of(
                "_SUCCESS",
                "_temporary/0/a.csv",
                "_committed_123",
                "_delta_log/0.json",
                ".DS_Store",
                "._a.csv",
                ".git/config",
                "__MACOSX/a.csv",
                ".ipynb_checkpoints/a.csv")) {
            write(name);
        }
        write("a.csv");
        add("");
        assertThat(found()).containsExactly("a.csv");
        assertThat(tree.passedOver().byReason()).containsExactly(entry("artefacts", 9L));
        assertThat(tree.passedOver().warnings()).isEmpty();
    }

    @Test
    void follows_links_but_not_in_circles_and_reads_a_file_once() throws IOException {
        write("data/a.csv");
        write("elsewhere/b.csv");
        Files.createSymbolicLink(folder.resolve("data/loop"), folder.resolve("data"));
        Files.createSymbolicLink(folder.resolve("data/all"), folder);
        Files.createSymbolicLink(folder.resolve("data/0.csv"), folder.resolve("data/a.csv"));
        Files.createSymbolicLink(folder.resolve("data/other"), folder.resolve("elsewhere"));
        add("data");
        assertThat(found()).containsExactly("data/a.csv", "data/other/b.csv");
        assertThat(tree.passedOver().byReason()).containsKey("reached_again");
    }

    @Test
    void overlapping_paths_give_a_file_once() throws IOException {
        write("d/a.csv");
        write("d/e/b.csv");
        assertThat(add("d")).isEqualTo(2);
        assertThat(add("d/e")).isPositive();
        assertThat(add("d/e/*.csv")).isPositive();
        assertThat(found()).containsExactly("d/a.csv", "d/e/b.csv");
    }

    @Test
    void brackets_in_names_mean_themselves() throws IOException {
        write("project [1] {x}/a[2].csv");
        write("project [1] {x}/b2.csv");
        write("project 1 x/a2.csv");
        add("project [1] {x}/a[2].csv");
        assertThat(found()).containsExactly("project [1] {x}/a[2].csv");
        add("project [1] {x}/*.csv");
        assertThat(found()).containsExactly("project [1] {x}/a[2].csv", "project [1] {x}/b2.csv");
        add("project 1 x/a[0-9].csv");
        assertThat(found()).hasSize(3);
    }

    @Test
    void says_where_nothing_is() throws IOException {
        Files.createDirectories(folder.resolve("empty/inside"));
        assertThat(add("empty")).isZero();
        assertThatThrownBy(() -> add("absent")).isInstanceOf(FileNotFoundException.class);
        assertThatThrownBy(() -> add("absent/*.csv")).isInstanceOf(FileNotFoundException.class);
    }

    @Test
    void names_local_files_with_colons_apart() throws IOException {
        write("2024-05-06T10:00.csv");
        add("");
        assertThat(found()).isEmpty();
        assertThat(tree.withColons()).hasSize(1);
    }
}
