package io.weibosentiment.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.TestSpark;
import io.weibosentiment.config.OutputConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFolderTest {

    private final SparkSession spark = TestSpark.session();

    @TempDir
    Path dir;

    @Test
    void shows_nothing_to_readers_before_it_is_published() throws IOException {
        try (OutputFolder output = open("one")) {
            output.write(Table.COMMENT_SCORES, spark.range(3).toDF());
            assertThat(visible()).isEmpty();
            output.publish("{}");
        }
        assertThat(visible()).containsExactlyInAnyOrder("comment_scores", "manifest.json");
        assertThat(spark.read()
                        .parquet(dir.resolve("comment_scores").toString())
                        .count())
                .isEqualTo(3);
    }

    @Test
    void keeps_the_tables_of_the_run_before_when_a_run_fails() throws IOException {
        publish("one", Table.COMMENT_SCORES, 3);
        try (OutputFolder output = open("two")) {
            output.write(Table.COMMENT_SCORES, spark.range(5).toDF());
        }
        assertThat(spark.read()
                        .parquet(dir.resolve("comment_scores").toString())
                        .count())
                .isEqualTo(3);
        assertThat(dir.resolve("_staging")).doesNotExist();
    }

    @Test
    void leaves_no_empty_folder_when_nothing_was_published() throws IOException {
        Path made = dir.resolve("made");
        try (OutputFolder output = OutputFolder.open(spark, config(made), "one")) {
            assertThat(output.written()).isEmpty();
        }
        assertThat(made).doesNotExist();
    }

    @Test
    void refuses_to_remove_a_table_that_the_run_does_not_make() throws IOException {
        publish("one", Table.COMMENT_SCORES, 3);
        try (OutputFolder output = open("two")) {
            output.requireWithout(Table.TRAJECTORIES);
            assertThatThrownBy(() -> output.requireWithout(Table.COMMENT_SCORES))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining(dir.toString())
                    .hasMessageContaining("give another folder");
        }
        assertThat(visible()).containsExactlyInAnyOrder("comment_scores", "manifest.json");
    }

    @Test
    void removes_a_table_that_the_new_run_does_not_have() throws IOException {
        publish("one", Table.TRAJECTORIES, 3);
        publish("two", Table.COMMENT_SCORES, 4);
        assertThat(visible()).containsExactlyInAnyOrder("comment_scores", "manifest.json");
    }

    @Test
    void names_what_a_dead_run_left_behind() throws IOException {
        Files.createDirectories(dir.resolve("_staging/dead"));
        try (OutputFolder output = open("two")) {
            assertThat(output.leftovers()).singleElement().asString().endsWith("/_staging/dead");
        }
        assertThat(dir.resolve("_staging/dead")).exists();
    }

    @Test
    void refuses_a_folder_that_cannot_be_made() throws IOException {
        Path file = Files.createFile(dir.resolve("file"));
        assertThatThrownBy(() -> OutputFolder.open(spark, config(file), "one"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("give a folder");
    }

    private void publish(String run, Table table, long rows) throws IOException {
        try (OutputFolder output = open(run)) {
            output.write(table, spark.range(rows).toDF());
            output.publish("{}");
        }
    }

    private OutputFolder open(String run) {
        return OutputFolder.open(spark, config(dir), run);
    }

    private static OutputConfig config(Path path) {
        return new OutputConfig(path.toString(), false, false, Optional.empty(), "zstd", 1_000_000);
    }

    private Stream<String> visible() throws IOException {
        try (Stream<Path> files = Files.list(dir)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("_") && !name.startsWith("."))
                    .toList()
                    .stream();
        }
    }
}
