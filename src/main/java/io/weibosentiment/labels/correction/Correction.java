package io.weibosentiment.labels.correction;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What cells are corrected by.
 *
 * @param labels the labels of comments by their keys
 * @param pools what cells with too few labels are corrected by; empty: nothing
 * @param tuning λ: what is predicted for a label is λ times the score
 * @param minimum a cell with fewer labels is corrected by the pools
 */
record Correction(Map<String, Labelled.Label> labels, Optional<Pools> pools, double tuning, int minimum) {

    Correction {
        labels = Collections.unmodifiableMap(new HashMap<>(labels));
    }

    /** The correction by {@code labelled} comments. */
    static Correction by(List<Labelled> labelled, double tuning, int minimum) {
        Map<String, Labelled.Label> labels = new HashMap<>();
        labelled.forEach(label -> labels.put(label.key(), label.labelOnly()));
        return new Correction(labels, Pools.of(labelled, minimum, tuning), tuning, minimum);
    }

    /** The same in a form that can be sent to executors. */
    Sent sent() {
        return new Sent(new HashMap<>(labels), pools.orElse(null), tuning);
    }

    /**
     * What executors need of a correction.
     *
     * @param pools null where there are none
     */
    record Sent(HashMap<String, Labelled.Label> labels, Pools pools, double tuning) implements Serializable {}

    /**
     * The tuning with the least variance of the mean of all comments (PPI++, arXiv 2311.01453, example 6.1): the
     * covariance of labels and scores, divided by the variance of all scores. It is held where ppi_py holds it, whose tuning
     * is λ times the share of comments without a label: between 0 and 1 over that share.
     *
     * @param labelled labels of comments that the model scored count, by how many comments they stand for
     * @param scores all scores
     */
    static double optimal(List<Labelled> labelled, Scores scores) {
        List<Labelled> byModel = new ArrayList<>(labelled);
        byModel.removeIf(label -> label.band() == Band.RULE);
        if (byModel.isEmpty() || scores.variance() == 0) {
            return 1;
        }
        double represented = 0;
        double labels = 0;
        double sentiments = 0;
        for (Labelled label : byModel) {
            represented += label.represents();
            labels += label.represents() * label.label();
            sentiments += label.represents() * label.sentiment();
        }
        double products = 0;
        for (Labelled label : byModel) {
            products += label.represents()
                    * (label.label() - labels / represented)
                    * (label.sentiment() - sentiments / represented);
        }
        double most = scores.comments() / (double) (scores.comments() - byModel.size());
        return Math.max(0, Math.min(most, products / represented / scores.variance()));
    }
}
