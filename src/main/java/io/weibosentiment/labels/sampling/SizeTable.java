package io.weibosentiment.labels.sampling;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import io.weibosentiment.Columns;
import io.weibosentiment.util.Counted;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * How precise corrected means are for how many labels, as far as the scores tell.
 *
 * <p>With a simple random sample of {@code n} out of {@code N} comments, a corrected mean has the 95 % interval
 * ± 1.96 √((1 − n/N) V / n). V is the variance of label minus score: here the mean of {@code s (1 − s)}, as for labels
 * 0 and 1 and a calibrated model. A model that is surer than it should be needs more labels, at most those for V =
 * 0.25. The mean weighted by likes has V N Σw²V / (Σw)² instead (Kish's design effect).
 *
 * @param comments how many comments can be drawn
 * @param variance the mean of {@code s (1 - s)}
 * @param weighted the same for means that are weighted by likes + 1
 * @param bloggers how many bloggers there are
 * @param commentsOfBlogger how many comments the median blogger has
 * @param cells how many pairs of blogger and window
 * @param commentsOfCell how many comments the median of these has
 */
public record SizeTable(
        long comments,
        double variance,
        double weighted,
        long bloggers,
        double commentsOfBlogger,
        long cells,
        double commentsOfCell) {

    /** The column with the sum of squared weights times variances. */
    static final String SPREAD = "spread";

    private static final double NORMAL_975 = 1.959963984540054;
    private static final List<Integer> LABELS =
            List.of(50, 100, 200, 300, 500, 750, 1_000, 1_500, 2_000, 3_000, 5_000, 10_000, 20_000, 50_000);
    private static final List<Double> HALF_WIDTHS = List.of(0.05, 0.03, 0.02, 0.01);
    private static final double FEWEST = 2;
    private static final String MEDIAN = "percentile(comments, 0.5)";

    /** The table for {@code cells}, see {@link Frame#cells}. Runs Spark jobs over these. */
    public static SizeTable of(Dataset<Row> cells) {
        Row all = cells.agg(
                        sum(Frame.COMMENTS),
                        sum(Frame.VARIANCES).cast(DataTypes.DoubleType),
                        sum(Frame.WEIGHT),
                        sum(SPREAD))
                .first();
        if (all.isNullAt(0)) {
            return new SizeTable(0, 0, 0, 0, 0, 0, 0);
        }
        long comments = all.getLong(0);
        double weight = all.getDouble(2);
        Row bloggers = median(cells, Columns.BLOGGER_ID);
        Row windows = median(cells, Columns.BLOGGER_ID, Frame.WINDOW_START);
        return new SizeTable(
                comments,
                all.getDouble(1) / comments,
                comments * all.getDouble(3) / (weight * weight),
                bloggers.getLong(0),
                bloggers.getDouble(1),
                windows.getLong(0),
                windows.getDouble(1));
    }

    private static Row median(Dataset<Row> cells, String first, String... others) {
        return cells.groupBy(first, others)
                .agg(sum(Frame.COMMENTS).as(Frame.COMMENTS))
                .agg(count(lit(1)), expr(MEDIAN))
                .first();
    }

    /**
     * Half the width of a 95 % interval.
     *
     * @param labels how many labels
     * @param of out of how many comments
     * @param variance the variance of label minus score
     */
    static double halfWidth(double labels, double of, double variance) {
        return NORMAL_975 * Math.sqrt(Math.max(0, 1 - labels / of) * variance / labels);
    }

    /** How many labels out of {@code of} comments give a 95 % interval of half the width {@code halfWidth}. */
    static long labels(double halfWidth, double of, double variance) {
        double infinite = variance * Math.pow(NORMAL_975 / halfWidth, 2);
        return (long) Math.ceil(infinite / (1 + infinite / of));
    }

    /** The table in lines. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%s can be drawn, of %s (median %,.0f comments), in %s of blogger and window (median %,.0f)",
                Counted.of(comments, "comment"),
                Counted.of(bloggers, "blogger"),
                commentsOfBlogger,
                Counted.of(cells, "pair"),
                commentsOfCell));
        lines.add(String.format(
                Locale.ROOT,
                "half the width of the 95 %% interval of a corrected mean, if the model is calibrated (variance %.4f;"
                        + " weighted by likes %.4f)",
                variance,
                weighted));
        lines.add(String.format(
                Locale.ROOT,
                "%8s  %12s  %14s  %14s  %14s",
                "labels",
                "all comments",
                "likes + 1",
                "median blogger",
                "median cell"));
        LABELS.stream().filter(labels -> labels < comments).forEach(labels -> lines.add(line(labels)));
        for (double halfWidth : HALF_WIDTHS) {
            lines.add(String.format(
                    Locale.ROOT,
                    "±%.2f over all comments needs %,d labels, weighted by likes %,d; whatever the model, unweighted %,d",
                    halfWidth,
                    labels(halfWidth, (double) comments, variance),
                    labels(halfWidth, (double) comments, weighted),
                    labels(halfWidth, (double) comments, 0.25)));
        }
        return lines;
    }

    private String line(int labels) {
        return String.format(
                Locale.ROOT,
                "%,8d  %12s  %14s  %14s  %14s",
                labels,
                shown(labels, (double) comments, variance),
                shown(labels, (double) comments, weighted),
                shown(labels * commentsOfBlogger / comments, commentsOfBlogger, variance),
                shown(labels * commentsOfCell / comments, commentsOfCell, variance));
    }

    private static String shown(double labels, double of, double variance) {
        return labels < FEWEST ? "-" : String.format(Locale.ROOT, "±%.3f", halfWidth(labels, of, variance));
    }
}
