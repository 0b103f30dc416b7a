package io.weibosentiment.aggregate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.xxhash64;

import io.weibosentiment.Columns;
import io.weibosentiment.Sentiment;
import io.weibosentiment.WindowKind;
import io.weibosentiment.config.Fill;
import io.weibosentiment.config.Weighting;
import java.sql.Timestamp;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.MapGroupsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Bootstrap replicates of the bloggers' means of one kind of window, by the Bayesian bootstrap over posts (Rubin 1981,
 * The Bayesian Bootstrap, Annals of Statistics 9): in each replicate a post's weight is multiplied by a number of the
 * exponential distribution, the same in all windows. The number comes from a hash of the post's id and the replicate,
 * so it is the same in every run, and sums are exact, so the means are equal to the bit. No window is ever without
 * posts.
 *
 * @param count how many there are
 * @param weight a post's weight in its blogger's mean
 * @param zero what a mean of exactly 0 is written as
 */
public record Replicates(int count, WindowKind kind, Weighting weight, double zero) {

    static final String VALUES = "__values";

    private static final String SEED = "__seed";
    private static final String LIKES = "__likes";
    /** Multipliers are whole multiples of 2^-20. */
    private static final double UNIT = 1 << 20;

    private static final StructType SCHEMA = new StructType()
            .add(Columns.BLOGGER_ID, DataTypes.StringType)
            .add(Columns.WINDOW_START, DataTypes.TimestampType)
            .add(VALUES, DataTypes.createArrayType(DataTypes.DoubleType, false));

    /** blogger_id, window_start, and the means of all replicates, of each of the bloggers' windows with a sentiment. */
    Dataset<Row> of(Dataset<Row> posts) {
        return posts.filter(col(Columns.WINDOW)
                        .equalTo(kind.text())
                        .and(col(Columns.SENTIMENT).isNotNull())
                        .and(col(Columns.BLOGGER_ID).isNotNull()))
                .select(
                        col(Columns.BLOGGER_ID),
                        col(Columns.WINDOW_START),
                        xxhash64(col(Columns.POST_ID)).as(SEED),
                        BloggerWindows.likes(weight).as(LIKES),
                        col(Columns.SENTIMENT))
                .groupBy(Columns.BLOGGER_ID, Columns.WINDOW_START)
                .as(Encoders.row(keys()), Encoders.row(values()))
                .mapGroups(means(count, zero), Encoders.row(SCHEMA));
    }

    private static StructType keys() {
        return new StructType()
                .add(Columns.BLOGGER_ID, DataTypes.StringType)
                .add(Columns.WINDOW_START, DataTypes.TimestampType);
    }

    private static StructType values() {
        return keys().add(SEED, DataTypes.LongType)
                .add(LIKES, DataTypes.LongType)
                .add(Columns.SENTIMENT, DataTypes.DoubleType);
    }

    private static MapGroupsFunction<Row, Row, Row> means(int count, double zero) {
        return (key, posts) -> means(key, posts, count, zero);
    }

    private static Row means(Row key, Iterator<Row> posts, int count, double zero) {
        WideSum[] weights =
                IntStream.range(0, count).mapToObj(i -> new WideSum()).toArray(WideSum[]::new);
        WideSum[] products =
                IntStream.range(0, count).mapToObj(i -> new WideSum()).toArray(WideSum[]::new);
        while (posts.hasNext()) {
            Row post = posts.next();
            long ofPost = post.getLong(3) + 1; // without a sign
            long scaled = ScaledSentiment.of(post.getDouble(4));
            for (int replicate = 0; replicate < count; replicate++) {
                long multiplier = multiplier(post.getLong(2), replicate + 1);
                weights[replicate].addProduct(ofPost, 0, multiplier, 0);
                products[replicate].addProduct(ofPost, 0, multiplier * scaled, Math.multiplyHigh(multiplier, scaled));
            }
        }
        double[] means = new double[count];
        for (int replicate = 0; replicate < count; replicate++) {
            double product = products[replicate].whole().doubleValue() / Math.pow(10, ScaledSentiment.SCALE);
            means[replicate] = product == 0
                    ? zero
                    : Math.min(1, product / weights[replicate].whole().doubleValue());
        }
        return RowFactory.create(key.getString(0), key.getTimestamp(1), means);
    }

    /**
     * A number of the exponential distribution, by the mixing function of SplitMix64 (Steele, Lea &amp; Flood 2014).
     */
    static long multiplier(long seed, int replicate) {
        long mixed = seed + replicate * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        mixed ^= mixed >>> 31;
        double uniform = ((mixed >>> 11) + 0.5) * 0x1p-53;
        return Math.max(1, Math.round(-StrictMath.log(uniform) * UNIT));
    }

    /** A row of a matrix of a replicate, which is numbered from 0 here. */
    static Row row(int replicate, Timestamp start, Row[] cells, Fill fill) {
        Object[] values = new Object[2 + cells.length];
        values[0] = replicate + 1;
        values[1] = start;
        for (int i = 0; i < cells.length; i++) {
            if (cells[i] != null) {
                List<Double> means = cells[i].getList(2);
                values[2 + i] = means.get(replicate);
            } else if (fill == Fill.NEUTRAL) {
                values[2 + i] = Sentiment.NEUTRAL;
            }
        }
        return RowFactory.create(values);
    }
}
