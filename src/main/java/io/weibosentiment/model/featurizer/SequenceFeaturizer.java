package io.weibosentiment.model.featurizer;

import io.weibosentiment.engine.IntegerBatch;
import io.weibosentiment.words.TextSplitter;
import io.weibosentiment.words.WordSegmenter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The featurizer of models that read a text as several sequences: characters, words, their radicals, parts of speech, and
 * what is known of words. Tokens are characters. The graph gets one input, [texts, sequences x tokens]: a text's sequences
 * one after the other, each filled up with 0. There are never more words than characters, so the shape follows from the
 * number of these.
 */
public final class SequenceFeaturizer implements Featurizer {

    private final List<TextSequence> sequences;
    private final Map<TextSequence, Map<String, Integer>> numbers = new EnumMap<>(TextSequence.class);
    private final TextSplitter splitter;
    private final int maxTokens;

    /**
     * A featurizer.
     *
     * @param sequences what the graph reads, in its order; characters come first
     * @param maxTokens how many characters of a text are read
     */
    public SequenceFeaturizer(SequenceVocabularies vocabularies, List<TextSequence> sequences, int maxTokens) {
        this.sequences = List.copyOf(sequences);
        this.maxTokens = maxTokens;
        this.splitter = new TextSplitter(new WordSegmenter(vocabularies.emotional()));
        for (TextSequence sequence : sequences) {
            numbers.put(
                    sequence,
                    sequence.hasVocabulary()
                            ? numbered(vocabularies.units().get(sequence), SequenceVocabularies.FIRST)
                            : numbered(List.copyOf(vocabularies.emotional().keySet()), 1));
        }
    }

    /** Opens a bundle's featurizer, see {@link SequenceVocabularies}. */
    public static SequenceFeaturizer open(Path file, List<TextSequence> sequences, int maxTokens) throws IOException {
        return new SequenceFeaturizer(SequenceVocabularies.read(file, sequences), sequences, maxTokens);
    }

    private static Map<String, Integer> numbered(List<String> units, int first) {
        Map<String, Integer> numbers = new HashMap<>();
        for (int i = 0; i < units.size(); i++) {
            numbers.put(units.get(i), first + i);
        }
        return numbers;
    }

    @Override
    public List<Features> encode(List<String> texts) {
        return texts.stream()
                .<Features>map(text -> features(splitter.split(text, maxTokens)))
                .toList();
    }

    private SequenceFeatures features(TextSplitter.Split text) {
        int[][] rows = new int[sequences.size()][];
        for (int i = 0; i < rows.length; i++) {
            TextSequence sequence = sequences.get(i);
            Map<String, Integer> known = numbers.get(sequence);
            int other = sequence.hasVocabulary() ? SequenceVocabularies.UNKNOWN : 0;
            rows[i] = TextUnits.of(text, sequence).stream()
                    .mapToInt(unit -> known.getOrDefault(unit, other))
                    .toArray();
        }
        return new SequenceFeatures(rows, text.isCut());
    }

    @Override
    public List<String> tokens(String text) {
        TextSplitter.Split split = splitter.split(text, maxTokens);
        return sequences.stream()
                .sorted(Comparator.comparing(TextSequence::key))
                .flatMap(sequence -> TextUnits.of(split, sequence).stream())
                .toList();
    }

    @Override
    public SortedMap<String, List<Integer>> sequences(Features features) {
        int[][] rows = ((SequenceFeatures) features).sequences();
        SortedMap<String, List<Integer>> named = new TreeMap<>();
        for (int i = 0; i < rows.length; i++) {
            named.put(sequences.get(i).key(), Arrays.stream(rows[i]).boxed().toList());
        }
        return named;
    }

    @Override
    public Batch batch(List<Features> features) {
        int longest = features.stream().mapToInt(Features::tokens).max().orElse(0);
        return new Batch(ModelInputs.SEQUENCES.signature(), padded(features, longest));
    }

    @Override
    public IntegerBatch padded(List<Features> features, int tokens) {
        int columns = sequences.size() * tokens;
        int[] values = new int[features.size() * columns];
        for (int text = 0; text < features.size(); text++) {
            int[][] rows = ((SequenceFeatures) features.get(text)).sequences();
            for (int i = 0; i < rows.length; i++) {
                System.arraycopy(rows[i], 0, values, text * columns + i * tokens, rows[i].length);
            }
        }
        return new IntegerBatch(features.size(), columns, Map.of(ModelInputs.SEQUENCES.ids(), values));
    }

    @Override
    public int maxTokens() {
        return maxTokens;
    }

    /** Holds nothing that has to be given back. */
    @Override
    public void close() {}
}
