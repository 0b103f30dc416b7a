package io.weibosentiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** README.zh-CN.md in step with README.md, and the links of both. */
class ReadmeTest {

    private static final Path ENGLISH = Path.of("README.md");
    private static final Path CHINESE = Path.of("README.zh-CN.md");

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```$\n(.*?)^```$");
    private static final Pattern COMMAND = Pattern.compile("(submit/|mvn |SPARK_HOME=|  score |input\\.columns).*");
    private static final Pattern FIRST_CELL = Pattern.compile("(?m)^\\| (`[a-z_]+`|[0-9]) \\|");
    private static final Pattern OPTION = Pattern.compile("`(--[a-z-]+)[^`]*`");
    private static final Pattern LINK = Pattern.compile("\\]\\(((?!https?:)[^)#]+)");

    @Test
    void shows_the_same_commands() throws IOException {
        assertThat(commands(CHINESE)).isNotEmpty().isEqualTo(commands(ENGLISH));
    }

    @Test
    void names_the_same_tables_and_exit_codes() throws IOException {
        List<String> english = found(FIRST_CELL, Files.readString(ENGLISH));

        assertThat(found(FIRST_CELL, Files.readString(CHINESE)))
                .contains("`comment_scores`", "`trajectories`", "7")
                .containsExactlyInAnyOrderElementsOf(english);
    }

    @Test
    void names_no_option_that_the_english_text_does_not() throws IOException {
        String english = Files.readString(ENGLISH);

        assertThat(found(OPTION, Files.readString(CHINESE)))
                .isNotEmpty()
                .allSatisfy(option -> assertThat(english).contains(option));
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "README.zh-CN.md"})
    void leads_to_files_that_are_there_and_to_the_other_language(String name) throws IOException {
        List<String> links = found(LINK, Files.readString(Path.of(name)));

        assertThat(links).allSatisfy(link -> assertThat(Path.of(link)).exists());
        assertThat(links).contains(name.equals("README.md") ? "README.zh-CN.md" : "README.md");
    }

    private static List<String> commands(Path readme) throws IOException {
        return found(BLOCK, Files.readString(readme)).stream()
                .flatMap(String::lines)
                .filter(line -> COMMAND.matcher(line).matches())
                .toList();
    }

    private static List<String> found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        Stream.Builder<String> found = Stream.builder();
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found.build().toList();
    }
}
