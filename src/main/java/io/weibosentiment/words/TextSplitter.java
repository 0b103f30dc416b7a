package io.weibosentiment.words;

import io.weibosentiment.text.Emoticons;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;

/**
 * Splits texts into characters and words. Letters are put in lower case and one width first (He 2025, section "Dataset
 * and experimental environment"). A code such as {@code [泪]} is one character and one word; so is each character beyond
 * U+FFFF, most of which are emoji. White space parts words and is none. Safe for use by several threads.
 */
public final class TextSplitter {

    /** What stands for a text without any character. */
    public static final String NOTHING = "";

    private static final String EMOTICON = "emoticon";
    private static final String OTHER = "x";

    /** The characters up to U+FFFF that were seen, so that texts share them. */
    private static final String[] SHARED = new String[Character.MIN_SUPPLEMENTARY_CODE_POINT];

    private final WordSegmenter segmenter;

    public TextSplitter(WordSegmenter segmenter) {
        this.segmenter = segmenter;
    }

    /**
     * A text's parts.
     *
     * @param characters the characters, at least one
     * @param words the words, at least one, and no more than there are characters
     * @param isCut whether there were more
     */
    public record Split(List<String> characters, List<Word> words, boolean isCut) {

        public Split {
            characters = List.copyOf(characters);
            words = List.copyOf(words);
        }
    }

    /** The first {@code most} characters of {@code text}, and the words they make. */
    public Split split(String text, int most) {
        String normal = normal(text);
        Parts parts = new Parts(most);
        Matcher codes = Emoticons.CODE.matcher(normal);
        int from = 0;
        while (!parts.isCut && codes.find()) {
            parts.addPlain(normal, from, codes.start());
            parts.addWhole(codes.group(), EMOTICON);
            from = codes.end();
        }
        parts.addPlain(normal, from, normal.length());
        parts.endRun();
        if (parts.characters.isEmpty()) {
            return new Split(List.of(NOTHING), List.of(new Word(NOTHING, OTHER)), false);
        }
        return new Split(parts.characters, parts.words, parts.isCut);
    }

    /** {@code text} with letters in lower case and one width, as all characters and words have them. */
    public static String normal(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    private static String string(int character) {
        String shared = SHARED[character];
        if (shared == null) {
            shared = Character.toString(character);
            SHARED[character] = shared;
        }
        return shared;
    }

    /** What was found so far. */
    private final class Parts {

        private final int most;
        private final List<String> characters = new ArrayList<>();
        private final List<Word> words = new ArrayList<>();
        private final StringBuilder run = new StringBuilder();
        private boolean isCut;

        Parts(int most) {
            this.most = most;
        }

        private boolean add(String character) {
            if (characters.size() == most) {
                isCut = true;
            } else {
                characters.add(character);
            }
            return !isCut;
        }

        void addWhole(String unit, String partOfSpeech) {
            if (!isCut) {
                endRun();
                if (add(unit)) {
                    words.add(new Word(unit, partOfSpeech));
                }
            }
        }

        void addPlain(String text, int from, int to) {
            for (int at = from; at < to && !isCut; ) {
                int character = text.codePointAt(at);
                at += Character.charCount(character);
                if (Character.isWhitespace(character) || Character.isSpaceChar(character)) {
                    endRun();
                } else if (Character.isSupplementaryCodePoint(character)) {
                    addWhole(Character.toString(character), OTHER);
                } else if (add(string(character))) {
                    run.appendCodePoint(character);
                }
            }
        }

        void endRun() {
            if (!run.isEmpty()) {
                words.addAll(segmenter.words(run.toString()));
                run.setLength(0);
            }
        }
    }
}
