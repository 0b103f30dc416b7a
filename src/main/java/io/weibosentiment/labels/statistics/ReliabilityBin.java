package io.weibosentiment.labels.statistics;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A row of the reliability table: what became of the scores of one tenth of the scale.
 *
 * @param from the least score, included
 * @param to the greatest, excluded unless it is 1
 * @param rows how many rows
 * @param positives how many of them are labelled positive
 * @param weight their weight
 * @param meanScore their mean score; NaN without rows
 * @param positiveShare the share labelled positive; NaN without rows
 * @param effectiveRows how many rows of equal weight would tell as much
 */
public record ReliabilityBin(
        double from,
        double to,
        long rows,
        long positives,
        double weight,
        double meanScore,
        double positiveShare,
        double effectiveRows)
        implements Serializable {

    static final int BINS = 10;

    /** The Wilson interval of the positive share, by effective rows where rows have weights; empty without rows. */
    public Optional<Interval> interval() {
        if (rows == 0) {
            return Optional.empty();
        }
        boolean isWeighted = effectiveRows != rows || weight != rows;
        return Optional.of(
                isWeighted ? Interval.wilson(positiveShare, effectiveRows) : Interval.wilson(positives, rows));
    }

    static int binOf(double score) {
        return Math.min((int) (score * BINS), BINS - 1);
    }

    /** The expected calibration error: the mean over rows of |mean score - positive share| of their bin. */
    static double calibrationError(Cells cells, Ranking scores, double[] masses) {
        double[] excess = new double[BINS];
        double total = 0;
        for (int cell = 0; cell < masses.length; cell++) {
            double score = scores.score(cell);
            excess[binOf(score)] += masses[cell] * (score - (cells.isPositive(cell) ? 1 : 0));
            total += masses[cell];
        }
        double sum = 0;
        for (double bin : excess) {
            sum += Math.abs(bin);
        }
        return sum / total;
    }

    static List<ReliabilityBin> table(Cells cells, Ranking scores) {
        long[] rows = new long[BINS];
        long[] positives = new long[BINS];
        double[] weights = new double[BINS];
        double[] sums = new double[BINS];
        double[] positiveWeights = new double[BINS];
        double[] squares = new double[BINS];
        for (int cell = 0; cell < cells.size(); cell++) {
            int bin = binOf(scores.score(cell));
            double mass = cells.weight(cell) * cells.rows(cell);
            rows[bin] += cells.rows(cell);
            positives[bin] += cells.isPositive(cell) ? cells.rows(cell) : 0;
            weights[bin] += mass;
            squares[bin] += mass * cells.weight(cell);
            sums[bin] += mass * scores.score(cell);
            positiveWeights[bin] += cells.isPositive(cell) ? mass : 0;
        }
        List<ReliabilityBin> table = new ArrayList<>();
        for (int bin = 0; bin < BINS; bin++) {
            table.add(new ReliabilityBin(
                    (double) bin / BINS,
                    (double) (bin + 1) / BINS,
                    rows[bin],
                    positives[bin],
                    weights[bin],
                    sums[bin] / weights[bin],
                    positiveWeights[bin] / weights[bin],
                    weights[bin] * weights[bin] / squares[bin]));
        }
        return table;
    }
}
