package io.weibosentiment.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.config.Field;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScoredColumnsTest {

    @Test
    void reads_fields_and_their_columns() {
        assertThat(ScoredColumns.parse("post-id=weibo, sentiment = p ").named())
                .containsOnly(Map.entry(ScoredField.POST_ID, "weibo"), Map.entry(ScoredField.SENTIMENT, "p"));
        assertThat(ScoredColumns.parse("post_id=weibo").named()).containsOnlyKeys(ScoredField.POST_ID);
        assertThat(ScoredColumns.parse("").named()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "text=t              | 'text=t' names no field",
                "post-id             | 'post-id' names no field",
                "post-id=            | 'post-id=' names no field",
                "post-id=a,post_id=b | post_id is given twice",
                "post=a              | blogger-id, post-id, comment-id"
            })
    void refuses_what_names_no_field(String text, String message) {
        assertThatThrownBy(() -> ScoredColumns.parse(text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(message);
    }

    @Test
    void prefers_named_columns_to_configured_and_usual_ones() {
        ScoredColumns columns = ScoredColumns.parse("sentiment=p").or(Map.of(Field.POST_ID, "weibo", Field.TEXT, "t"));

        assertThat(columns.in(List.of("weibo", "P", "sentiment", "comment_likes"), Set.of()))
                .containsOnly(
                        Map.entry(ScoredField.POST_ID, "weibo"),
                        Map.entry(ScoredField.SENTIMENT, "P"),
                        Map.entry(ScoredField.LIKES, "comment_likes"));
    }

    @Test
    void names_everything_that_is_missing_and_what_there_is() {
        ScoredColumns columns = ScoredColumns.parse("likes=votes");

        assertThatThrownBy(() -> columns.in(List.of("a", "b"), Set.of(ScoredField.POST_ID, ScoredField.SENTIMENT)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("there is no column 'votes' for likes; the input has a, b")
                .hasMessageContaining("no column for post-id (looked for post_id)")
                .hasMessageContaining("looked for sentiment, comment_score, score")
                .hasMessageContaining("--columns sentiment=COLUMN");
    }
}
