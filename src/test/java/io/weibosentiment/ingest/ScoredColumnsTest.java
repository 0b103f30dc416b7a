package io.weibosentiment.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.config.Field;
import io.weibosentiment.config.Preset;
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
                .containsOnly(Map.entry(Field.POST_ID, "weibo"), Map.entry(Field.SENTIMENT, "p"));
        assertThat(ScoredColumns.parse("post_id=weibo").named()).containsOnlyKeys(Field.POST_ID);
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
                "decided-by=x        | 'decided-by=x' names no field",
                "post=a              | blogger-id, post-id, comment-id"
            })
    void refuses_what_names_no_field(String text, String message) {
        assertThatThrownBy(() -> ScoredColumns.parse(text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(message);
    }

    @Test
    void prefers_named_columns_to_configured_and_usual_ones() {
        TestInput input = TestInput.of(Preset.NONE)
                .withColumns(Map.of(Field.POST_ID, "weibo", Field.SENTIMENT, "s", Field.TEXT, "t"));

        RecordLayout layout = ScoredColumns.parse("sentiment=p").layout(input.config(), Set.of(Field.COMMENT_TIME));

        List<String> present = List.of("weibo", "P", "s", "sentiment", "comment_likes");
        assertThat(layout.columnOf(Field.POST_ID, present)).contains("weibo");
        assertThat(layout.columnOf(Field.SENTIMENT, present)).contains("P");
        assertThat(layout.columnOf(Field.LIKES, present)).contains("comment_likes");
        assertThat(layout.columnOf(Field.COMMENT_TIME, present)).isEmpty();
        assertThat(layout.required()).containsOnly(Field.POST_ID, Field.SENTIMENT, Field.COMMENT_TIME);
    }
}
