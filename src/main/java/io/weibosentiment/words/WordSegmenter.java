package io.weibosentiment.words;

import com.hankcs.hanlp.HanLP;
import com.hankcs.hanlp.seg.Segment;
import com.hankcs.hanlp.seg.common.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Splits Chinese into words with parts of speech: HanLP's shortest path through its dictionary, without names of people
 * and places, which take most of the time. Words of the ontology get emotional tags in place of their own (He 2025, section
 * "POS Tagging with Emotion-Specific Labels"); the paper's VA, NA and PA contradict each other (NA is a negative adjective
 * for the noun 愤怒), so a tag here is the part of speech and the polarity. Safe for use by several threads.
 */
public final class WordSegmenter {

    /** What tells its words from those of other versions. */
    public static final String VERSION = "hanlp-portable 1.8.6";

    private final Segment segment = HanLP.newSegment()
            .enablePartOfSpeechTagging(true)
            .enableNameRecognize(false)
            .enableTranslatedNameRecognize(false)
            .enableJapaneseNameRecognize(false)
            .enablePlaceRecognize(false)
            .enableOrganizationRecognize(false)
            .enableNumberQuantifierRecognize(false);

    private final Map<String, Polarity> emotional;

    /** @param emotional the words of the ontology */
    public WordSegmenter(Map<String, Polarity> emotional) {
        this.emotional = Map.copyOf(emotional);
    }

    /** The words of {@code text}, which has no white space. */
    List<Word> words(String text) {
        List<Word> words = new ArrayList<>();
        for (Term term : segment.seg(text)) {
            String own = term.nature.toString();
            words.add(new Word(
                    term.word,
                    Optional.ofNullable(emotional.get(term.word))
                            .map(polarity -> own.substring(0, 1) + polarity.sign())
                            .orElse(own)));
        }
        return words;
    }
}
