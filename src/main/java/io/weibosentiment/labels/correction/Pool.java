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
 * @param variance its variance, with posts as clusters; if all labels are of one post, with comments
 * @param units how many posts, or else comments, that variance is between
 * @param parts of each post with labels its part of the mean's error, so that their squares add up to the variance; none if
 *     all labels are of one post
 */
record Pool(double mean, double variance, int units, TreeMap<String, Double> parts) implements Serializable {

    /** What needs no correction. */
    static final Pool NONE = new Pool(0, 0, 0, new TreeMap<>());

    /** The pool of {@code labels}, at least two. */
    static Pool of(List<Labelled> labels, double tuning) {
        double represented = 0;
        double errors = 0;
        for (Labelled label : labels) {
            represented += label.represents();
            errors += label.represents() * error(label, tuning);
        }
        double mean = errors / represented;
        TreeMap<String, Double> ofPost = new TreeMap<>();
        labels.forEach(label -> ofPost.merge(label.post(), deviation(label, tuning, mean), Double::sum));
        boolean isOnePost = ofPost.size() == 1;
        Collection<Double> units = isOnePost
                ? labels.stream().map(label -> deviation(label, tuning, mean)).toList()
                : ofPost.values();
        double squares = 0;
        for (double unit : units) {
            squares += unit * unit;
        }
        double correction = units.size() / (units.size() - 1.0);
        double scale = Math.sqrt(correction) / represented;
        ofPost.replaceAll((post, deviation) -> deviation * scale);
        return new Pool(
                mean,
                correction * squares / (represented * represented),
                units.size(),
                isOnePost ? new TreeMap<>() : ofPost);
    }

    /** The part of {@code post}; 0 if it has no labels. */
    double part(String post) {
        return parts.getOrDefault(post, 0.0);
    }

    /** The covariance of its mean and that of {@code other}. */
    double covariance(Pool other) {
        if (equals(other)) {
            return variance;
        }
        boolean hasFewer = parts.size() <= other.parts.size();
        Pool fewer = hasFewer ? this : other;
        Pool more = hasFewer ? other : this;
        double sum = 0;
        for (Map.Entry<String, Double> part : fewer.parts.entrySet()) {
            sum += part.getValue() * more.part(part.getKey());
        }
        return sum;
    }

    private static double error(Labelled label, double tuning) {
        return label.label() - Band.predicted(label.sentiment(), label.band(), tuning);
    }

    private static double deviation(Labelled label, double tuning, double mean) {
        return label.represents() * (error(label, tuning) - mean);
    }
}
