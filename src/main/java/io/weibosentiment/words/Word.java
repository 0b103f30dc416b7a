package io.weibosentiment.words;

/**
 * A word of a text.
 *
 * @param text the word
 * @param partOfSpeech HanLP's tag, such as {@code v}; of an emotional word the tag's first letter and a sign, such as
 *     {@code v+} (see {@link Polarity})
 */
public record Word(String text, String partOfSpeech) {}
