package io.weibosentiment.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.weibosentiment.Manifests;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsoleTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void shows_counts_tables_figures_and_warnings_at_the_end() {
        RunSummary summary = new RunSummary(
                Manifests.of("run"),
                List.of(
                        new RunSummary.Table("comment_scores", 1300, "out/comment_scores"),
                        new RunSummary.Table("trajectories", 1, "out/trajectories")),
                List.of(new RunSummary.Figure("mean sentiment", "0.57")),
                List.of("4 rows could not be used"),
                "1,312 read = 1,300 kept + 8 duplicates + 4 rejected",
                true);

        console(Progress.Style.LINES).summary(summary, Duration.ofMillis(2345));

        assertThat(out().lines())
                .containsExactly(
                        "wrote     comment_scores        1,300 rows  out/comment_scores",
                        "wrote     trajectories              1 row   out/trajectories",
                        "result    mean sentiment: 0.57",
                        "warning   4 rows could not be used",
                        "done      in 2.3 s: 1,312 read = 1,300 kept + 8 duplicates + 4 rejected");
    }

    @Test
    void progress_ends_with_its_last_state() {
        String answer = console(Progress.Style.LINES).following("texts", 10, () -> 10, () -> "answer");

        assertThat(answer).isEqualTo("answer");
        assertThat(out()).startsWith("progress  10 of 10 texts (100%)").hasLineCount(1);
    }

    @Test
    void progress_on_a_terminal_stays_on_one_line() {
        assertThat(console(Progress.Style.REDRAWN).following("texts", 10, () -> 10, () -> 1))
                .isEqualTo(1);

        assertThat(out()).startsWith("\rprogress  10 of 10 texts").endsWith(System.lineSeparator());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 1000 | 5 | 0 of 1,000 texts (0%)",
                "250 | 1000 | 5 | 250 of 1,000 texts (25%), 50/s, 15 s left",
                "1 | 1000 | 2 | 1 of 1,000 texts (0%), 0.5/s, 33 min 18 s left",
                "1000 | 1000 | 5 | 1,000 of 1,000 texts (100%), 200/s",
                "1000 | 0 | 5 | 1,000 texts, 200/s",
                "10000 | 100000000 | 10 | 10,000 of 100,000,000 texts (0%), 1,000/s, 27 h 46 min left",
            })
    void progress_tells_done_rate_and_time_left(long done, long total, long seconds, String expected) {
        assertThat(Progress.state(done, total, "texts", Duration.ofSeconds(seconds)))
                .isEqualTo(expected);
    }

    private Console console(Progress.Style style) {
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        return new Console(stream, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), style);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
