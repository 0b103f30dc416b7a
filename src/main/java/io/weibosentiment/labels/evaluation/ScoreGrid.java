package io.weibosentiment.labels.evaluation;

import static org.apache.spark.sql.functions.udf;

import java.io.Serializable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;

/**
 * The scores that rows are counted by: each score itself, or, of many rows, the score with fewer binary digits, so that
 * there are at most some 190,000 different ones however many rows there are. A rounded score is nearer to 0 or 1,
 * whichever is nearer anyway, by at most 1/4096 of its distance to it; so it stays on its side of 0.5.
 *
 * @param isExact whether scores stay as they are
 */
public record ScoreGrid(boolean isExact) implements Serializable {

    /** Up to so many rows, scores stay as they are. */
    public static final long EXACT_ROWS = 200_000;

    private static final int DIGITS_LEFT_OUT = 40;
    /** Scores are 32-bit numbers, which are no nearer to 1 than this. */
    private static final double LEAST = 0x1p-24;

    /** The grid for so many rows. */
    public static ScoreGrid of(long rows) {
        return new ScoreGrid(rows <= EXACT_ROWS);
    }

    Column of(Column score) {
        UDF1<Double, Double> round = value -> value == null ? null : rounded(value);
        return isExact ? score : udf(round, DataTypes.DoubleType).apply(score);
    }

    static double rounded(double score) {
        return score < 0.5 ? fewerDigits(score) : 1 - fewerDigits(1 - score);
    }

    private static double fewerDigits(double distance) {
        if (distance < LEAST) {
            return 0;
        }
        long bits = Double.doubleToRawLongBits(distance);
        return Double.longBitsToDouble(bits >> DIGITS_LEFT_OUT << DIGITS_LEFT_OUT);
    }
}
