package io.weibosentiment.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.config.ConfigLoader;
import io.weibosentiment.config.ConfigSources;
import io.weibosentiment.config.JobConfig;
import io.weibosentiment.model.TinyBundle;
import io.weibosentiment.output.RunFolders;
import io.weibosentiment.report.Language;
import io.weibosentiment.run.RunSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportJobTest {

    @TempDir
    Path folder;

    private RunSummary score(String... more) throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            lines.add("{\"post\":\"p\",\"blogger\":\"b\",\"text\":\"好看 " + i + "\",\"time\":\"2025-03-01 12:00:00\"}");
        }
        Path comments = Files.write(folder.resolve("comments.jsonl"), lines);
        List<String> settings = new ArrayList<>(List.of(
                "input.paths=[\"" + comments + "\"]",
                "input.columns.post-id=post",
                "input.columns.blogger-id=blogger",
                "input.columns.text=text",
                "input.columns.comment-time=time",
                "model.bundle=" + TinyBundle.path(),
                "model.precision=float32",
                "output.dir=\"" + folder.resolve("tables") + "\""));
        settings.addAll(List.of(more));
        JobConfig config = new ConfigLoader(Map.of()).load(new ConfigSources(List.of(), settings, Optional.empty()));
        return ScoreJob.run(config, QuietSession.open());
    }

    @Test
    void a_run_has_its_page_beside_its_tables_and_not_inside_what_never_changes() throws IOException {
        RunSummary run = score("output.report-language=zh");

        Path page = folder.resolve("tables/report.html");
        assertThat(page).content().contains("lang=\"zh-CN\"", run.manifest().run());
        assertThat(folder.resolve("tables/runs").resolve(run.manifest().run()).resolve("report.html"))
                .doesNotExist();
        assertThat(run.warnings()).isEmpty();
    }

    @Test
    void makes_no_page_where_none_is_wanted() throws IOException {
        score("output.report=false");
        assertThat(folder.resolve("tables/report.html")).doesNotExist();
    }

    @Test
    void removes_the_page_of_an_earlier_run_where_none_is_wanted() throws IOException {
        score();
        RunSummary run = score("output.report=false");

        assertThat(folder.resolve("tables/report.html")).doesNotExist();
        assertThat(run.warnings()).isEmpty();
    }

    @Test
    void leaves_a_file_alone_that_is_no_page() throws IOException {
        Path file = Files.createDirectories(folder.resolve("tables")).resolve("report.html");
        Files.writeString(file, "<html>of my own</html>");

        score("output.report=false");

        assertThat(file).content().isEqualTo("<html>of my own</html>");
    }

    @Test
    void shows_the_run_that_was_rolled_back_to_in_the_language_of_the_page() throws IOException {
        String first = score("output.report-language=zh").manifest().run();
        String second = score("output.report-language=zh").manifest().run();
        Path page = folder.resolve("tables/report.html");
        assertThat(page).content().contains(second);

        rollBack();

        assertThat(page).content().contains("lang=\"zh-CN\"", first).doesNotContain(second);
    }

    @Test
    void makes_no_page_of_a_run_that_was_rolled_back_to_where_there_was_none() throws IOException {
        score("output.report=false");
        score("output.report=false");

        rollBack();

        assertThat(folder.resolve("tables/report.html")).doesNotExist();
    }

    private void rollBack() throws IOException {
        RunFolders runs = RunFolders.of(folder.resolve("tables").toString(), new Configuration());
        runs.rollBack(Optional.empty(), Instant.now());
        ReportJob.afterRollBack(runs, QuietSession.console());
    }

    @Test
    void a_page_that_cannot_be_made_is_a_warning_and_the_run_is_published() throws IOException {
        Files.createDirectories(folder.resolve("tables/report.html/in-the-way"));

        RunSummary run = score();

        assertThat(run.warnings()).singleElement().asString().contains("report.html was not made", "report --input");
        assertThat(folder.resolve("tables/manifest.json"))
                .content()
                .contains(run.manifest().run());
    }

    @Test
    void makes_the_page_of_a_published_run_again() throws IOException {
        RunSummary run = score("output.report=false");
        Path page = folder.resolve("page.html");

        ReportJob.run(folder.resolve("tables").toString(), new org.apache.hadoop.fs.Path(page.toUri()), Language.EN);

        assertThat(page).content().contains("lang=\"en\"", run.manifest().run());
    }

    @Test
    void refuses_a_folder_as_page_and_one_that_does_not_exist() throws IOException {
        score("output.report=false");
        String tables = folder.resolve("tables").toString();
        org.apache.hadoop.fs.Path here = new org.apache.hadoop.fs.Path(folder.toUri());

        assertThatThrownBy(() -> ReportJob.run(tables, here, Language.EN))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("expected a file");
        assertThatThrownBy(
                        () -> ReportJob.run(tables, new org.apache.hadoop.fs.Path(here, "no/page.html"), Language.EN))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("does not exist");
    }

    @Test
    void refuses_a_folder_without_a_run() {
        assertThatThrownBy(
                        () -> ReportJob.run(folder.toString(), new org.apache.hadoop.fs.Path("page.html"), Language.EN))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("no run has published there");
    }
}
