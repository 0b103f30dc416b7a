package io.weibosentiment.labels.correction;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * The pooled corrections of each blogger's bands of scores: from the labels of the blogger's comments in the band if
 * these are enough, else of all comments in the band, else of all comments.
 */
final class Pools implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final double UPPER = 0.975;

    private final HashMap<String, OfBands> ofBloggers = new HashMap<>();
    private final OfBands ofOthers;

    private Pools(Pool[] ofOthers) {
        this.ofOthers = new OfBands(ofOthers);
    }

    /** The pools of a blogger's bands, and the covariances of their means: a post may have labels in several. */
    private static final class OfBands implements Serializable {

        private static final long serialVersionUID = 1L;

        private final Pool[] pools;
        private final double[][] covariances;
        private final double quantile;

        OfBands(Pool[] pools) {
            this.pools = pools;
            this.covariances = Arrays.stream(pools)
                    .map(one -> Arrays.stream(pools)
                            .mapToDouble(other -> one.covariance(other))
                            .toArray())
                    .toArray(double[][]::new);
            this.quantile = quantile(pools);
        }

        private static double quantile(Pool[] pools) {
            Set<String> posts = new HashSet<>();
            Arrays.stream(pools).forEach(pool -> posts.addAll(pool.parts().keySet()));
            int units = posts.isEmpty()
                    ? Arrays.stream(pools).mapToInt(Pool::units).max().orElse(0)
                    : posts.size();
            return TDistribution.of(Math.max(1, units - 1)).inverseCumulativeProbability(UPPER);
        }
    }

    /** The pools of {@code labels}; empty if all of them are fewer than {@code minimum}. */
    static Optional<Pools> of(List<Labelled> labels, int minimum, double tuning) {
        List<Labelled> byModel = those(labels, label -> label.band() != Band.RULE);
        if (byModel.size() < minimum) {
            return Optional.empty();
        }
        Pool all = Pool.of(byModel, tuning);
        Pool[] bands = new Pool[Band.COUNT];
        for (int band = 0; band < Band.COUNT; band++) {
            int own = band;
            List<Labelled> inBand = those(labels, label -> label.band() == own);
            Pool other = band == Band.RULE ? Pool.NONE : all;
            bands[band] = inBand.size() < minimum ? other : Pool.of(inBand, tuning);
        }
        Pools pools = new Pools(bands);
        pools.addBloggers(labels, minimum, tuning);
        return Optional.of(pools);
    }

    private void addBloggers(List<Labelled> labels, int minimum, double tuning) {
        Map<String, List<Labelled>> byBlogger = new HashMap<>();
        for (Labelled label : labels) {
            label.blogger()
                    .ifPresent(blogger -> byBlogger
                            .computeIfAbsent(blogger, first -> new ArrayList<>())
                            .add(label));
        }
        byBlogger.forEach((blogger, own) -> {
            Pool[] bands = ofOthers.pools.clone();
            for (int band = 0; band < Band.COUNT; band++) {
                int of = band;
                List<Labelled> inBand = those(own, label -> label.band() == of);
                if (inBand.size() >= minimum) {
                    bands[band] = Pool.of(inBand, tuning);
                }
            }
            if (!Arrays.equals(bands, ofOthers.pools)) {
                ofBloggers.put(blogger, new OfBands(bands));
            }
        });
    }

    private static List<Labelled> those(List<Labelled> labels, Predicate<Labelled> that) {
        return labels.stream().filter(that).toList();
    }

    private OfBands of(String blogger) {
        return ofBloggers.getOrDefault(blogger, ofOthers);
    }

    /** The correction in a band of a blogger's scores. */
    double mean(String blogger, int band) {
        return of(blogger).pools[band].mean();
    }

    /** The correction of a mean of which the bands have {@code shares}. */
    double mean(String blogger, double[] shares) {
        Pool[] bands = of(blogger).pools;
        double mean = 0;
        for (int band = 0; band < Band.COUNT; band++) {
            mean += shares[band] * bands[band].mean();
        }
        return mean;
    }

    /** The part of a post's labels in the error of the mean of each band, see {@link Pool#parts}. */
    double[] parts(String blogger, String post) {
        String key = Labelled.post(blogger, post);
        return Arrays.stream(of(blogger).pools)
                .mapToDouble(pool -> pool.part(key))
                .toArray();
    }

    /**
     * The 97.5 % quantile of Student's t with as many degrees of freedom as posts, or comments of a single post, gave labels to the
     * blogger's pools, less one (Lohr 2019, Sampling, ch. 9).
     */
    double quantile(String blogger) {
        return of(blogger).quantile;
    }

    /** The variance of that correction. */
    double variance(String blogger, double[] shares) {
        double[][] covariances = of(blogger).covariances;
        double variance = 0;
        for (int one = 0; one < Band.COUNT; one++) {
            for (int other = 0; other < Band.COUNT; other++) {
                variance += shares[one] * shares[other] * covariances[one][other];
            }
        }
        return variance;
    }
}
