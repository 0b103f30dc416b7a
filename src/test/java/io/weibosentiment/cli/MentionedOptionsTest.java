package io.weibosentiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class MentionedOptionsTest {

    private static final CommandLine PROGRAM =
            new CommandRunner(CommandContext.ofProcess()).commands(new RootCommand());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "score | wait for it with --wait 60 (minutes)",
                "train | wait for it with --wait 60 (minutes)",
                "score | give Spark's --jars, or libreoffice --convert-to csv",
                "train | import it first, with import-model --positive-label",
                "train | found 0--1; expected more"
            })
    void a_message_stays_as_it_is_where_nothing_is_lacking(String command, String message) {
        assertThat(explained(command, message)).isEqualTo(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sensitivity | wait for it with --wait 60 | sensitivity has no --wait: give --set output.wait-minutes=…",
                "train | found a post (--posts); expected none | train has no --posts: give --set input.posts.paths=…",
                "train | name it with --positive-label | --positive-label is an option of import-model",
                "rollback | limit with --max-rejected | --max-rejected is an option of score, check, aggregate, evaluate, train"
            })
    void what_a_command_lacks_is_said_with_what_to_give_in_its_place(String command, String message, String note) {
        assertThat(explained(command, message)).isEqualTo(message + " (" + note + ")");
    }

    private static String explained(String command, String message) {
        return new MentionedOptions(PROGRAM.getSubcommands().get(command).getCommandSpec()).explained(message);
    }
}
