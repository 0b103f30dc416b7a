package io.weibosentiment.labels.statistics;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.statistics.distribution.DiscreteDistribution;
import org.apache.commons.statistics.distribution.PoissonDistribution;

/**
 * The Poisson bootstrap: in each replicate a row counts Poisson(1) times (Hanley and MacGibbon 2006; Chamandy et al.
 * 2012), so a cell of n rows counts Poisson(n) times, which is one draw however many rows there are. The rows of a stratum
 * keep their weight together, as they were drawn from it. Strata of one row each, which would not vary, are collapsed into
 * one (Cochran 1977, Sampling Techniques, 5A.12).
 *
 * @param replicates how many
 * @param seed the same seed gives the same replicates
 */
public record Bootstrap(int replicates, long seed) implements Serializable {

    /** Gives {@code masses} of each replicate, an array that the next one overwrites. */
    void each(Cells cells, Consumer<double[]> masses) {
        SplittableRandom random = new SplittableRandom(seed);
        UniformRandomProvider source = random::nextLong;
        Map<Long, DiscreteDistribution.Sampler> samplers = new HashMap<>();
        DiscreteDistribution.Sampler[] ofCell = new DiscreteDistribution.Sampler[cells.size()];
        for (int cell = 0; cell < ofCell.length; cell++) {
            ofCell[cell] = samplers.computeIfAbsent(
                    cells.rows(cell),
                    rows -> PoissonDistribution.of((double) rows).createSampler(source));
        }
        Stratum[] strata = strata(cells);
        double[] drawn = new double[cells.size()];
        for (int replicate = 0; replicate < replicates; replicate++) {
            for (Stratum stratum : strata) {
                stratum.draw(ofCell, drawn);
            }
            masses.accept(drawn);
        }
    }

    /** Each figure that has an interval, in each replicate. */
    Map<Measure, double[]> figures(Cells cells, Measures measures) {
        Map<Measure, double[]> values = new EnumMap<>(Measure.class);
        Arrays.stream(Measure.values())
                .filter(Measure::hasInterval)
                .forEach(measure -> values.put(measure, new double[replicates]));
        int[] replicate = {0};
        each(cells, masses -> {
            Map<Measure, Double> figures = measures.of(masses);
            values.forEach((measure, all) -> all[replicate[0]] = figures.get(measure));
            replicate[0]++;
        });
        return values;
    }

    /** The cells of a stratum. */
    private static final class Stratum {

        private final int[] cells;
        private final double[] weights;
        private final double weight;
        private final long rows;

        Stratum(Cells all, int[] cells) {
            this.cells = cells;
            this.weights = Arrays.stream(cells).mapToDouble(all::weight).toArray();
            this.weight = Arrays.stream(cells)
                    .mapToDouble(cell -> all.weight(cell) * all.rows(cell))
                    .sum();
            this.rows = Arrays.stream(cells).mapToLong(all::rows).sum();
        }

        void draw(DiscreteDistribution.Sampler[] samplers, double[] drawn) {
            if (rows == 1) {
                drawn[cells[0]] = weight;
                return;
            }
            double sum = 0;
            while (sum == 0) {
                for (int i = 0; i < cells.length; i++) {
                    drawn[cells[i]] = samplers[cells[i]].sample() * weights[i];
                    sum += drawn[cells[i]];
                }
            }
            for (int cell : cells) {
                drawn[cell] *= weight / sum;
            }
        }
    }

    private static Stratum[] strata(Cells cells) {
        int[][] members = new int[cells.strata()][];
        int[] counts = new int[cells.strata()];
        IntStream.range(0, cells.size()).forEach(cell -> counts[cells.stratum(cell)]++);
        Arrays.setAll(members, stratum -> new int[counts[stratum]]);
        Arrays.fill(counts, 0);
        for (int cell = 0; cell < cells.size(); cell++) {
            int stratum = cells.stratum(cell);
            members[stratum][counts[stratum]++] = cell;
        }
        return collapsed(cells, members).stream()
                .map(own -> new Stratum(cells, own))
                .toArray(Stratum[]::new);
    }

    /** The cells of each stratum, those of one row together; a single one of these with the last of the others. */
    private static List<int[]> collapsed(Cells cells, int[][] members) {
        List<int[]> strata = new ArrayList<>();
        List<int[]> ofOneRow = new ArrayList<>();
        for (int[] own : members) {
            boolean isOneRow = own.length == 1 && cells.rows(own[0]) == 1;
            (isOneRow ? ofOneRow : strata).add(own);
        }
        if (ofOneRow.size() == 1 && !strata.isEmpty()) {
            ofOneRow.add(strata.remove(strata.size() - 1));
        }
        if (!ofOneRow.isEmpty()) {
            strata.add(ofOneRow.stream().flatMapToInt(Arrays::stream).toArray());
        }
        return strata;
    }
}
