package io.weibosentiment.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EpochFiguresTest {

    /** Answers to four texts, two of them positive: a digit for each, 1 where it is called positive. */
    @ParameterizedTest
    @CsvSource({
        "0000, true",
        "1111, true",
        "0011, true",
        "1100, false",
        "1000, false",
        "1110, false",
        "0010, true",
    })
    void a_model_that_recognizes_no_text_of_one_label_is_told_from_others(String answers, boolean expected) {
        Confusions confusions = new Confusions(1);
        for (int i = 0; i < answers.length(); i++) {
            float margin = answers.charAt(i) == '1' ? 1 : -1;
            confusions.add(new float[] {0, margin}, i < 2 ? 1 : 0);
        }

        assertThat(confusions.figures(1, 1, 0).missesOneLabel()).isEqualTo(expected);
    }
}
