package io.weibosentiment.labels.correction;

import io.weibosentiment.labels.WeightingClasses;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Who of those drawn has a label: the probability is that of being drawn times that of being labelled, see {@link
 * WeightingClasses}.
 *
 * @param drawn the comments that were drawn, by their keys
 * @param counted those that the run has and counts
 */
record Responses(Map<String, Drawn> drawn, Map<String, RunComment> counted) {

    /** The labelled comments, in the order of their keys. */
    List<Labelled> labelled() {
        WeightingClasses classes = new WeightingClasses();
        for (String key : counted.keySet()) {
            Drawn comment = drawn.get(key);
            int labelled = comment.label().isPresent() ? 1 : 0;
            classes.add(comment.stratum(), 1, labelled, 1 / comment.probability());
        }
        Map<String, Double> factors = classes.factors();
        List<Labelled> labelled = new ArrayList<>();
        for (String key : counted.keySet()) {
            Drawn comment = drawn.get(key);
            comment.label()
                    .ifPresent(label -> labelled.add(labelled(comment, label, 1 / factors.get(comment.stratum()))));
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
