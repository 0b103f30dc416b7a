package io.weibosentiment;

/** What a sentiment means: the probability, from 0 to 1, that a text is positive. */
public final class Sentiment {

    /** Neither positive nor negative. */
    public static final double NEUTRAL = 0.5;

    /** From here on a sentiment is positive. */
    public static final double POSITIVE_FROM = 0.5;

    private Sentiment() {}
}
