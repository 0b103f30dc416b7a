package io.weibosentiment.labels.correction;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import io.weibosentiment.Columns;
import io.weibosentiment.aggregate.BloggerWalk;
import io.weibosentiment.aggregate.PostWalk;
import io.weibosentiment.aggregate.Windows;
import io.weibosentiment.config.AggregateConfig;
import io.weibosentiment.config.Weighting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * The tables of windows with corrected means beside the raw ones. A comment with label y, score s and inclusion
 * probability π counts with λs + (y − λs) / π in place of s, any other with λs (design-based supervised learning, Egami et
 * al., arXiv 2306.04746; λ as in PPI++, Angelopoulos et al., arXiv 2311.01453). The variances are those of a linearized
 * ratio with posts, or the comments of a single post, as clusters, see {@link BloggerSums}.
 */
public final class CorrectedTables {

    /** The column with the corrected mean; it may lie outside 0 to 1. */
    public static final String SENTIMENT = Columns.CORRECTED_SENTIMENT;
    /** Its standard error; null where it cannot be known. */
    public static final String ERROR = Columns.CORRECTED_SE;
    /** The lower end of its 95 % interval. */
    public static final String LOW = Columns.CORRECTED_LOW;
    /** The upper end. */
    public static final String HIGH = Columns.CORRECTED_HIGH;
    /** How many labelled comments the cell has. */
    public static final String LABELS = "labels";
    /** What it was corrected by: {@code cell}, {@code stratum} or nothing. */
    public static final String CORRECTION = "correction";

    private static final String BY_CELL = "cell";
    private static final String BY_STRATUM = "stratum";
    private static final String OF_CELL = "_of_cell";
    private static final double NORMAL_975 = 1.959963984540054;

    private final AggregateConfig config;
    private final List<Windows> windows;
    private final Correction correction;
    private final Dataset<Row> cells;

    private CorrectedTables(
            AggregateConfig config, List<Windows> windows, Correction correction, Dataset<Row> comments) {
        this.config = config;
        this.windows = windows;
        this.correction = correction;
        this.cells = cellsOf(comments);
    }

    /** The tables of {@code comments}, the scored comments of the run, by {@code correction}. Nothing is computed yet. */
    static CorrectedTables of(AggregateConfig config, Correction correction, Dataset<Row> comments) {
        List<Windows> windows = config.windows().stream()
                .map(kind -> new Windows(kind, config.windowBy(), config.zone()))
                .toList();
        return new CorrectedTables(config, windows, correction, comments);
    }

    /** What corrects each post in each window; both tables use it. */
    public Dataset<Row> cells() {
        return cells;
    }

    /** One shuffle, of comments to their posts. */
    private Dataset<Row> cellsOf(Dataset<Row> comments) {
        PostWalk walk = new PostWalk(windows, config.ruleDecided(), config.commentWeight());
        String[] kinds = windows.stream().map(kind -> kind.spec().text()).toArray(String[]::new);
        long[] steps = walk.steps();
        Correction.Sent sent = correction.sent();
        return walk.rows(
                comments, PostCorrection.own(), () -> new PostCorrection(kinds, steps, sent), PostCorrection.CELL);
    }

    private static Column postWeight(Weighting weighting) {
        return weighting == Weighting.LIKES
                ? coalesce(greatest(col(Columns.POST_LIKES), lit(0L)), lit(0L))
                        .cast(DataTypes.DoubleType)
                        .plus(1.0)
                : lit(1.0);
    }

    /**
     * {@code posts}, the rows of post_window_sentiment, with the columns corrected_sentiment, corrected_se,
     * corrected_low, corrected_high (doubles), labels (long) and correction (string).
     */
    public Dataset<Row> posts(Dataset<Row> posts) {
        List<String> keys = List.of(Columns.BLOGGER_ID, Columns.POST_ID, Columns.WINDOW);
        return corrected(posts, joined(posts, cells, keys));
    }

    /** {@code bloggers}, the rows of blogger_window_sentiment, with the same; {@code posts} are what they are made of. */
    public Dataset<Row> bloggers(Dataset<Row> bloggers, Dataset<Row> posts) {
        Dataset<Row> ofPosts = joined(posts, cells, List.of(Columns.BLOGGER_ID, Columns.POST_ID, Columns.WINDOW))
                .where(col(Columns.SENTIMENT).isNotNull())
                .withColumn(BloggerCorrection.POST_WEIGHT, postWeight(config.postWeight()));
        Pools pools = correction.pools().orElse(null);
        Dataset<Row> ofBloggers = BloggerWalk.rows(
                ofPosts,
                BloggerCorrection.OWN.stream().map(name -> col(name)).toList(),
                BloggerCorrection.ORDER,
                () -> new BloggerCorrection(pools),
                BloggerCorrection.CELL);
        return corrected(bloggers, joined(bloggers, ofBloggers, List.of(Columns.BLOGGER_ID, Columns.WINDOW)));
    }

    /** {@code table} with what is known of its cells, null where nothing is. */
    private static Dataset<Row> joined(Dataset<Row> table, Dataset<Row> known, List<String> keys) {
        Dataset<Row> others = known.withColumnRenamed(PostCorrection.START, PostCorrection.START + OF_CELL);
        Column isSame = unix_micros(col(Columns.WINDOW_START)).equalTo(col(PostCorrection.START + OF_CELL));
        for (String key : keys) {
            others = others.withColumnRenamed(key, key + OF_CELL);
            isSame = isSame.and(col(key).eqNullSafe(col(key + OF_CELL)));
        }
        return table.join(others, isSame, "left");
    }

    private Dataset<Row> corrected(Dataset<Row> table, Dataset<Row> joined) {
        Column isByCell = col(PostCorrection.LABELS)
                .geq(correction.minimum())
                .and(col(PostCorrection.OWN_ERROR).isNotNull());
        Column isByStratum = col(PostCorrection.POOLED_SHIFT).isNotNull();
        Column shift = when(isByCell, col(PostCorrection.OWN_SHIFT)).otherwise(col(PostCorrection.POOLED_SHIFT));
        Column error = when(isByCell, col(PostCorrection.OWN_ERROR)).otherwise(col(PostCorrection.POOLED_ERROR));
        Column mean = col(Columns.SENTIMENT).plus(shift);
        Column half = error.multiply(when(isByCell, NORMAL_975).otherwise(col(PostCorrection.POOLED_QUANTILE)));
        List<Column> columns = new ArrayList<>();
        Arrays.stream(table.columns()).forEach(name -> columns.add(col(name)));
        columns.add(mean.as(SENTIMENT));
        columns.add(error.as(ERROR));
        columns.add(mean.minus(half).as(LOW));
        columns.add(mean.plus(half).as(HIGH));
        columns.add(coalesce(col(PostCorrection.LABELS), lit(0L)).as(LABELS));
        columns.add(when(isByCell, BY_CELL).when(isByStratum, BY_STRATUM).as(CORRECTION));
        return joined.select(columns.toArray(Column[]::new));
    }
}
