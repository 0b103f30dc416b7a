package io.weibosentiment.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.TestSpark;
import io.weibosentiment.config.JobConfig;
import io.weibosentiment.config.RecordedConfig;
import io.weibosentiment.config.TestConfig;
import io.weibosentiment.labels.sampling.Allocation;
import io.weibosentiment.labels.sampling.SampleOptions;
import io.weibosentiment.model.TinyBundle;
import io.weibosentiment.output.PublishedRun;
import io.weibosentiment.output.RunFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleJobTest {

    @TempDir
    private static Path folder;

    private static PublishedRun run;

    @BeforeAll
    static void score_a_crawl() throws IOException {
        crawl("crawl.jsonl", "");
        JobConfig config = TestConfig.with(
                "input.paths=[\"" + folder.resolve("crawl.jsonl") + "\"]",
                "input.columns.post-id=post",
                "input.columns.blogger-id=blogger",
                "input.columns.user-id=user",
                "input.columns.text=text",
                "input.columns.comment-time=time",
                "model.bundle=" + TinyBundle.path(),
                "model.precision=float32",
                "output.dir=\"" + folder.resolve("tables") + "\"");
        ScoreJob.run(config, QuietSession.open());
        run = RunFolders.of(
                        folder.resolve("tables").toString(),
                        TestSpark.session().sparkContext().hadoopConfiguration())
                .all()
                .get(0);
    }

    private static Path crawl(String name, String suffix) throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            lines.add(String.format(
                    "{\"blogger\":\"b%d\",\"post\":\"p%d\",\"user\":\"u%d\",\"text\":\"=好看 %d%s\",\"time\":\"2025-03-0%d 12:00:00\"}",
                    i % 2, i % 4, i, i / 2, suffix, 1 + i % 3));
        }
        return Files.write(folder.resolve(name), lines);
    }

    @Test
    void writes_a_sheet_with_the_texts_of_the_crawl_and_nothing_of_users_and_scores() throws IOException {
        Path sheet = sample("sheet.csv", 30, List.of());

        List<Row> rows = csv(sheet).collectAsList();
        assertThat(Files.readAllBytes(sheet)).startsWith(0xef, 0xbb, 0xbf);
        assertThat(csv(sheet).columns())
                .containsExactly(
                        "comment_key",
                        "run",
                        "stratum",
                        "inclusion_probability",
                        "seed",
                        "blogger_id",
                        "post_id",
                        "comment_id",
                        "comment_time",
                        "text",
                        "cleaned_text",
                        "note",
                        "coder_1",
                        "coder_2");
        assertThat(rows).hasSize(30);
        assertThat(rows).extracting(row -> row.<String>getAs("text")).allMatch(text -> text.startsWith("'=好看 "));
        assertThat(rows).extracting(row -> row.getAs("run")).containsOnly(run.id());
        double comments = rows.stream()
                .mapToDouble(row -> 1 / Double.parseDouble(row.getAs("inclusion_probability")))
                .sum();
        assertThat(comments).isCloseTo(80, org.assertj.core.data.Offset.offset(1e-9));
        List<Row> strata = csv(folder.resolve("sheet.strata.csv")).collectAsList();
        assertThat(strata.stream()
                        .mapToLong(row -> Long.parseLong(row.getAs("drawn")))
                        .sum())
                .isEqualTo(30);
        assertThat(strata.stream()
                        .mapToLong(row -> Long.parseLong(row.getAs("comments")))
                        .sum())
                .isEqualTo(80);
    }

    @Test
    void replaces_no_file() throws IOException {
        Files.writeString(folder.resolve("taken.csv"), "labels");

        assertThatThrownBy(() -> sample("taken.csv", 5, List.of()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("taken.csv is there already and may hold labels");
        assertThat(folder.resolve("taken.csv")).hasContent("labels");
        assertThat(folder.resolve("taken.strata.csv")).doesNotExist();
    }

    @Test
    void refuses_a_crawl_whose_texts_are_others() throws IOException {
        Path other = crawl("other.jsonl", "!");

        assertThatThrownBy(() -> sample("others.csv", 20, List.of(other.toString())))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("of 20 comments drawn, 0 are not in the crawl and 20 have another text there");
        assertThat(folder.resolve("others.csv")).doesNotExist();
    }

    @Test
    void refuses_a_crawl_of_other_comments() throws IOException {
        Path other = Files.writeString(
                folder.resolve("foreign.jsonl"),
                "{\"blogger\":\"b\",\"post\":\"q\",\"user\":\"u\",\"text\":\"好\",\"time\":\"2025-03-01 12:00:00\"}\n");

        assertThatThrownBy(() -> sample("foreign.csv", 20, List.of(other.toString())))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("20 are not in the crawl and 0 have another text")
                .hasMessageContaining("expected the crawl that run " + run.id() + " read");
    }

    private static Path sample(String name, int size, List<String> crawl) throws IOException {
        Path sheet = folder.resolve(name);
        SampleOptions options = new SampleOptions(
                size,
                1,
                2,
                Optional.empty(),
                Optional.empty(),
                4,
                2,
                Allocation.PROPORTIONAL,
                SampleOptions.RuleDecidedComments.OUT);
        JobConfig config = RecordedConfig.of(run.manifest().configuration(), "the manifest");
        SampleJob.run(run, config, options, crawl, sheet.toString(), QuietSession.open());
        return sheet;
    }

    private static Dataset<Row> csv(Path file) {
        return TestSpark.session()
                .read()
                .option("header", true)
                .option("multiLine", true)
                .option("escape", "\"")
                .csv(file.toString());
    }
}
