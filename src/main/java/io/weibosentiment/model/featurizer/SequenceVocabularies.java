package io.weibosentiment.model.featurizer;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.weibosentiment.InvalidInputException;
import io.weibosentiment.util.JsonFile;
import io.weibosentiment.words.Polarity;
import io.weibosentiment.words.Radicals;
import io.weibosentiment.words.WordSegmenter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A bundle's vocabularies.json: which units have vectors, and what splits texts into them.
 *
 * @param units the units of each sequence that has a vocabulary, in the order of their vectors from {@link #FIRST} on
 * @param emotional the words of the emotion ontology, in the order of the rows of what is known of them, from 1 on
 */
public record SequenceVocabularies(Map<TextSequence, List<String>> units, Map<String, Polarity> emotional) {

    /** The number of every unit without a vector of its own. */
    public static final int UNKNOWN = 1;

    /** The number of the first unit with one; 0 is none at all. */
    public static final int FIRST = 2;

    private static final String SEGMENTER = "segmenter";
    private static final String RADICALS = "radicals";
    private static final String UNITS = "units";
    private static final String EMOTIONAL = "emotional";

    public SequenceVocabularies {
        units = Collections.unmodifiableMap(new EnumMap<>(units));
        emotional = Collections.unmodifiableMap(new LinkedHashMap<>(emotional));
    }

    /** Writes the file; equal vocabularies give equal bytes. */
    public void write(Path file) throws IOException {
        JsonObject named = new JsonObject();
        units.forEach((sequence, own) -> {
            JsonArray array = new JsonArray();
            own.forEach(array::add);
            named.add(sequence.key(), array);
        });
        JsonObject signs = new JsonObject();
        emotional.forEach((word, polarity) -> signs.addProperty(word, polarity.sign()));
        JsonObject json = new JsonObject();
        json.addProperty(SEGMENTER, WordSegmenter.VERSION);
        json.addProperty(RADICALS, Radicals.get().version());
        json.add(UNITS, named);
        json.add(EMOTIONAL, signs);
        Files.writeString(file, new GsonBuilder().disableHtmlEscaping().create().toJson(json) + "\n");
    }

    /**
     * Reads the file.
     *
     * @param sequences those that the model reads
     * @throws InvalidInputException if it lacks one, or was made with another segmenter or other radicals than this
     *     version has
     */
    static SequenceVocabularies read(Path file, List<TextSequence> sequences) throws IOException {
        JsonFile json = JsonFile.read(file);
        requireVersion(json, SEGMENTER, WordSegmenter.VERSION);
        requireVersion(json, RADICALS, Radicals.get().version());
        JsonFile named = json.requireObject(UNITS);
        Map<TextSequence, List<String>> units = new EnumMap<>(TextSequence.class);
        sequences.stream()
                .filter(TextSequence::hasVocabulary)
                .forEach(sequence -> units.put(sequence, named.requireStrings(sequence.key())));
        JsonFile signs = json.requireObject(EMOTIONAL);
        Map<String, Polarity> emotional = new LinkedHashMap<>();
        for (String word : signs.json().keySet()) {
            String sign = signs.requireString(word);
            emotional.put(
                    word,
                    Polarity.ofSign(sign)
                            .orElseThrow(() -> new InvalidInputException(
                                    signs.file() + ": found the sign '" + sign + "'; expected +, -, ± or 0")));
        }
        return new SequenceVocabularies(units, emotional);
    }

    private static void requireVersion(JsonFile json, String key, String own) {
        String found = json.requireString(key);
        if (!found.equals(own)) {
            throw new InvalidInputException(
                    "the bundle was made with the " + key + " " + found + ", and this version has " + own
                            + ", which would read texts in another way: use the version that made it, or train it again");
        }
    }

    /** How many vectors a sequence's table has. */
    public int size(TextSequence sequence) {
        return sequence.hasVocabulary() ? FIRST + units.get(sequence).size() : 1 + emotional.size();
    }
}
