package io.weibosentiment.model.graph;

import static org.assertj.core.api.Assertions.assertThat;

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
        BertArchitecture bert =
                new BertArchitecture(layers, 1024, 16, 4096, 21_128, 512, 2, BertArchitecture.Activation.GELU, 1e-12);

        assertThat(GraphSize.isPossible(bert, 2, arithmetic)).isEqualTo(isPossible);
    }
}
