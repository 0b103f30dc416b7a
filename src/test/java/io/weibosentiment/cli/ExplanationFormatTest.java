package io.weibosentiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.weibosentiment.DecidedBy;
import io.weibosentiment.inference.TextInspector.Sequence;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExplanationFormatTest {

    private static final Explanation SCORED = new Explanation(
            "回复@a:好\"",
            "好",
            Optional.of(new Explanation.Scoring(
                    List.of(new Sequence("tokens", List.of("[CLS]", "好", "[SEP]"), List.of(101, 1962, 102))),
                    List.of(-1.5f, 0.25f))),
            Optional.of(0.75f),
            DecidedBy.MODEL);
    private static final Explanation BY_RULE =
            new Explanation("转发微博", "", Optional.empty(), Optional.empty(), DecidedBy.RULE_REPOST);

    @Test
    void json_is_one_object_with_the_contracts_keys() {
        assertThat(ExplanationFormat.JSON.written(SCORED))
                .isEqualTo("{\"text\":\"回复@a:好\\\"\",\"cleaned\":\"好\",\"tokens\":[\"[CLS]\",\"好\",\"[SEP]\"],"
                        + "\"token_ids\":[101,1962,102],\"logits\":[-1.5,0.25],\"sentiment\":0.75,"
                        + "\"decided_by\":\"model\"}");
    }

    @Test
    void json_leaves_empty_what_the_model_did_not_see() {
        assertThat(ExplanationFormat.JSON.written(BY_RULE))
                .isEqualTo("{\"text\":\"转发微博\",\"cleaned\":\"\",\"tokens\":[],\"token_ids\":[],\"logits\":[],"
                        + "\"sentiment\":null,\"decided_by\":\"rule:repost\"}");
    }

    @Test
    void json_escapes_half_characters_and_keeps_whole_ones() {
        Explanation halves = new Explanation(
                "a\uD83D \uDE00b\uD83D\uDE00", "", Optional.empty(), Optional.of(0.5f), DecidedBy.RULE_EMPTY);

        assertThat(ExplanationFormat.JSON.written(halves))
                .startsWith("{\"text\":\"a\\ud83d \\ude00b\uD83D\uDE00\",")
                .contains("\"sentiment\":0.5");
    }

    @Test
    void people_read_labelled_lines() {
        assertThat(ExplanationFormat.HUMAN.written(SCORED).lines())
                .containsExactly(
                        "raw         回复@a:好\"",
                        "cleaned     好",
                        "tokens      [CLS] 好 [SEP]",
                        "token ids   101 1962 102",
                        "logits      -1.5 0.25",
                        "sentiment   0.7500",
                        "decided by  model");
        assertThat(ExplanationFormat.HUMAN.written(BY_RULE)).contains("none (left unscored)", "rule:repost");
    }

    @Test
    void a_model_that_reads_several_sequences_shows_each() {
        Explanation keamm = new Explanation(
                "好笑[泪]",
                "好笑[泪]",
                Optional.of(new Explanation.Scoring(
                        List.of(
                                new Sequence("character-radicals", List.of("女", "竹", "[水]"), List.of(4, 5, 1)),
                                new Sequence("characters", List.of("好", "笑", "[泪]"), List.of(2, 3, 9)),
                                new Sequence("words", List.of("好笑", "[泪]"), List.of(7, 8))),
                        List.of(-1.5f, 0.25f))),
                Optional.of(0.75f),
                DecidedBy.MODEL);

        assertThat(ExplanationFormat.HUMAN.written(keamm).lines())
                .containsSequence(
                        "character-radicals 女 竹 [水]",
                        "  ids       4 5 1",
                        "characters  好 笑 [泪]",
                        "  ids       2 3 9",
                        "words       好笑 [泪]",
                        "  ids       7 8");
        assertThat(ExplanationFormat.JSON.written(keamm))
                .contains(
                        "\"tokens\":[\"好\",\"笑\",\"[泪]\"],\"token_ids\":[2,3,9],\"sequences\":{\"character-radicals\":",
                        "\"words\":{\"tokens\":[\"好笑\",\"[泪]\"],\"token_ids\":[7,8]}},\"logits\":");
    }
}
