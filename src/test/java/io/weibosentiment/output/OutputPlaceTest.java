package io.weibosentiment.output;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weibosentiment.InvalidInputException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputPlaceTest {

    @TempDir
    Path dir;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    output       | input                 | what
                    crawl/tables | crawl                 | where the run writes
                    crawl        | crawl                 | where the run writes
                    crawl/tables | crawl/*               | where the run writes
                    crawl        | crawl/*               | where the run writes
                    tables       | tables/runs/x/y       | where runs write and delete
                    tables       | tables/comment_scores | where runs write and delete
                    tables       | tables/current/*      | where runs write and delete
                    tables       | store                 | where the run writes
                    """, useHeadersInDisplayName = true)
    void refuses_an_input_that_holds_the_output_or_lies_in_it(String output, String input, String what) {
        assertThatThrownBy(() -> compare(output, input))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(dir.resolve(input).toString())
                .hasMessageContaining(what);
    }

    @ParameterizedTest
    @CsvSource({"tables, crawl", "., crawl", "crawl, crawl/*.csv", "crawl, crawl/2025", "crawl/tables, crawl/2*"})
    void takes_an_input_beside_what_it_writes(String output, String input) {
        assertThatCode(() -> compare(output, input)).doesNotThrowAnyException();
    }

    private void compare(String output, String input) {
        new OutputPlace(
                        dir.resolve(output).toString(),
                        Optional.of(dir.resolve("store/of/scores").toString()))
                .requireApart(
                        List.of(new org.apache.hadoop.fs.Path(dir.resolve(input).toString())), new Configuration());
    }
}
