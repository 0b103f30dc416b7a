package io.weibosentiment.labels.correction;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Who of those drawn has a label. Those that have one stand for the others of their stratum too: the probability is that
 * of being drawn times the share of those drawn that are labelled (weighting classes; Särndal, Swensson &amp; Wretman
 * 1992, ch. 15). Where a stratum has no label at all, that share is the one of all strata.
 *
 * @param drawn the comments that were drawn, by their keys
 * @param counted those that the run has and counts
 */
record Responses(Map<String, Drawn> drawn, Map<String, RunComment> counted) {

    /** Drawn comments and labelled ones. */
    private static final class Numbers {

        private long drawn;
        private long labelled;

        double rate() {
            return (double) labelled / drawn;
        }

        void add(Drawn comment) {
            drawn++;
            labelled += comment.label().isPresent() ? 1 : 0;
        }
    }

    /** The labelled comments, in the order of their keys. */
    List<Labelled> labelled() {
        Map<String, Numbers> ofStrata = new TreeMap<>();
        Numbers all = new Numbers();
        Set<String> keys = counted.keySet();
        for (String key : keys) {
            Drawn comment = drawn.get(key);
            all.add(comment);
            ofStrata.computeIfAbsent(comment.stratum(), stratum -> new Numbers())
                    .add(comment);
        }
        boolean isInEach = ofStrata.values().stream().allMatch(numbers -> numbers.labelled > 0);
        List<Labelled> labelled = new ArrayList<>();
        for (String key : keys) {
            Drawn comment = drawn.get(key);
            Numbers numbers = isInEach ? ofStrata.get(comment.stratum()) : all;
            comment.label().ifPresent(label -> labelled.add(labelled(comment, label, numbers.rate())));
        }
        return labelled;
    }

    private Labelled labelled(Drawn comment, double label, double rate) {
        RunComment found = counted.get(comment.key());
        double sentiment = found.sentiment().orElseThrow();
        return new Labelled(
                comment.key(),
                found.post(),
                found.blogger(),
                Band.of(sentiment, found.isByModel()),
                sentiment,
                label,
                comment.probability() * rate);
    }
}
