package io.weibosentiment.labels.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.statistics.distribution.DiscreteDistribution;
import org.apache.commons.statistics.distribution.PoissonDistribution;

/**
 * How far several coders agree.
 *
 * @param units rows that at least two coders labelled
 * @param unanimous those on which all who labelled them agree
 * @param alpha Krippendorff's alpha for nominal data; empty where only one class was given
 * @param alphaInterval its bootstrap interval over units
 * @param pairs each pair of coders
 */
public record Agreement(
        long units, long unanimous, Optional<Double> alpha, Optional<Interval> alphaInterval, List<Pair> pairs) {

    public Agreement {
        pairs = List.copyOf(pairs);
    }

    /**
     * How many rows have so many labels of each class.
     *
     * @param positives coders who labelled a row positive
     * @param negatives coders who labelled it negative
     * @param rows how many such rows
     */
    public record Votes(int positives, int negatives, long rows) {

        boolean isPairable() {
            return positives + negatives > 1;
        }

        boolean isUnanimous() {
            return positives == 0 || negatives == 0;
        }
    }

    /**
     * Two coders.
     *
     * @param first the first one's column
     * @param second the other's
     * @param rows rows that both labelled
     * @param agreement the share on which they agree
     * @param kappa Cohen's kappa (1960); empty where chance alone would agree on all
     */
    public record Pair(String first, String second, long rows, double agreement, Optional<Double> kappa) {

        /** The pair with these counts of rows: both positive, only the first, only the second, neither. */
        public static Pair of(String first, String second, long both, long onlyFirst, long onlySecond, long neither) {
            Confusion counts = new Confusion((double) both, (double) onlySecond, (double) onlyFirst, (double) neither);
            return new Pair(
                    first,
                    second,
                    both + onlyFirst + onlySecond + neither,
                    counts.accuracy(),
                    Optional.of(counts.kappa()).filter(Double::isFinite));
        }
    }

    /** The agreement of coders whose labels are {@code votes}. */
    public static Agreement of(List<Votes> votes, List<Pair> pairs, Bootstrap bootstrap) {
        List<Votes> units = votes.stream().filter(Votes::isPairable).toList();
        double[] counts = units.stream().mapToDouble(Votes::rows).toArray();
        Optional<Double> alpha = Optional.of(alpha(units, counts)).filter(Double::isFinite);
        return new Agreement(
                units.stream().mapToLong(Votes::rows).sum(),
                units.stream().filter(Votes::isUnanimous).mapToLong(Votes::rows).sum(),
                alpha,
                alpha.flatMap(known -> Interval.percentileOfSample(replicates(units, bootstrap))),
                pairs);
    }

    /**
     * Krippendorff's alpha (2011, Computing Krippendorff's Alpha-Reliability): 1 − (N − 1) · o₀₁ / (N₀ N₁), with the
     * coincidences of unequal labels o₀₁ = Σ p n / (p + n − 1) over units of p positive and n negative labels.
     */
    private static double alpha(List<Votes> units, double[] counts) {
        double unequal = 0;
        double positives = 0;
        double negatives = 0;
        for (int i = 0; i < counts.length; i++) {
            Votes unit = units.get(i);
            unequal += counts[i] * unit.positives() * unit.negatives() / (unit.positives() + unit.negatives() - 1);
            positives += counts[i] * unit.positives();
            negatives += counts[i] * unit.negatives();
        }
        return 1 - (positives + negatives - 1) * unequal / (positives * negatives);
    }

    private static double[] replicates(List<Votes> units, Bootstrap bootstrap) {
        UniformRandomProvider source = new SplittableRandom(bootstrap.seed())::nextLong;
        List<DiscreteDistribution.Sampler> samplers = new ArrayList<>();
        Map<Long, DiscreteDistribution.Sampler> known = new TreeMap<>();
        units.forEach(unit -> samplers.add(known.computeIfAbsent(
                unit.rows(), rows -> PoissonDistribution.of((double) rows).createSampler(source))));
        double[] replicates = new double[bootstrap.replicates()];
        double[] drawn = new double[units.size()];
        for (int replicate = 0; replicate < replicates.length; replicate++) {
            for (int i = 0; i < drawn.length; i++) {
                drawn[i] = samplers.get(i).sample();
            }
            replicates[replicate] = alpha(units, drawn);
        }
        return replicates;
    }
}
