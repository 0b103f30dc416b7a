package io.weibosentiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.run.Console;
import io.weibosentiment.run.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandRunnerTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "score | --input, --preset, --output, --model, --policy, --window, --window-by, --zone, --precision, --device, --max-rejected, --fail-on-rejected, --config, --set",
                "check | --input, --preset, --output, --model, --policy, --window, --window-by, --zone, --precision, --device, --max-rejected, --within, --config, --set",
                "aggregate | --input, --output, --columns, --policy, --window, --window-by, --zone, --max-rejected, --fail-on-rejected, --wait, --config, --set",
                "sample | --input, --crawl, --size, --output, --coders, --seed, --strata, --window, --bands, --minimum, --allocation, --rule-decided, --explain-size",
                "report | --input, --output, --language",
                "evaluate | --input, --output, --columns, --positive, --negative, --scores, --against, --replicates, --seed, --json, --model, --precision, --policy, --window, --max-rejected, --wait, --config, --set",
                "fit | --input, --output, --model, --train-from, --train-until, --window, --ahead, --zone, --wait, --config, --set",
                "import-model | --from, --to, --store, --max-tokens, --positive-label",
                "train | --architecture, --input, --from, --to, --columns, --positive, --negative, --validation, --epochs, --patience, --batch-tokens, --learning-rate, --warm-up, --layer-decay, --weight-decay, --clip, --dropout, --balanced, --max-tokens, --seed, --threads, --checkpoint-steps, --device, --policy, --max-rejected, --wait, --config, --set",
                "explain | --text, --input, --model, --policy, --json",
            })
    void help_names_every_option_the_exit_codes_and_an_example(String command, String options) {
        ExitStatus status = run(command, "--help");

        assertThat(status).isEqualTo(ExitStatus.OK);
        assertThat(out()).contains(options.split(", ")).contains("Examples", "weibo-sentiment " + command);
        for (ExitStatus exit : ExitStatus.values()) {
            assertThat(out()).contains(exit.code() + "   " + exit.meaning());
        }
    }

    static Stream<String> commands() {
        return below(program(), "");
    }

    private static Stream<String> below(CommandLine command, String path) {
        return command.getSubcommands().entrySet().stream()
                .flatMap(entry -> Stream.concat(
                        Stream.of(path + entry.getKey()), below(entry.getValue(), path + entry.getKey() + " ")));
    }

    private static CommandLine program() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        Console console = new Console(nowhere, Clock.systemUTC(), Progress.Style.LINES);
        return new CommandRunner(new CommandContext(nowhere, nowhere, console, Map.of())).commands(new RootCommand());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void every_command_has_help_with_the_exit_codes_and_an_example(String command) {
        assertThat(run((command + " --help").split(" "))).isEqualTo(ExitStatus.OK);

        assertThat(out()).startsWith("Usage: weibo-sentiment " + command).contains("Exit codes");
        String first = command.split(" ")[0];
        assertThat(run(first, "--help")).isEqualTo(ExitStatus.OK);
        assertThat(out().substring(out().lastIndexOf("\nExample"))).contains("  weibo-sentiment " + command + " ");
    }

    @Test
    void help_of_the_program_and_of_its_script_names_every_command() throws IOException {
        Set<String> commands = program().getSubcommands().keySet();

        assertThat(run("--help")).isEqualTo(ExitStatus.OK);

        assertThat(commands)
                .isNotEmpty()
                .allSatisfy(command -> assertThat(out()).containsPattern("(?m)^  " + command + " "));
        String script = Files.readString(Path.of("submit/local.sh"))
                .lines()
                .filter(line -> line.startsWith("Commands: "))
                .findFirst()
                .orElseThrow();
        assertThat(script.substring("Commands: ".length(), script.indexOf(';')).split(", "))
                .containsExactlyInAnyOrderElementsOf(commands);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "store"})
    void a_command_that_lacks_one_names_those_that_there_are(String command) {
        assertThat(run(command.isEmpty() ? new String[0] : new String[] {command}))
                .isEqualTo(ExitStatus.BAD_USAGE);

        CommandLine lacking =
                command.isEmpty() ? program() : program().getSubcommands().get(command);
        assertThat(err())
                .contains("no command given; expected ")
                .contains(lacking.getSubcommands().keySet());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1"})
    void prune_deletes_nothing_unless_it_is_given_days(String days) {
        assertThat(run("store", "prune", "--store", "nowhere", "--unused-days", days))
                .isEqualTo(ExitStatus.BAD_USAGE);
        assertThat(err()).contains("--unused-days: found " + days);
    }

    @Test
    void version_is_one_line() {
        assertThat(run("--version")).isEqualTo(ExitStatus.OK);
        assertThat(out().lines()).singleElement().asString().startsWith("weibo-sentiment ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "scor | Did you mean 'score'?",
                "score --outptu x | Did you mean '--output'?",
                "check --outptu x | Did you mean '--output'?",
                "check --within soon | soon",
                "check --within 4 | --within: found 4; expected at least 5 seconds",
                "score --input | Missing required parameter",
                "score | input.paths: nothing given",
                "score --input x | output.dir: nothing given",
                "score --input x --output y --precision half | model.precision: found 'half'",
                "score --input x --output y --set output.fail-on-rejected=maybe | output.fail-on-rejected: found 'maybe'",
                "score --input x --output y --language fr | output.report-language: found 'fr'",
                "report --input no/such | no run has published there",
                "report --input x --language fr | --language: found 'fr'; expected zh or en",
                "score --input x --output y --window 6x day | window '6x' is not known",
                "score --input x --output y --config no/such.conf | --config no/such.conf: cannot be read",
                "aggregate --input x --output y --columns post=a | columns: 'post=a' names no field and column",
                "aggregate --input x --output y --columns sentiment | columns: 'sentiment' names no field and column",
                "sample --input x | --size: nothing given; expected --size N",
                "sample --input x --size 9 | --output: nothing given",
                "sample --input x --size 0 --output y --coders 0 | --size: found 0; expected 1 to 1000000",
                "sample --input x --size 9 --output y --strata post | --strata: found 'post'; expected one or more of",
                "sample --input x --size 9 --output y --allocation most | most",
                "sample --input no/such --explain-size | output 'no/such'",
                "fit --input x --output y --model degroot | --model: found 'degroot'; expected all or french-degroot",
                "fit --input x --output y --ahead 0 | --ahead: found 0; expected 1 to 1000",
                "fit --input x | output.dir: nothing given",
                "import-model --from x | Missing required option: '--to=BUNDLE'",
                "import-model --from x --to y --max-tokens many | many",
                "explain | Missing required argument",
                "explain --text a --input b | are mutually exclusive",
            })
    void bad_usage_is_told_and_has_its_exit_code(String line, String message) {
        ExitStatus status = run(line.split(" "));

        assertThat(err()).startsWith("error: ").contains(message).doesNotContain("\tat ");
        assertThat(status).isEqualTo(ExitStatus.BAD_USAGE);
        assertThat(out()).isEmpty();
    }

    @Test
    void all_problems_of_a_command_line_are_told_together() {
        assertThat(run("score", "--device", "abacus", "--zone", "Mars", "--set", "windows=day", "--max-rejected", "x"))
                .isEqualTo(ExitStatus.BAD_USAGE);

        assertThat(err().lines()).hasSize(5).allMatch(line -> line.matches("(error: |ended ).*"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"今天\uFFFD\uFFFD", "\uFFFD"})
    void a_text_that_the_terminal_garbled_is_refused(String text) {
        assertThat(run("explain", "--text", text)).isEqualTo(ExitStatus.BAD_USAGE);
        assertThat(err()).contains("LC_ALL=C.UTF-8");
    }

    @Test
    void an_error_that_a_command_throws_has_an_exit_code_and_a_message() {
        PrintStream stderr = new PrintStream(err, true, StandardCharsets.UTF_8);
        PrintStream broken = new PrintStream(out, true, StandardCharsets.UTF_8) {
            @Override
            public void println(String line) {
                throw new NoClassDefFoundError("scala/Product");
            }
        };
        Console console = new Console(broken, Clock.systemUTC(), Progress.Style.LINES);
        CommandRunner runner = new CommandRunner(new CommandContext(broken, stderr, console, Map.of()));

        CommandRunner.Outcome outcome = runner.outcome("explain", "--text", "@好友", "--json");

        assertThat(outcome.status()).isEqualTo(ExitStatus.FAILED);
        assertThat(err()).contains("error: NoClassDefFoundError: scala/Product", "ended     exit code 4");
        assertThat(outcome.message()).startsWith("exit code 4: ").contains("NoClassDefFoundError: scala/Product");
    }

    @Test
    void reports_what_stops_a_command_before_it_begins() {
        PrintStream stderr = new PrintStream(err, true, StandardCharsets.UTF_8);
        PrintStream stdout = new PrintStream(out, true, StandardCharsets.UTF_8);
        Console console = new Console(stdout, Clock.systemUTC(), Progress.Style.LINES);
        CommandRunner runner = new CommandRunner(new CommandContext(stdout, stderr, console, Map.of()), parsed -> {
            throw new InvalidInputException("found Spark 3.5.8, but this job jar was built for Spark 4.1");
        });

        CommandRunner.Outcome outcome = runner.outcome("explain", "--text", "好");

        assertThat(outcome.status()).isEqualTo(ExitStatus.BAD_USAGE);
        assertThat(outcome.errors())
                .containsExactly("error: found Spark 3.5.8, but this job jar was built for Spark 4.1");
        assertThat(err()).doesNotContain("\tat ");
    }

    private ExitStatus run(String... args) {
        PrintStream stdout = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream stderr = new PrintStream(err, true, StandardCharsets.UTF_8);
        Console console = new Console(stdout, Clock.systemUTC(), Progress.Style.LINES);
        return new CommandRunner(new CommandContext(stdout, stderr, console, Map.of())).run(args);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
