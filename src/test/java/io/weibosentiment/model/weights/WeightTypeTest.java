package io.weibosentiment.model.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weibosentiment.InvalidInputException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WeightTypeTest {

    @ParameterizedTest
    @EnumSource(names = {"FLOAT16", "BFLOAT16"})
    void keeps_every_value_it_can_hold(WeightType type) {
        ByteBuffer bytes = ByteBuffer.allocate(2).order(ByteOrder.LITTLE_ENDIAN);
        float[] value = new float[1];
        for (int bits = 0; bits < 1 << 16; bits++) {
            type.read(bytes.clear().putShort((short) bits).flip(), value, 1);
            if (!Float.isNaN(value[0])) {
                type.write(value, 1, bytes.clear());
                assertThat(bytes.flip().getShort()).isEqualTo((short) bits);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "FLOAT16,  1.0004883,     1.0", // half way: to even
        "FLOAT16,  1.0014648,     1.0019531",
        "FLOAT16,  65519.0,       65504.0",
        "FLOAT16,  65520.0,       Infinity",
        "FLOAT16,  2.9802322E-8,  0.0",
        "FLOAT16,  3.0E-8,        5.9604645E-8",
        "FLOAT16,  -0.1,          -0.099975586",
        "BFLOAT16, 1.00390625,    1.0", // half way: to even
        "BFLOAT16, 1.0039064,     1.0078125",
        "BFLOAT16, -3.1415927,    -3.140625",
        "BFLOAT16, 3.4028235E38,  Infinity",
        "FLOAT32,  3.1415927,     3.1415927",
    })
    void rounds_to_the_nearest(WeightType type, float value, float expected) {
        assertThat(type.round(value)).isEqualTo(expected);
    }

    @Test
    void names_the_types_when_one_is_unknown() {
        assertThatThrownBy(() -> WeightType.of("int8"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("'int8'")
                .hasMessageContaining("float32, float16, bfloat16");
    }
}
