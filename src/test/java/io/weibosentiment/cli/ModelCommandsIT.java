package io.weibosentiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weibosentiment.model.checkpoint.TinyCheckpoint;
import io.weibosentiment.run.Console;
import io.weibosentiment.run.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that need a model but no Spark, on a real checkpoint. */
class ModelCommandsIT {

    @TempDir
    private static Path folder;

    private static Path checkpoint;
    private static Path bundle;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeAll
    static void import_a_checkpoint() throws IOException {
        checkpoint = TinyCheckpoint.write(folder.resolve("tiny-checkpoint"));
        bundle = folder.resolve("bundle.zip");
        ModelCommandsIT commands = new ModelCommandsIT();

        ExitStatus status = commands.run(
                "import-model", "--from", checkpoint.toString(), "--to", bundle.toString(), "--positive-label", "1");

        assertThat(commands.err()).isEmpty();
        assertThat(status).isEqualTo(ExitStatus.OK);
        assertThat(bundle).isNotEmptyFile();
        assertThat(commands.out()).contains("tiny-checkpoint", bundle.toString());
    }

    @Test
    void explains_a_file_of_texts_line_by_line() throws IOException {
        Path texts = Files.writeString(folder.resolve("texts.jsonl"), "\"回复@小明:好看\"\n\"转发微博\"\n\"\\ud83d 好\"\n");

        ExitStatus status =
                run("explain", "--model", bundle.toString(), "--policy", "paper", "--input", texts.toString());

        assertThat(status).isEqualTo(ExitStatus.OK);
        List<JsonNode> lines = json();
        assertThat(lines).hasSize(3);
        assertThat(lines)
                .extracting(line -> line.get("decided_by").asText())
                .containsExactly("rule:reply", "rule:repost", "model");
        assertThat(lines.get(0).get("sentiment").asDouble()).isEqualTo(0.5);
        assertThat(lines.get(0).get("token_ids")).isEmpty();
        JsonNode scored = lines.get(2);
        assertThat(scored.get("text").asText()).isEqualTo("\uD83D 好");
        assertThat(scored.get("tokens").size())
                .isEqualTo(scored.get("token_ids").size())
                .isGreaterThan(2);
        double[] logits = {
            scored.get("logits").get(0).asDouble(), scored.get("logits").get(1).asDouble()
        };
        assertThat(scored.get("sentiment").asDouble())
                .isCloseTo(1 / (1 + Math.exp(logits[0] - logits[1])), org.assertj.core.data.Offset.offset(1e-6));
    }

    @Test
    void explains_one_text_to_people() {
        ExitStatus status = run("explain", "--model", bundle.toString(), "--text", "@好友 好看");

        assertThat(status).isEqualTo(ExitStatus.OK);
        assertThat(out()).startsWith("raw         @好友 好看").contains("[CLS]", "token ids", "decided by  model");
    }

    @Test
    void an_import_never_overwrites() {
        assertThat(run(
                        "import-model",
                        "--from",
                        checkpoint.toString(),
                        "--to",
                        bundle.toString(),
                        "--positive-label",
                        "1"))
                .isEqualTo(ExitStatus.BAD_USAGE);
        assertThat(err()).contains(bundle.toString());
    }

    @Test
    void a_model_that_is_not_there_is_bad_usage() {
        assertThat(run("explain", "--model", "/no/such/bundle", "--text", "好")).isEqualTo(ExitStatus.BAD_USAGE);
        assertThat(err()).contains("/no/such/bundle");
    }

    private ExitStatus run(String... args) {
        PrintStream stdout = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream stderr = new PrintStream(err, true, StandardCharsets.UTF_8);
        Console console = new Console(stdout, Clock.systemUTC(), Progress.Style.LINES);
        return new CommandRunner(new CommandContext(stdout, stderr, console, Map.of())).run(args);
    }

    private List<JsonNode> json() throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : out().lines().toList()) {
            lines.add(new ObjectMapper().readTree(line));
        }
        return lines;
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
