package io.weibosentiment.util;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnNamesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    post_id;comment.text;like-count | post_id, comment.text, like-count
                    post_id;评论                      | post_id and 1 not shown (too many, or maybe the text of a comment)
                    太好看了;2025-03-01;12            | 3 not shown (too many, or maybe the text of a comment)
                    so good to see you;id           | id and 1 not shown (too many, or maybe the text of a comment)
                    """)
    void shows_names_and_counts_what_may_be_a_comment(String columns, String shown) {
        assertThat(ColumnNames.shown(List.of(columns.split(";", -1)))).isEqualTo(shown);
    }

    @Test
    void shows_fifty_names_at_the_most() {
        List<String> columns = Collections.nCopies(60, "name");

        assertThat(ColumnNames.shown(columns)).contains("name and 10 not shown").hasSizeLessThan(400);
    }
}
