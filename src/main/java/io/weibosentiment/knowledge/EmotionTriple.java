package io.weibosentiment.knowledge;

import java.io.Serializable;

/**
 * That a word belongs to a category of emotions, and how strongly.
 *
 * @param word the word
 * @param intensity from 1 to 9
 * @param category the category's two letters, such as {@code PA}
 */
public record EmotionTriple(String word, int intensity, String category) implements Serializable {}
