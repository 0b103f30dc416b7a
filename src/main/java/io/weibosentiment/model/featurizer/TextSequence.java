package io.weibosentiment.model.featurizer;

import java.util.Locale;

/** What a text is turned into: rows of numbers, one a character or one a word, 0 where there is no more. */
public enum TextSequence {
    CHARACTERS,
    /** The radical of each character. */
    CHARACTER_RADICALS,
    WORDS,
    /** The radicals of each word's characters. */
    WORD_RADICALS,
    PARTS_OF_SPEECH,
    /** For each word the row of what is known of it; 0 where nothing is. */
    KNOWLEDGE;

    /** The name in files: {@code character-radicals}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it has a vocabulary of its own. */
    public boolean hasVocabulary() {
        return this != KNOWLEDGE;
    }
}
