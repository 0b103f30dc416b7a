package io.weibosentiment.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.weibosentiment.config.AggregateConfig;
import io.weibosentiment.config.DeclaredKeys;
import io.weibosentiment.config.InputConfig;
import io.weibosentiment.config.JobConfig;
import io.weibosentiment.config.Key;
import io.weibosentiment.config.Key.Form;
import io.weibosentiment.config.OutputConfig;
import io.weibosentiment.config.ScoringConfig;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class KeyOptionsTest {

    @Command(name = "command", sortOptions = false)
    private static final class TestCommand {

        @Mixin
        private final KeyOptions options;

        TestCommand(Key<?>... keys) {
            options = new KeyOptions(keys);
        }
    }

    static List<Key<?>> keysWithOptions() {
        return DeclaredKeys.all().stream().filter(key -> key.flag().isPresent()).toList();
    }

    @ParameterizedTest
    @MethodSource("keysWithOptions")
    void option_sets_its_key_and_nothing_is_set_without_it(Key<?> key) {
        String option = key.flag().orElseThrow().name();
        TestCommand command = new TestCommand(keysWithOptions().toArray(Key<?>[]::new));

        new CommandLine(command).parseArgs();
        assertThat(command.options.settings()).isEmpty();

        boolean isSwitch = key.form() == Form.SWITCH;
        new CommandLine(command).parseArgs(isSwitch ? new String[] {option} : new String[] {option, "x"});
        Object expected = switch (key.form()) {
            case SWITCH -> "true";
            case SINGLE -> "x";
            case LIST, COMMA_SEPARATED -> List.of("x");
        };
        assertThat(command.options.settings()).containsExactly(key.set(expected));
    }

    @ParameterizedTest
    @MethodSource("keysWithOptions")
    void each_option_is_one_of_score(Key<?> key) {
        assertThat(new CommandLine(new ScoreOptions()).getCommandSpec().optionsMap())
                .containsKey(key.flag().orElseThrow().name());
    }

    @Test
    void lists_take_several_values_and_repetitions_and_only_some_are_split_at_commas() {
        TestCommand command = new TestCommand(InputConfig.PATHS, AggregateConfig.WINDOWS);

        new CommandLine(command)
                .parseArgs("--input", "a,b", "c", "--window", "day,week", "6h", "--input", "d", "--window=month");

        assertThat(command.options.settings())
                .containsExactly(
                        InputConfig.PATHS.set(List.of("a,b", "c", "d")),
                        AggregateConfig.WINDOWS.set(List.of("day", "week", "6h", "month")));
    }

    @Test
    void help_shows_options_as_declared_with_their_defaults() {
        String help = new CommandLine(new TestCommand(
                        AggregateConfig.WINDOW_BY,
                        JobConfig.POLICY,
                        InputConfig.MAX_REJECTED,
                        ScoringConfig.STORE,
                        OutputConfig.FAIL_ON_REJECTED))
                .setUsageHelpWidth(200)
                .getUsageMessage();

        assertThat(help.lines().skip(1).map(String::strip))
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith("--window-by=TIME ")
                                .endsWith("comment or post. (default: comment; with policy paper: post)"),
                        line -> assertThat(line)
                                .startsWith("--policy=NAME ")
                                .endsWith("standard, paper, none. (default: standard)"),
                        line -> assertThat(line)
                                .startsWith("--max-rejected=N|N% ")
                                .endsWith("(default: 10%)"),
                        line -> assertThat(line).startsWith("--store=DIR ").doesNotContain("default:"),
                        line -> assertThat(line)
                                .startsWith("--fail-on-rejected ")
                                .doesNotContain("default:"));
    }

    @Test
    void a_key_without_an_option_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KeyOptions(OutputConfig.KEEP_RUNS))
                .withMessageContaining("output.keep-runs");
    }

    @Test
    void an_option_of_one_value_is_given_once() {
        CommandLine line = new CommandLine(new TestCommand(JobConfig.POLICY));

        assertThatExceptionOfType(CommandLine.OverwrittenOptionException.class)
                .isThrownBy(() -> line.parseArgs("--policy", "paper", "--policy", "none"));
    }
}
