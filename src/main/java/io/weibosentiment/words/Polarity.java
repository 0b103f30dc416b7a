package io.weibosentiment.words;

import java.util.Arrays;
import java.util.Optional;

/** What an emotional word says of what it speaks of, as the DLUT ontology has it. */
public enum Polarity {
    NEUTRAL(0, "0"),
    POSITIVE(1, "+"),
    NEGATIVE(2, "-"),
    /** Either, or one in one sense and one in another. */
    BOTH(3, "±");

    private final int number;
    private final String sign;

    Polarity(int number, String sign) {
        this.number = number;
        this.sign = sign;
    }

    /** What follows the part of speech of such a word. */
    public String sign() {
        return sign;
    }

    /** The polarity that the ontology calls {@code number}. */
    public static Optional<Polarity> of(int number) {
        return Arrays.stream(values()).filter(known -> known.number == number).findFirst();
    }

    /** The polarity with this sign. */
    public static Optional<Polarity> ofSign(String sign) {
        return Arrays.stream(values()).filter(known -> known.sign.equals(sign)).findFirst();
    }

    /** Of a word that is this in one sense and {@code other} in another. */
    public Polarity and(Polarity other) {
        if (this == other || other == NEUTRAL) {
            return this;
        }
        return this == NEUTRAL ? other : BOTH;
    }
}
