package io.weibosentiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.weibosentiment.InconsistentRunException;
import io.weibosentiment.InvalidInputException;
import io.weibosentiment.OutputBusyException;
import io.weibosentiment.RejectLimitExceededException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailuresTest {

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void invalid_input_is_bad_usage_also_when_an_executor_found_it() {
        Exception failure =
                new IllegalStateException("Job aborted", new InvalidInputException(List.of("first", "second")));

        assertThat(failed(failure, false)).isEqualTo(ExitStatus.BAD_USAGE);
        assertThat(err().lines())
                .containsExactly(
                        "error: first", "error: second", "ended     exit code 3: " + ExitStatus.BAD_USAGE.meaning());
    }

    @Test
    void stack_traces_of_other_machines_are_left_out() {
        String message =
                "output 'x' cannot be written to: in safe mode.\n\tat a.B.c(B.java:1)\n\tat d.E(E.java:2)\n; give x";

        assertThat(failed(new InvalidInputException(message), false)).isEqualTo(ExitStatus.BAD_USAGE);
        assertThat(err().lines())
                .contains("error: output 'x' cannot be written to: in safe mode.; give x")
                .hasSize(2);
    }

    @Test
    void too_many_rejects_are_told_with_what_is_wrong_in_which_files() {
        Exception failure = new RejectLimitExceededException(
                30,
                100,
                "10%",
                List.of("no_post_id: 20 rows, such as a.csv:3", "Files with the most of them: a.csv (20)"));

        assertThat(failed(failure, false)).isEqualTo(ExitStatus.TOO_MANY_REJECTS);
        assertThat(err())
                .contains("rejected 30 of 100 rows", "limit of 10%", "nothing was published", "--max-rejected")
                .containsPattern("\\R  no_post_id: 20 rows, such as a.csv:3\\R  Files with the most of them: a.csv");
    }

    @Test
    void figures_that_do_not_add_up_are_told_in_full() {
        String differences = "40 comments kept, but 39 by the model; ".repeat(20);

        assertThat(failed(new InconsistentRunException(List.of(differences)), false))
                .isEqualTo(ExitStatus.FAILED);
        assertThat(err()).contains("error: the run does not add up, so it was not published: " + differences);
    }

    @Test
    void any_other_failure_shows_its_causes_shortly_and_where_the_rest_is() {
        Exception failure = new IllegalStateException("cannot publish\n\tat somewhere", new IOException("disk full"));

        assertThat(failed(failure, false)).isEqualTo(ExitStatus.FAILED);
        assertThat(err().lines())
                .containsExactly(
                        "error: IllegalStateException: cannot publish",
                        "  because: IOException: disk full",
                        "Run again with --verbose to see the stack trace and Spark's own log.",
                        "ended     exit code 4: " + ExitStatus.FAILED.meaning());
    }

    @ParameterizedTest
    @MethodSource("errors")
    void errors_are_failures_with_a_message_too(Error error, String message) {
        assertThat(failed(error, false)).isEqualTo(ExitStatus.FAILED);
        assertThat(err()).contains(message, "exit code 4");
    }

    static Stream<Arguments> errors() {
        return Stream.of(
                Arguments.of(new OutOfMemoryError("Java heap space"), "error: OutOfMemoryError: Java heap space"),
                Arguments.of(new NoClassDefFoundError("scala/Product"), "error: NoClassDefFoundError: scala/Product"),
                Arguments.of(new UnsatisfiedLinkError("no tensorflow"), "error: UnsatisfiedLinkError: no tensorflow"),
                Arguments.of(new StackOverflowError(), "error: StackOverflowError"),
                Arguments.of(
                        new ExceptionInInitializerError(new IllegalStateException("broken")),
                        "because: IllegalStateException: broken"));
    }

    @Test
    void a_folder_that_is_busy_has_a_code_of_its_own() {
        assertThat(failed(new OutputBusyException("held by run x"), false)).isEqualTo(ExitStatus.OUTPUT_BUSY);
        assertThat(err().lines()).contains("error: held by run x").hasSize(2);
    }

    @Test
    void no_status_is_what_java_and_the_shell_end_with_when_a_start_fails() {
        assertThat(ExitStatus.values()).extracting(ExitStatus::code).doesNotContain(1, 126, 127);
    }

    @Test
    void verbose_shows_the_stack_trace() {
        assertThat(failed(new IllegalStateException("broken"), true)).isEqualTo(ExitStatus.FAILED);
        assertThat(err()).contains("error: IllegalStateException: broken", "\tat io.weibosentiment.cli.FailuresTest");
    }

    private ExitStatus failed(Throwable failure, boolean verbose) {
        Failures failures = new Failures(new PrintStream(err, true, StandardCharsets.UTF_8), () -> verbose);
        ExitStatus status = failures.failed(failure);
        assertThat(err()).contains(failures.reported());
        return status;
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
