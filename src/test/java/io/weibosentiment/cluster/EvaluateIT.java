package io.weibosentiment.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weibosentiment.model.TinyBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code evaluate}, as users start it. */
class EvaluateIT {

    @TempDir
    Path folder;

    @Test
    void shows_a_table_and_writes_json() throws IOException {
        List<String> lines = new ArrayList<>(List.of("label,review"));
        for (int i = 0; i < 20; i++) {
            lines.add(i % 3 == 0 ? "good,好看 " + i : "bad,难看 " + i + "[泪]");
        }
        lines.add("so-so,一般");
        Path labels = Files.write(folder.resolve("labels.csv"), lines);
        Path json = folder.resolve("figures.json");

        Finished finished = InProcess.of(List.of(
                "evaluate",
                "--input",
                labels.toString(),
                "--columns",
                "text=review,label=label",
                "--positive",
                "good",
                "--negative",
                "bad",
                "--model",
                TinyBundle.path().toString(),
                "--precision",
                "float32",
                "--output",
                folder.resolve("out").toString(),
                "--replicates",
                "50",
                "--json",
                json.toString(),
                "--fail-on-rejected"));

        finished.endedWith(5);
        assertThat(finished.stdout())
                .contains("accuracy", "emoticons masked", "scored positive", "unusable_label")
                .doesNotContain("一般");
        JsonNode figures = new ObjectMapper().readTree(json.toFile());
        assertThat(figures.get("rows").asLong()).isEqualTo(20);
        assertThat(figures.get("positive_share").asDouble()).isEqualTo(7 / 20.0);
        assertThat(figures.get("rows_read").get("rejected").asLong()).isEqualTo(1);
        assertThat(figures.get("model").get("precision").asText()).isEqualTo("float32");
        assertThat(figures.get("masked").get("rows").asLong()).isEqualTo(20);
    }

    @Test
    void a_file_that_cannot_be_written_is_found_before_the_work() {
        Finished finished = InProcess.of(List.of(
                "evaluate",
                "--input",
                folder.toString(),
                "--json",
                folder.resolve("nowhere/figures.json").toString()));

        finished.endedWith(3);
        assertThat(finished.stderr()).contains("--json", "nowhere");
    }
}
