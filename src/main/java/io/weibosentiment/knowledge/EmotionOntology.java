package io.weibosentiment.knowledge;

import io.weibosentiment.words.Polarity;
import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The emotional words of an ontology such as that of Dalian University of Technology (Xu et al. 2008).
 *
 * @param triples what each word means, in the file's order; a word may have several
 * @param polarities whether a word is good or bad, in the order of the words
 * @param rejected how many rows could not be used, by reason
 * @param sha256 the hash of the file
 */
public record EmotionOntology(
        List<EmotionTriple> triples, Map<String, Polarity> polarities, Map<String, Integer> rejected, String sha256)
        implements Serializable {

    /** No ontology. */
    public static final EmotionOntology NONE = new EmotionOntology(List.of(), Map.of(), Map.of(), "");

    public EmotionOntology {
        triples = List.copyOf(triples);
        polarities = Collections.unmodifiableMap(new LinkedHashMap<>(polarities));
        rejected = Map.copyOf(rejected);
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return triples.isEmpty();
    }

    /** How much there is, and what was left out, for the console. */
    public String described() {
        long categories =
                triples.stream().map(EmotionTriple::category).distinct().count();
        String read = String.format(Locale.ROOT, "%,d emotional words of %d categories", polarities.size(), categories);
        String left = rejected.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(reason -> String.format(Locale.ROOT, "%,d %s", reason.getValue(), reason.getKey()))
                .collect(Collectors.joining(", "));
        return left.isEmpty() ? read : read + "; rows left out: " + left;
    }
}
