package io.weibosentiment.labels.correction;

import java.io.Serializable;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The mean of label minus prediction over the comments that some labels stand for.
 *
 * @param mean that mean, each label counting as many times as it stands for comments (Hájek)
 * @param variance its variance, with posts as clusters
 */
record Pool(double mean, double variance) implements Serializable {

    /** What needs no correction. */
    static final Pool NONE = new Pool(0, 0);

    /** The pool of {@code labels}, at least two. */
    static Pool of(List<Labelled> labels, double tuning) {
        double represented = 0;
        double errors = 0;
        for (Labelled label : labels) {
            represented += label.represents();
            errors += label.represents() * error(label, tuning);
        }
        double mean = errors / represented;
        Map<String, Double> ofPost = new TreeMap<>();
        labels.forEach(label -> ofPost.merge(label.post(), deviation(label, tuning, mean), Double::sum));
        boolean isOnePost = ofPost.size() == 1;
        Collection<Double> units = isOnePost
                ? labels.stream().map(label -> deviation(label, tuning, mean)).toList()
                : ofPost.values();
        double squares = 0;
        for (double unit : units) {
            squares += unit * unit;
        }
        return new Pool(mean, units.size() / (units.size() - 1.0) * squares / (represented * represented));
    }

    private static double error(Labelled label, double tuning) {
        return label.label() - Band.predicted(label.sentiment(), label.band(), tuning);
    }

    private static double deviation(Labelled label, double tuning, double mean) {
        return label.represents() * (error(label, tuning) - mean);
    }
}
