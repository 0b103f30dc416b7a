package io.weibosentiment.labels.correction;

import java.io.Serializable;
import java.util.Optional;

/**
 * A comment of the run that people have labelled.
 *
 * @param key its key
 * @param post its post, see {@link #post(String, String)}
 * @param blogger its blogger, if known
 * @param band the band of its score, see {@link Band}
 * @param sentiment the sentiment that it counts with
 * @param label the mean of its labels
 * @param probability the probability that it was drawn and labelled
 */
record Labelled(
        String key,
        String post,
        Optional<String> blogger,
        int band,
        double sentiment,
        double label,
        double probability) {

    /** A post's blogger, who may be unknown, and id as one text. */
    static String post(String blogger, String id) {
        return blogger + "/" + id;
    }

    /** How many comments it stands for. */
    double represents() {
        return 1 / probability;
    }

    /** Its label and probability, for those who have the comment. */
    Label labelOnly() {
        return new Label(label, probability);
    }

    /**
     * A label.
     *
     * @param value from 0 to 1
     * @param probability the probability that the comment was drawn and labelled
     */
    record Label(double value, double probability) implements Serializable {}
}
