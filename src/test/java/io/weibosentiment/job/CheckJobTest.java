package io.weibosentiment.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.weibosentiment.TestSpark;
import io.weibosentiment.config.ConfigLoader;
import io.weibosentiment.config.ConfigSources;
import io.weibosentiment.config.JobConfig;
import io.weibosentiment.model.TinyBundle;
import io.weibosentiment.util.Finding;
import io.weibosentiment.util.Finding.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckJobTest {

    private static final Duration WITHIN = Duration.ofMinutes(2);
    private static final String[] EVERY_CHECK = {
        "spark",
        "output",
        "input",
        "rows",
        "rejected",
        "model.json",
        "precision",
        "max tokens",
        "executors",
        "local dir",
        "cache",
        "C library",
        "device",
        "native library",
        "bundle",
        "tokenizer",
        "model"
    };

    @TempDir
    private Path folder;

    @Test
    void finds_everything_good_with_the_sample_and_the_bundled_model_and_leaves_no_file() throws IOException {
        JobConfig config = sample("output.dir=" + folder.resolve("not/yet/there"));

        List<Finding> found = CheckJob.run(config, TestSpark::session, Map.of(), WITHIN);

        assertThat(found).extracting(Finding::check).containsExactly(EVERY_CHECK);
        assertThat(found).allSatisfy(finding -> assertThat(finding.outcome()).isEqualTo(Outcome.OK));
        assertThat(text(found, "native library")).contains("loaded, computes with oneDNN (");
        assertThat(text(found, "tokenizer")).contains("5 test vectors");
        assertThat(text(found, "model")).contains("test vectors met within");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void tells_every_problem_of_a_run_at_once() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        Path lacking = Files.writeString(folder.resolve("lacking.csv"), "post_id,review\n1,好\n");
        JobConfig config = sample(
                "input.paths=[\"" + folder.resolve("absent") + "\",\"" + lacking + "\"]",
                "output.dir=" + file.resolve("out"),
                "output.users=true",
                "output.key-file=" + folder.resolve("no.key"),
                "model.bundle=" + broken());

        List<Finding> found = CheckJob.run(config, TestSpark::session, Map.of(), WITHIN);

        assertThat(found)
                .filteredOn(Finding::isProblem)
                .extracting(Finding::check)
                .containsExactly("user key", "output", "input", "input", "bundle");
        assertThat(problems(found))
                .anyMatch(text -> text.contains("output.key-file") && text.contains("cannot be read"))
                .anyMatch(text -> text.contains("cannot be written to") && text.contains("give a folder"))
                .anyMatch(text -> text.contains("absent") && text.contains("matches nothing"))
                .anyMatch(text -> text.contains("lacks the columns") && text.contains("it has post_id, review"))
                .anyMatch(text -> text.contains("is corrupt: weights.safetensors has SHA-256"));
        assertThat(found)
                .filteredOn(finding -> finding.outcome() == Outcome.SKIPPED)
                .extracting(Finding::check)
                .containsExactly("tokenizer", "model");
    }

    @ParameterizedTest
    @CsvSource({
        "model.bundle=no/such/bundle, model.json, there is no model bundle at no/such/bundle",
        "model.max-tokens=100000, max tokens, model.max-tokens is 100000",
        "model.device=gpu, device, Spark assigned no GPU",
        "input.paths=[], input, no input is given",
        "output.dir=\"\", output, --output DIR",
    })
    void tells_a_problem_once_with_its_check(String setting, String check, String message) {
        JobConfig config = sample("output.dir=" + folder.resolve("out"), setting);

        List<Finding> found = CheckJob.run(config, TestSpark::session, Map.of(), WITHIN);

        assertThat(found).filteredOn(Finding::isProblem).singleElement().satisfies(problem -> {
            assertThat(problem.check()).isEqualTo(check);
            assertThat(problem.text()).contains(message);
        });
    }

    @Test
    void foresees_that_too_many_rows_of_posts_will_be_rejected() throws IOException {
        Path comments =
                Files.writeString(folder.resolve("comments.csv"), "post_id,text,created_at\n1,好,2025-03-01 10:00\n");
        Path posts = Files.writeString(folder.resolve("posts.csv"), "post_id,user_id\n1,7\n4.98E+15,7\n");
        String[] settings = {
            "output.dir=" + folder.resolve("out"),
            "input.paths=[\"" + comments + "\"]",
            "input.posts.paths=[\"" + posts + "\"]",
            "input.columns={post-id=post_id,text=text,comment-time=created_at}"
        };

        List<Finding> found = CheckJob.run(config(settings), TestSpark::session, Map.of(), WITHIN);

        assertThat(found).filteredOn(Finding::isProblem).singleElement().satisfies(problem -> {
            assertThat(problem.check()).isEqualTo(CheckJob.REJECTED);
            assertThat(problem.text()).contains("{damaged_id=1}").contains("posts.csv:3");
        });
    }

    @Test
    void foresees_that_too_many_rows_will_be_rejected_and_shows_where_without_their_text() throws IOException {
        Path input = Files.createDirectory(folder.resolve("in"));
        String header = "post_id,text,created_at\n";
        Files.writeString(input.resolve("a.csv"), header + "1,好,2025-03-01 10:00\n".repeat(5));
        Files.writeString(input.resolve("z.csv"), header + "1,2025-03-01 10:00,秘密的话\n".repeat(5));
        String[] settings = {
            "output.dir=" + folder.resolve("out"),
            "input.paths=[\"" + input + "\"]",
            "input.columns={post-id=post_id,text=text,comment-time=created_at}"
        };

        List<Finding> found = CheckJob.run(config(settings), TestSpark::session, Map.of(), WITHIN);

        assertThat(found).filteredOn(Finding::isProblem).singleElement().satisfies(problem -> {
            assertThat(problem.check()).isEqualTo(CheckJob.REJECTED);
            assertThat(problem.text())
                    .contains("more than the limit of 10%: {unreadable_time=5}")
                    .contains("z.csv:2 unreadable_time (expected a comment-time)")
                    .doesNotContain("秘密");
        });
    }

    @Test
    void warns_of_files_that_are_passed_over_but_may_hold_comments() throws IOException {
        Path input = Files.createDirectory(folder.resolve("in"));
        String text = "post_id,text\n1,好\n";
        Files.writeString(input.resolve("a.csv"), text);
        Files.writeString(input.resolve("_b.csv"), text);
        String[] settings = {
            "output.dir=" + folder.resolve("out"),
            "input.paths=[\"" + input + "\"]",
            "input.columns={post-id=post_id,text=text}"
        };

        List<Finding> found = CheckJob.run(config(settings), TestSpark::session, Map.of(), WITHIN);

        assertThat(found).noneMatch(Finding::isProblem);
        assertThat(found)
                .filteredOn(finding -> finding.outcome() == Outcome.WARNING)
                .singleElement()
                .satisfies(warning -> assertThat(warning.text())
                        .contains("1 file passed over")
                        .contains("_b.csv"));
    }

    private static JobConfig config(String... assignments) {
        return new ConfigLoader(Map.of())
                .check(new ConfigSources(List.of(), List.of(assignments), Optional.empty()))
                .config();
    }

    @Test
    void ends_in_time_and_still_looks_at_the_output_when_no_session_comes() {
        JobConfig config = sample("output.dir=" + folder.resolve("out"));

        List<Finding> found = CheckJob.run(config, CheckJobTest::hang, Map.of(), Duration.ofSeconds(4));

        assertThat(found)
                .extracting(Finding::check, Finding::outcome)
                .containsExactly(
                        tuple("spark", Outcome.PROBLEM),
                        tuple("input", Outcome.SKIPPED),
                        tuple("executors", Outcome.SKIPPED),
                        tuple("output", Outcome.OK));
        assertThat(text(found, "spark")).contains("not done in time").contains("--within");
    }

    private static SparkSession hang() {
        try {
            Thread.sleep(Duration.ofMinutes(1).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new IllegalStateException("nobody waited");
    }

    private static JobConfig sample(String... assignments) {
        return new ConfigLoader(Map.of())
                .check(new ConfigSources(List.of(), List.of(assignments), Optional.of("conf/sample.conf")))
                .config();
    }

    /** A bundle with one byte of its weights changed. */
    private Path broken() throws IOException {
        Path copy = Files.createDirectory(folder.resolve("broken"));
        List<Path> files = new ArrayList<>();
        try (Stream<Path> listed = Files.list(TinyBundle.path())) {
            listed.forEach(files::add);
        }
        for (Path file : files) {
            byte[] bytes = Files.readAllBytes(file);
            if (file.endsWith("weights.safetensors")) {
                bytes[bytes.length - 1] ^= 1;
            }
            Files.write(copy.resolve(file.getFileName()), bytes);
            if (file.endsWith("model.json")) { // else a whole copy in the host's cache would do
                Files.writeString(copy.resolve("model.json"), "\n", StandardOpenOption.APPEND);
            }
        }
        return copy;
    }

    private static List<String> problems(List<Finding> found) {
        return found.stream().filter(Finding::isProblem).map(Finding::text).toList();
    }

    private static String text(List<Finding> found, String check) {
        return found.stream()
                .filter(finding -> finding.check().equals(check))
                .findFirst()
                .orElseThrow()
                .text();
    }
}
