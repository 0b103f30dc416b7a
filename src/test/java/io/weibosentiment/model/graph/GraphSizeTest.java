package io.weibosentiment.model.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weibosentiment.InvalidInputException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GraphSizeTest {

    /** BERT-large with 326 million parameters, one with 40 layers (529 million) and with 48 (630 million). */
    @ParameterizedTest
    @CsvSource({
        "24, FLOAT32, true",
        "40, FLOAT32, true",
        "48, FLOAT32, false",
        "48, ROUNDED_BFLOAT16, false",
        "48, BFLOAT16, true",
        "48, INT8, true",
        "96, BFLOAT16, false",
        "96, INT8, true"
    })
    void tensorflow_holds_graphs_up_to_two_gibibytes(int layers, Arithmetic arithmetic, boolean isPossible) {
        assertThat(GraphSize.isPossible(bert(layers), 2, arithmetic)).isEqualTo(isPossible);
    }

    @ParameterizedTest
    @CsvSource({
        "48, FLOAT32, in float32 than, a smaller model --precision bfloat16 --precision int8",
        "48, ROUNDED_BFLOAT16, that does not multiply it than, a smaller model --precision bfloat16 --precision int8",
        "96, FLOAT32, in float32 than, a smaller model --precision int8",
        "96, BFLOAT16, in bfloat16 than, a smaller model --precision int8",
        "200, INT8, in int8 than, a smaller model"
    })
    void advises_only_what_is_possible(int layers, Arithmetic arithmetic, String where, String remedies) {
        List<String> words = List.of("a smaller model", "--precision bfloat16", "--precision int8");

        assertThatThrownBy(() -> GraphSize.require(bert(layers), 2, arithmetic))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(where)
                .satisfies(problem -> assertThat(words)
                        .allSatisfy(word ->
                                assertThat(problem.getMessage().contains(word)).isEqualTo(remedies.contains(word))));
    }

    private static BertArchitecture bert(int layers) {
        return new BertArchitecture(layers, 1024, 16, 4096, 21_128, 512, 2, BertArchitecture.Activation.GELU, 1e-12);
    }
}
