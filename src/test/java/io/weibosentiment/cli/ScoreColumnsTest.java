package io.weibosentiment.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.weibosentiment.InvalidInputException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScoreColumnsTest {

    @Test
    void takes_fields_in_snake_and_kebab_case() {
        assertThat(ScoreColumns.checked(Map.of("sentiment", "comment_score", "post-id", " mid ")))
                .isEqualTo(Map.of("sentiment", "comment_score", "post_id", "mid"));
    }

    @Test
    void tells_all_problems_together() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> ScoreColumns.checked(Map.of("score", "a", "likes", " ")))
                .satisfies(e -> assertThat(e.problems())
                        .hasSize(2)
                        .anyMatch(problem -> problem.contains("found the field 'score'; expected one of blogger_id"))
                        .anyMatch(problem -> problem.contains("found no column")));
    }
}
