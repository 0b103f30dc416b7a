package io.weibosentiment.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.RejectLimitExceededException;
import io.weibosentiment.TestSpark;
import io.weibosentiment.config.ConfigLoader;
import io.weibosentiment.config.ConfigSources;
import io.weibosentiment.config.JobConfig;
import io.weibosentiment.model.TinyBundle;
import io.weibosentiment.run.Console;
import io.weibosentiment.run.Progress;
import io.weibosentiment.run.RunSummary;
import io.weibosentiment.run.Session;
import io.weibosentiment.run.StopSignal;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ids that a spreadsheet or a database has damaged never make comments fewer without a word. */
class DamagedIdsIT {

    private static final int COMMENTS = 14;

    @TempDir
    Path folder;

    private RunSummary score(IntFunction<String> post, IntFunction<String> comment, String... more) throws IOException {
        List<String> lines =
                new ArrayList<>(List.of("id,weibo_id,created_at,user_screen_name,text,pic_url,like_count"));
        for (int i = 0; i < COMMENTS; i++) {
            lines.add(comment.apply(i) + "," + post.apply(i) + ",2024-05-06 10:0" + i % 10 + ":00,u" + i + ",评论 " + i
                    + ",,1");
        }
        Path file = Files.write(folder.resolve("a_comments.csv"), lines);
        List<String> settings = new ArrayList<>(List.of(
                "input.paths=[\"" + file + "\"]",
                "input.preset=weibo-crawler",
                "output.dir=" + folder.resolve("out"),
                "model.bundle=" + TinyBundle.path(),
                "model.precision=float32"));
        settings.addAll(List.of(more));
        JobConfig config = new ConfigLoader(Map.of()).load(new ConfigSources(List.of(), settings, Optional.empty()));
        Console console =
                new Console(new PrintStream(OutputStream.nullOutputStream()), Clock.systemUTC(), Progress.Style.LINES);
        return ScoreJob.run(config, Session.ofProcess(TestSpark.session(), console, new StopSignal()));
    }

    private static String id(int i) {
        return "50312100000" + (12345 + 73 * i);
    }

    @Test
    void ids_of_posts_in_exponent_form_stop_the_run_and_the_cure_is_named() {
        assertThatThrownBy(() -> score(i -> "5.03E+15", i -> "5.03121E+15"))
                .isInstanceOf(RejectLimitExceededException.class)
                .hasMessageContaining("damaged_id")
                .hasMessageContaining("export them again as text");
    }

    @Test
    void comments_of_one_id_are_refused_where_they_are_many() {
        assertThatThrownBy(() -> score(i -> id(0), i -> "2147483647"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(
                        "14 of 14 comments have an id that a comment with another text or writer has too");
    }

    @Test
    void comments_of_one_id_are_kept_and_warned_of_where_they_are_few() throws IOException {
        RunSummary run = score(i -> id(0), i -> id(Math.max(i, 1)), "input.max-rejected=2");

        assertThat(run.manifest().tables()).containsEntry("comment_scores", (long) COMMENTS);
        assertThat(run.warnings())
                .anyMatch(
                        warning -> warning.startsWith(
                                "2 of 14 comments have an id that a comment with another text or writer has too; each is kept"));
    }

    @Test
    void ids_that_a_spreadsheet_rounded_are_warned_of() throws IOException {
        RunSummary run = score(i -> id(0), i -> "503121000" + (111_111 + 73 * i) + "0");

        assertThat(run.warnings())
                .anyMatch(warning -> warning.contains("ids of comments end in one 0")
                        && warning.contains("export them again as text"));
    }

    @Test
    void ids_that_somebody_numbered_in_thousands_are_not_warned_of() throws IOException {
        assertThat(score(i -> id(0), i -> "503121000" + (1111 + i) + "000").warnings())
                .noneMatch(warning -> warning.contains("end in one 0"));
    }

    @Test
    void ids_that_nothing_happened_to_are_not_warned_of() throws IOException {
        assertThat(score(i -> id(100 + i % 2), DamagedIdsIT::id).warnings())
                .noneMatch(warning -> warning.contains("end in one 0") || warning.contains("have an id"));
    }
}
