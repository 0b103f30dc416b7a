package io.weibosentiment.model.featurizer;

import io.weibosentiment.words.Radicals;
import io.weibosentiment.words.TextSplitter;
import io.weibosentiment.words.Word;
import java.util.List;

/** What a split text is in each sequence, before it becomes numbers. */
public final class TextUnits {

    private TextUnits() {}

    /** The units of {@code sequence}; for knowledge, the words. */
    public static List<String> of(TextSplitter.Split text, TextSequence sequence) {
        Radicals radicals = Radicals.get();
        return switch (sequence) {
            case CHARACTERS -> text.characters();
            case CHARACTER_RADICALS ->
                text.characters().stream().map(radicals::of).toList();
            case WORDS, KNOWLEDGE -> text.words().stream().map(Word::text).toList();
            case WORD_RADICALS ->
                text.words().stream().map(word -> radicals.of(word.text())).toList();
            case PARTS_OF_SPEECH ->
                text.words().stream().map(Word::partOfSpeech).toList();
        };
    }
}
