package io.weibosentiment.config;

/** What an item weighs in a mean - its likes + 1, or one. */
public enum Weighting {
    LIKES,
    ONE
}
