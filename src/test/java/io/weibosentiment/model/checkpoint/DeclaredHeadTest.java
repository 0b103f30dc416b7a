package io.weibosentiment.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.model.bundle.Head;
import io.weibosentiment.model.bundle.HeadActivation;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeclaredHeadTest {

    private static Head head(String labels, HeadActivation activation, String positive, String values, String range) {
        return new DeclaredHead(Optional.ofNullable(positive), Optional.ofNullable(values), Optional.ofNullable(range))
                .of(new CheckpointHead(Arrays.asList(labels.split(";")), activation));
    }

    private static List<Double> values(String labels) {
        return head(labels, HeadActivation.SOFTMAX, null, null, null).values();
    }

    @ParameterizedTest
    @CsvSource({
        "negative;neutral;positive, 0 0.5 1",
        "Positive;NEUTRAL;Negative, 1 0.5 0",
        "neg;neu;pos, 0 0.5 1",
        "正面;中性;负面, 1 0.5 0",
        "very negative;negative;neutral;positive;very positive, 0 0.25 0.5 0.75 1",
        "Very_Negative;Negative;Neutral;Positive;Very_Positive, 0 0.25 0.5 0.75 1",
        "非常消极;消极;中性;积极;非常积极, 0 0.25 0.5 0.75 1",
        "1 star;2 stars;3 stars;4 stars;5 stars, 0 0.25 0.5 0.75 1",
        "5 stars;4 stars;3 stars;2 stars;1 star, 1 0.75 0.5 0.25 0",
        "0 stars;1 star;2 stars, 0 0.5 1",
        "star_1;star_2;star_3, 0 0.5 1",
        "one star;two stars;three stars, 0 0.5 1",
        "一星;二星;三星;四星;五星, 0 0.25 0.5 0.75 1",
        "1星;2星;3星, 0 0.5 1",
        "★☆☆;★★☆;★★★, 0 0.5 1",
    })
    void recognizes_scales_by_name(String labels, String expected) {
        assertThat(values(labels))
                .containsExactlyElementsOf(
                        Arrays.stream(expected.split(" ")).map(Double::valueOf).toList());
    }

    @ParameterizedTest
    @CsvSource({
        "LABEL_0;LABEL_1;LABEL_2",
        "1;2;3;4;5",
        "1 star;3 stars;5 stars",
        "2 stars;3 stars;4 stars",
        "negative;mixed;positive",
        "negative;neutral;positive;spam",
        "negative;positive;other",
        "joy;anger;sadness",
        "not positive;neutral;positive",
    })
    void never_guesses(String labels) {
        assertThatThrownBy(() -> values(labels))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("cannot tell which sentiment the labels")
                .hasMessageContaining("--label-values");
    }

    @Test
    void takes_what_is_declared() {
        assertThat(head("joy;anger;calm", HeadActivation.SOFTMAX, null, "calm=0.6, joy=1,anger=0", null)
                        .values())
                .containsExactly(1.0, 0.0, 0.6);
        assertThat(head("a, b=c;x;y", HeadActivation.SOFTMAX, null, "a, b=c=0.25,1=0,y=1", null)
                        .values())
                .containsExactly(0.25, 0.0, 1.0);
        assertThat(head("a;b;c", HeadActivation.SOFTMAX, "b", null, null).positiveLabel())
                .contains("b");
        Head two = head("negative;positive", HeadActivation.SOFTMAX, null, "negative=0,positive=1", null);
        assertThat(two).isEqualTo(new Head(List.of("negative", "positive"), 1));
        Head stars = head("x", HeadActivation.RANGE, null, null, "5..1");
        assertThat(stars.sentiment(new float[] {4})).isEqualTo(0.25f);
        assertThat(stars.sentiment(new float[] {9})).isZero();
        assertThat(head("x", HeadActivation.RANGE, null, null, "-1 .. 1").sentiment(new float[] {0.5f}))
                .isEqualTo(0.75f);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "a;b;c | SOFTMAX | -  | a=0,b=1           | -    | has no value for [c]",
                "a;b;c | SOFTMAX | -  | a=0,b=1,c=2       | -    | the value '2' for 'c'",
                "a;b;c | SOFTMAX | -  | a=0,b=1,c=x       | -    | the value 'x' for 'c'",
                "a;b;c | SOFTMAX | -  | a=0,b=1,c=NaN     | -    | the value 'NaN' for 'c'",
                "a;b;c | SOFTMAX | -  | a=0,b=1,d=1       | -    | has 'd=1'; expected LABEL=VALUE",
                "a;b;c | SOFTMAX | -  | a=0,b=1,c=1,a=0.5 | -    | two values for 'a'",
                "a;b;c | SOFTMAX | -  | a=1,b=1,c=1       | -    | every label the same value",
                "a;b;c | SOFTMAX | a  | a=0,b=1,c=1       | -    | --positive-label and --label-values say different",
                "a;b   | SOFTMAX | -  | -                 | 0..1 | --label-range is for a model with one output",
                "a;b   | SIGMOID | -  | a=0,b=1           | -    | is true or not by itself",
                "a;b;c | SIGMOID | -  | -                 | -    | cannot tell which of the labels",
                "x     | RANGE   | -  | -                 | -    | --label-range LOW..HIGH, such as --label-range 1..5",
                "x     | RANGE   | x  | -                 | -    | is no probability of the label x",
                "x     | RANGE   | -  | -                 | 1..1 | expected two different numbers",
                "x     | RANGE   | -  | -                 | 1-5  | expected two different numbers",
            })
    void refuses_what_does_not_belong_to_the_outputs(
            String labels, HeadActivation activation, String positive, String values, String range, String expected) {
        assertThatThrownBy(() -> head(labels, activation, positive, values, range))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(expected);
    }

    @Test
    void weighs_each_label_by_its_probability() {
        Head head = head("negative;neutral;positive", HeadActivation.SOFTMAX, null, null, null);
        float[] logits = {(float) Math.log(0.2), (float) Math.log(0.5), (float) Math.log(0.3)};
        assertThat(head.probabilities(logits)).containsExactly(new float[] {0.2f, 0.5f, 0.3f}, within());
        assertThat(head.sentiment(logits)).isCloseTo(0.55f, within());
        assertThat(head.sentiment(new float[] {0, Float.NaN, 0})).isNaN();
    }

    private static org.assertj.core.data.Offset<Float> within() {
        return org.assertj.core.data.Offset.offset(1e-6f);
    }
}
