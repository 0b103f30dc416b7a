package io.weibosentiment.model.weights;

import io.weibosentiment.InvalidInputException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The types weights are stored in, and their conversion from and to float32 (rounding to nearest, ties to even). */
public enum WeightType {
    FLOAT32("F32", Float.BYTES),
    FLOAT16("F16", Short.BYTES),
    BFLOAT16("BF16", Short.BYTES);

    private static final int HALF_EXPONENT_BIAS_SHIFT = 112;
    private static final int HALF_INFINITY = 0x7c00;
    private static final int FLOAT_INFINITY = 0x7f800000;

    private final String safetensorsName;
    private final int bytes;

    WeightType(String safetensorsName, int bytes) {
        this.safetensorsName = safetensorsName;
        this.bytes = bytes;
    }

    /** The type's name in model.json and on the command line: {@code bfloat16}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The type called {@code key}.
     *
     * @throws InvalidInputException if there is none
     */
    public static WeightType of(String key) {
        return Arrays.stream(values())
                .filter(type -> type.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException("unknown weight type '" + key + "'; expected one of "
                        + Arrays.stream(values()).map(WeightType::key).collect(Collectors.joining(", "))));
    }

    static Optional<WeightType> ofSafetensors(String name) {
        return Arrays.stream(values())
                .filter(type -> type.safetensorsName.equals(name))
                .findFirst();
    }

    String safetensorsName() {
        return safetensorsName;
    }

    /** Bytes of one value. */
    public int bytes() {
        return bytes;
    }

    /** Reads {@code count} little-endian values of this type at the buffer's position. */
    void read(ByteBuffer from, float[] target, int count) {
        for (int i = 0; i < count; i++) {
            target[i] = switch (this) {
                case FLOAT32 -> from.getFloat();
                case FLOAT16 -> halfToFloat(from.getShort());
                case BFLOAT16 -> Float.intBitsToFloat(from.getShort() << 16);
            };
        }
    }

    /** Writes the first {@code count} values of {@code source} little-endian at the buffer's position. */
    public void write(float[] source, int count, ByteBuffer to) {
        for (int i = 0; i < count; i++) {
            switch (this) {
                case FLOAT32 -> to.putFloat(source[i]);
                case FLOAT16 -> to.putShort(floatToHalf(source[i]));
                case BFLOAT16 -> to.putShort(floatToBfloat16(source[i]));
            }
        }
    }

    /** {@code value} as this type holds it. */
    public float round(float value) {
        return switch (this) {
            case FLOAT32 -> value;
            case FLOAT16 -> halfToFloat(floatToHalf(value));
            case BFLOAT16 -> Float.intBitsToFloat(floatToBfloat16(value) << 16);
        };
    }

    private static short floatToBfloat16(float value) {
        int bits = Float.floatToRawIntBits(value);
        if (Float.isNaN(value)) {
            return (short) (bits >>> 16 | 0x40);
        }
        return (short) ((bits + 0x7fff + (bits >>> 16 & 1)) >>> 16);
    }

    private static float halfToFloat(short half) {
        int sign = (half & 0x8000) << 16;
        int magnitude = half & 0x7fff;
        if (magnitude >= HALF_INFINITY) {
            return Float.intBitsToFloat(sign | FLOAT_INFINITY | (magnitude & 0x3ff) << 13);
        }
        if (magnitude < 0x400) { // zero and subnormals: a multiple of 2^-24
            float value = magnitude * 0x1p-24f;
            return sign == 0 ? value : -value;
        }
        return Float.intBitsToFloat(sign | (magnitude << 13) + (HALF_EXPONENT_BIAS_SHIFT << 23));
    }

    private static short floatToHalf(float value) {
        int bits = Float.floatToRawIntBits(value);
        int sign = bits >>> 16 & 0x8000;
        float magnitude = Math.abs(value);
        if (Float.isNaN(value)) {
            return (short) (sign | HALF_INFINITY | 0x200);
        }
        if (magnitude >= 65520f) { // rounds beyond the largest half, 65504
            return (short) (sign | HALF_INFINITY);
        }
        if (magnitude < 0x1p-14f) { // subnormal: exact scaling, then ties to even
            return (short) (sign | (int) Math.rint(magnitude * 0x1p24));
        }
        int rebased = (bits & 0x7fffffff) - (HALF_EXPONENT_BIAS_SHIFT << 23);
        return (short) (sign | (rebased + 0xfff + (rebased >>> 13 & 1)) >>> 13);
    }
}
