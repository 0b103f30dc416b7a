package io.weibosentiment.model.graph;

import io.weibosentiment.model.featurizer.TextSequence;
import io.weibosentiment.model.weights.Safetensors;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The shape of a KEAMM (He 2025, PLoS One 20(7) e0325428): gated recurrent units over the characters, words, radicals and
 * parts of speech of a text, fused by attention with each other and with what is known of its emotional words.
 *
 * @param variant what of it there is
 * @param width the width of vectors, and of what two directions of a recurrent layer give together; even
 * @param heads the heads of the attention to knowledge; {@code width} is a multiple
 * @param sizes how many units each sequence's table has, padding and unknown ones included
 */
public record KeammArchitecture(Variant variant, int width, int heads, Map<TextSequence, Integer> sizes)
        implements ModelArchitecture {

    /** Attention has a number for each two characters of a text. */
    public static final int MOST_TOKENS = 2048;

    static final String KNOWLEDGE_TABLE = "knowledge.table";

    public KeammArchitecture {
        EnumMap<TextSequence, Integer> ordered = new EnumMap<>(TextSequence.class);
        ordered.putAll(sizes);
        sizes = Collections.unmodifiableMap(ordered);
        if (!sizes.keySet().equals(Set.copyOf(variant.sequences())) || width % 2 != 0 || width % heads != 0) {
            throw new IllegalArgumentException("sequences of " + sizes + ", width " + width + ", " + heads
                    + " heads; expected " + variant.sequences() + ", and a width that is even and divisible by heads");
        }
    }

    /** The whole model, and what its ablations leave of it (section "Ablation experiment"). */
    public enum Variant {
        /** Characters and words, each through a layer of its own, side by side. */
        TWO_BIGRUS(TextSequence.CHARACTERS, TextSequence.WORDS),
        /** Also the radicals of both. */
        FOUR_BIGRUS(
                TextSequence.CHARACTERS,
                TextSequence.CHARACTER_RADICALS,
                TextSequence.WORDS,
                TextSequence.WORD_RADICALS),
        /** Also parts of speech. */
        FIVE_BIGRUS(
                TextSequence.CHARACTERS,
                TextSequence.CHARACTER_RADICALS,
                TextSequence.WORDS,
                TextSequence.WORD_RADICALS,
                TextSequence.PARTS_OF_SPEECH),
        /** Radicals and parts of speech fused into characters and words by attention: the paper's AMM. */
        WITHOUT_KNOWLEDGE(
                TextSequence.CHARACTERS,
                TextSequence.CHARACTER_RADICALS,
                TextSequence.WORDS,
                TextSequence.WORD_RADICALS,
                TextSequence.PARTS_OF_SPEECH),
        /** Everything. */
        WHOLE(
                TextSequence.CHARACTERS,
                TextSequence.CHARACTER_RADICALS,
                TextSequence.WORDS,
                TextSequence.WORD_RADICALS,
                TextSequence.PARTS_OF_SPEECH,
                TextSequence.KNOWLEDGE);

        @SuppressWarnings("ImmutableEnumChecker") // List.of cannot be changed
        private final List<TextSequence> sequences;

        Variant(TextSequence... sequences) {
            this.sequences = List.of(sequences);
        }

        /** What it reads, in the order of its input. */
        public List<TextSequence> sequences() {
            return sequences;
        }

        /** Whether sequences are fused by attention, and not only put side by side. */
        boolean isFused() {
            return this == WITHOUT_KNOWLEDGE || this == WHOLE;
        }

        /** The layers whose outputs the classifier gets. */
        List<TextSequence> outputs() {
            return isFused()
                    ? List.of(TextSequence.CHARACTER_RADICALS, TextSequence.WORD_RADICALS, TextSequence.PARTS_OF_SPEECH)
                    : sequences;
        }
    }

    /** The name of the table of a sequence's vectors. */
    public static String table(TextSequence sequence) {
        return weight(sequence, "table");
    }

    /** The name of a sequence's table, or of a weight of its layers. */
    static String weight(TextSequence sequence, String part) {
        return sequence.key() + "." + part;
    }

    /** The width of one direction's state. */
    int state() {
        return width / 2;
    }

    @Override
    public int mostTokens() {
        return MOST_TOKENS;
    }

    @Override
    public int layers() {
        return 0;
    }

    /** What is known of words stays as the ontology has it. */
    @Override
    public boolean isTrained(String name) {
        return !name.equals(KNOWLEDGE_TABLE);
    }

    @Override
    public List<Safetensors.Header> weights(int labels) {
        List<Safetensors.Header> weights = new ArrayList<>();
        sizes.forEach((sequence, size) -> add(weights, weight(sequence, "table"), size, width));
        for (TextSequence sequence : variant.sequences()) {
            if (sequence != TextSequence.KNOWLEDGE) {
                for (String direction : List.of(".left", ".right")) {
                    String layer = sequence.key() + direction;
                    addDense(weights, layer + ".input", width, 3 * state());
                    add(weights, layer + ".recurrent.kernel", state(), 3 * state());
                }
            }
        }
        if (variant == Variant.WHOLE) {
            for (TextSequence sequence : variant.outputs()) {
                for (String part : List.of("query", "key", "value", "attention")) {
                    add(weights, weight(sequence, part + ".kernel"), width, width);
                }
            }
        }
        addDense(weights, "classifier", variant.outputs().size() * width, labels);
        return weights;
    }

    private static void add(List<Safetensors.Header> weights, String name, Integer... shape) {
        weights.add(new Safetensors.Header(name, List.of(shape)));
    }

    private static void addDense(List<Safetensors.Header> weights, String name, int inputs, int outputs) {
        add(weights, name + ".kernel", inputs, outputs);
        add(weights, name + ".bias", outputs);
    }
}
