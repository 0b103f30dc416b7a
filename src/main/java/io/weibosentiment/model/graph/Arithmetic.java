package io.weibosentiment.model.graph;

import io.weibosentiment.config.Precision;
import io.weibosentiment.model.weights.WeightType;
import java.util.Locale;

/** How a graph computes a precision on one kind of host. */
public enum Arithmetic {
    FLOAT32(WeightType.FLOAT32),
    /** Values and products in bfloat16, for processors and GPUs that multiply it in hardware. */
    BFLOAT16(WeightType.BFLOAT16),
    /**
     * The same values on other processors: rounded to bfloat16 wherever such hardware would, but multiplied in float32.
     * Without the hardware TensorFlow's bfloat16 products are slower than float32's and depend on the number of rows.
     */
    ROUNDED_BFLOAT16(WeightType.FLOAT32),
    INT8(WeightType.FLOAT32);

    private final WeightType type;

    Arithmetic(WeightType type) {
        this.type = type;
    }

    /**
     * The arithmetic of {@code precision}.
     *
     * @param precision any but {@link Precision#AUTO}
     * @param hasBfloat16 whether the device multiplies bfloat16 in hardware
     */
    public static Arithmetic of(Precision precision, boolean hasBfloat16) {
        return switch (precision) {
            case FLOAT32 -> FLOAT32;
            case BFLOAT16 -> hasBfloat16 ? BFLOAT16 : ROUNDED_BFLOAT16;
            case INT8 -> INT8;
            case AUTO -> throw new IllegalArgumentException("the precision must be resolved before a graph is built");
        };
    }

    /** The precision, and what is special about the hosts that compute it so, in words. */
    String described() {
        return this == ROUNDED_BFLOAT16
                ? "bfloat16 on a processor that does not multiply it"
                : name().toLowerCase(Locale.ROOT);
    }

    /** The bytes that each weight of a layer's kernels takes in the graph. */
    int kernelBytes() {
        return this == INT8 ? Byte.BYTES : type.bytes();
    }

    /** The type that values have between operations. */
    WeightType type() {
        return type;
    }
}
