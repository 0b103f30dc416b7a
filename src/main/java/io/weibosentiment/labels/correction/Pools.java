package io.weibosentiment.labels.correction;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The pooled corrections of each blogger's bands of scores: from the labels of the blogger's comments in the band if
 * these are enough, else of all comments in the band, else of all comments.
 */
final class Pools implements Serializable {

    private static final long serialVersionUID = 1L;

    private final HashMap<String, Pool[]> ofBloggers = new HashMap<>();
    private final Pool[] ofOthers;

    private Pools(Pool[] ofOthers) {
        this.ofOthers = ofOthers;
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
            Pool[] bands = ofOthers.clone();
            for (int band = 0; band < Band.COUNT; band++) {
                int of = band;
                List<Labelled> inBand = those(own, label -> label.band() == of);
                if (inBand.size() >= minimum) {
                    bands[band] = Pool.of(inBand, tuning);
                }
            }
            ofBloggers.put(blogger, bands);
        });
    }

    private static List<Labelled> those(List<Labelled> labels, Predicate<Labelled> that) {
        return labels.stream().filter(that).toList();
    }

    private Pool[] of(String blogger) {
        return ofBloggers.getOrDefault(blogger, ofOthers);
    }

    /** The correction in a band of a blogger's scores. */
    double mean(String blogger, int band) {
        return of(blogger)[band].mean();
    }

    /** The correction of a mean of which the bands have {@code shares}. */
    double mean(String blogger, double[] shares) {
        Pool[] bands = of(blogger);
        double mean = 0;
        for (int band = 0; band < Band.COUNT; band++) {
            mean += shares[band] * bands[band].mean();
        }
        return mean;
    }

    /** The variance of that correction. */
    double variance(String blogger, double[] shares) {
        Pool[] bands = of(blogger);
        IdentityHashMap<Pool, double[]> weights = new IdentityHashMap<>();
        for (int band = 0; band < Band.COUNT; band++) {
            weights.computeIfAbsent(bands[band], pool -> new double[Band.COUNT])[band] = shares[band];
        }
        double variance = 0;
        for (int band = 0; band < Band.COUNT; band++) { // in the order of bands, not of an identity's hash
            double[] own = weights.remove(bands[band]);
            if (own != null) {
                double weight = Arrays.stream(own).sum();
                variance += weight * weight * bands[band].variance();
            }
        }
        return variance;
    }
}
