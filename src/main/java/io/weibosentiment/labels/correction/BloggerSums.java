package io.weibosentiment.labels.correction;

import io.weibosentiment.Columns;
import java.util.List;
import org.apache.spark.sql.Row;

/**
 * What the posts of a blogger in a window add up to. Posts come in an order of their own, so that sums have the same bits
 * whatever the partitions.
 *
 * <p>A post's part of the corrected mean M is W (m − M) / ΣW, less what the number of labels explains, which the design
 * fixes: k for each comment that its labels stand for and k' for each comment without a label, so that the parts of the
 * labelled and of the other comments add up to 0. The variance is L / (L − 1) times the sum of the squared parts, L being
 * the posts with labels.
 */
final class BloggerSums {

    /** Means are summed less this, so that squares lose fewer digits. */
    private static final double CENTRE = 0.5;

    private final Pools pools;
    private final Moments own = new Moments();
    private final Moments pooled = new Moments();
    private final double[] shares = new double[Band.COUNT];
    private final double[] parts = new double[Band.COUNT];
    private final double[] partsByMean = new double[Band.COUNT];
    private long posts;
    private long labels;
    private long labelledPosts;
    private double ownShift;
    private double pooledShift;
    private boolean hasPooled = true;
    private double represented;
    private double unlabelled;
    private double labelledPart;
    private double labelledWeight;
    private double representedSquares;
    private double unlabelledSquares;
    private double products;
    private double representedByWeight;
    private double representedByMean;
    private double unlabelledByWeight;
    private double unlabelledByMean;

    /** @param pools null where there are none */
    BloggerSums(Pools pools) {
        this.pools = pools;
    }

    /** Sums of weights and their squares by means less {@link #CENTRE}. */
    private static final class Moments {

        private double weight;
        private double mean;
        private double squares;
        private double squaresByMean;
        private double squaresByMeans;

        void add(double w, double x) {
            weight += w;
            mean += w * x;
            squares += w * w;
            squaresByMean += w * w * x;
            squaresByMeans += w * w * x * x;
        }

        double centre() {
            return mean / weight;
        }

        /** Σ W² (m − M)² / (ΣW)². */
        double variance() {
            double centre = centre();
            double sum = squaresByMeans - 2 * centre * squaresByMean + centre * centre * squares;
            return Math.max(0, sum) / (weight * weight);
        }
    }

    /** Adds a post, see {@link BloggerCorrection#OWN}. What it says of labels is null if no comment is on it. */
    void add(Row post) {
        double weight = post.getAs(BloggerCorrection.POST_WEIGHT);
        double sentiment = post.<Double>getAs(Columns.SENTIMENT) - CENTRE;
        boolean hasComments = !post.isNullAt(post.fieldIndex(PostCorrection.LABELS));
        posts++;
        double shift = value(post, PostCorrection.OWN_SHIFT);
        double mean = sentiment + shift;
        own.add(weight, mean);
        ownShift += weight * shift;
        double pool = value(post, PostCorrection.POOLED_SHIFT);
        pooled.add(weight, sentiment + pool);
        pooledShift += weight * pool;
        if (pools != null) {
            addParts(
                    weight, sentiment + pool, pools.parts(post.getAs(Columns.BLOGGER_ID), post.getAs(Columns.POST_ID)));
        }
        if (hasComments) {
            hasPooled &= !post.isNullAt(post.fieldIndex(PostCorrection.POOLED_SHIFT));
            addLabels(post, weight, mean);
        }
    }

    private void addParts(double weight, double mean, double[] ofPost) {
        for (int band = 0; band < Band.COUNT; band++) {
            parts[band] += weight * ofPost[band];
            partsByMean[band] += weight * ofPost[band] * mean;
        }
    }

    private void addLabels(Row post, double weight, double mean) {
        long ofPost = post.getAs(PostCorrection.LABELS);
        double stands = post.getAs(PostCorrection.REPRESENTED);
        double others = post.<Long>getAs(PostCorrection.UNLABELLED);
        labels += ofPost;
        labelledPosts += ofPost > 0 ? 1 : 0;
        represented += stands;
        unlabelled += others;
        double labelled = post.getAs(PostCorrection.LABELLED_WEIGHT);
        labelledPart += weight
                * (value(post, PostCorrection.LABELLED_PREDICTION)
                        - CENTRE * labelled
                        + value(post, PostCorrection.RECTIFIED));
        labelledWeight += weight * labelled;
        representedSquares += stands * stands;
        unlabelledSquares += others * others;
        products += stands * others;
        representedByWeight += weight * stands;
        representedByMean += weight * stands * mean;
        unlabelledByWeight += weight * others;
        unlabelledByMean += weight * others * mean;
        List<Double> ofBands = post.getList(post.fieldIndex(PostCorrection.SHARES));
        for (int band = 0; band < Band.COUNT; band++) {
            shares[band] += weight * ofBands.get(band);
        }
    }

    private static double value(Row post, String column) {
        int place = post.fieldIndex(column);
        return post.isNullAt(place) ? 0 : post.getDouble(place);
    }

    long posts() {
        return posts;
    }

    long labels() {
        return labels;
    }

    /** What the posts' own labels add to the raw mean. */
    double ownShift() {
        return ownShift / own.weight;
    }

    /** The standard error of the mean corrected so; not a number if fewer than two posts have labels. */
    double ownError() {
        double weight = own.weight;
        double mean = own.centre();
        double part = (labelledPart - mean * labelledWeight) / weight;
        double ofLabel = represented > 0 ? part / represented : 0;
        double ofOther = unlabelled > 0 ? -part / unlabelled : 0;
        double sum = own.variance()
                + ofLabel * ofLabel * representedSquares
                + ofOther * ofOther * unlabelledSquares
                + 2 * ofLabel * ofOther * products
                - 2 * ofLabel * (representedByMean - mean * representedByWeight) / weight
                - 2 * ofOther * (unlabelledByMean - mean * unlabelledByWeight) / weight;
        return labelledPosts < 2 ? Double.NaN : Math.sqrt(labelledPosts / (labelledPosts - 1.0) * Math.max(0, sum));
    }

    /** What the pools add to the raw mean; null if there are none. */
    Double pooledShift() {
        return hasPooled ? pooledShift / pooled.weight : null;
    }

    /**
     * The standard error of the mean corrected so, with posts as clusters: a post's part is W (m − M) / ΣW and its part of the
     * pools' error. Not a number for a single post.
     */
    double pooledError(String blogger) {
        double[] ofMean = new double[Band.COUNT];
        double covariance = 0;
        for (int band = 0; band < Band.COUNT; band++) {
            ofMean[band] = shares[band] / pooled.weight;
            covariance += ofMean[band] * (partsByMean[band] - pooled.centre() * parts[band]) / pooled.weight;
        }
        double correction = posts / (posts - 1.0);
        double variance = correction * pooled.variance()
                + 2 * Math.sqrt(correction) * covariance
                + pools.variance(blogger, ofMean);
        return Math.sqrt(Math.max(0, variance));
    }
}
