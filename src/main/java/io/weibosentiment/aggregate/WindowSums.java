package io.weibosentiment.aggregate;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.weibosentiment.Columns;
import io.weibosentiment.WindowKind;
import io.weibosentiment.config.AggregateConfig;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** Sums over comments in windows, and the same over the tables that are made of them, for each kind of window. */
public final class WindowSums {

    private static final String COMMENTS = "comments";
    private static final String SCORED = "scored";
    private static final String NEUTRAL = "neutral";
    private static final String WEIGHTS = "weights of comments";
    private static final String POSTS = "posts";
    private static final String POSTS_WITHOUT_COMMENTS = "posts without comments";
    private static final String POST_WEIGHTS = "weights of posts";
    private static final DataType TOTAL = DataTypes.createDecimalType(38, 0);

    private final AggregateConfig config;
    private final List<Windows> windows;

    WindowSums(AggregateConfig config, List<Windows> windows) {
        this.config = config;
        this.windows = windows;
    }

    /**
     * What is known of comments before they are put into windows.
     *
     * @param withoutWindow how many are in no window of any kind
     * @param withoutWindowOfKind how many are in none of each kind, in the order configured
     * @param sums each kind's sums by their names; a comment counts as often as windows contain it
     * @param times what their times say
     */
    public record OfComments(
            long withoutWindow,
            Map<WindowKind, Long> withoutWindowOfKind,
            Map<WindowKind, Map<String, BigDecimal>> sums,
            CommentTimes times) {

        public OfComments {
            withoutWindowOfKind = Collections.unmodifiableMap(new LinkedHashMap<>(withoutWindowOfKind));
            sums = Collections.unmodifiableMap(new LinkedHashMap<>(sums));
        }
    }

    /**
     * The sums of {@code comments}, which have the columns that windows are made from. Runs one Spark job.
     *
     * @param now what time it is; later ones are wrong
     */
    public OfComments ofComments(Dataset<Row> comments, Instant now) {
        List<Column> columns = new ArrayList<>(CommentTimes.aggregates(now));
        int place = columns.size();
        columns.add(count_if(windows.stream()
                .map(kind -> not(kind.hasWindow()))
                .reduce(Column::and)
                .orElseThrow()));
        for (Windows kind : windows) {
            columns.add(count_if(not(kind.hasWindow())));
            comments(kind.containing()).values().forEach(column -> columns.add(total(column)));
        }
        Row row =
                comments.select(columns.toArray(Column[]::new)).collectAsList().get(0);
        long withoutWindow = row.getLong(place++);
        Map<WindowKind, Long> without = new LinkedHashMap<>();
        Map<WindowKind, Map<String, BigDecimal>> sums = new LinkedHashMap<>();
        for (Windows kind : windows) {
            without.put(kind.spec(), row.getLong(place++));
            Map<String, BigDecimal> ofKind = new LinkedHashMap<>();
            for (String name : comments(lit(1L)).keySet()) {
                ofKind.put(name, row.getDecimal(place++));
            }
            sums.put(kind.spec(), ofKind);
        }
        return new OfComments(withoutWindow, without, sums, CommentTimes.of(row, 0, now));
    }

    private Map<String, Column> comments(Column containing) {
        Column counted = CountedSentiment.of(config.ruleDecided());
        Column isCounted = counted.isNotNull();
        Column weight = ExactDecimals.weight(config.commentWeight(), col(Columns.LIKES));
        Map<String, Column> sums = new LinkedHashMap<>();
        sums.put(COMMENTS, containing);
        sums.put(SCORED, when(isCounted.and(not(CountedSentiment.isByRule())), containing));
        sums.put(NEUTRAL, when(isCounted.and(CountedSentiment.isByRule()), containing));
        sums.put(WEIGHTS, when(isCounted, weight.multiply(containing)));
        return sums;
    }

    /** The aggregates, by their names, that sum up the rows of {@code post_window_sentiment}. */
    private Map<String, Column> posts() {
        Column weight = ExactDecimals.weight(config.postWeight(), col(Columns.POST_LIKES));
        Map<String, Column> columns = new LinkedHashMap<>();
        columns.put(COMMENTS, col(Columns.COMMENTS));
        columns.put(SCORED, col(Columns.SCORED));
        columns.put(NEUTRAL, col(Columns.NEUTRAL));
        columns.put(WEIGHTS, col(Columns.WEIGHT_SUM).cast(TOTAL));
        columns.put(POSTS, when(col(Columns.COMMENTS).gt(0), lit(1L)));
        columns.put(POSTS_WITHOUT_COMMENTS, when(col(Columns.COMMENTS).equalTo(0), lit(1L)));
        columns.put(POST_WEIGHTS, when(col(Columns.SENTIMENT).isNotNull(), weight));
        return columns;
    }

    /** The same of {@code blogger_window_sentiment}. */
    private static Map<String, Column> bloggers() {
        Map<String, Column> columns = new LinkedHashMap<>();
        columns.put(POSTS, col(Columns.POSTS));
        columns.put(POSTS_WITHOUT_COMMENTS, col(Columns.POSTS_WITHOUT_COMMENTS));
        columns.put(COMMENTS, col(Columns.COMMENTS));
        columns.put(SCORED, col(Columns.SCORED));
        columns.put(NEUTRAL, col(Columns.NEUTRAL));
        columns.put(POST_WEIGHTS, col(Columns.WEIGHT_SUM).cast(TOTAL));
        return columns;
    }

    /** A row for each kind of window with the sums of the rows of {@code post_window_sentiment}. */
    public Dataset<Row> ofPosts(Dataset<Row> posts) {
        return byWindow(posts, this.posts());
    }

    /** A row for each kind of window with the sums of the rows of {@code blogger_window_sentiment}. */
    public Dataset<Row> ofBloggers(Dataset<Row> bloggers) {
        return byWindow(bloggers, bloggers());
    }

    private static Dataset<Row> byWindow(Dataset<Row> table, Map<String, Column> columns) {
        List<Column> totals = columns.entrySet().stream()
                .map(column -> total(column.getValue()).as(column.getKey()))
                .toList();
        return table.groupBy(Columns.WINDOW)
                .agg(totals.get(0), totals.subList(1, totals.size()).toArray(Column[]::new));
    }

    /** The sums of each kind of window, from the rows of {@link #ofPosts}. */
    public Map<WindowKind, Map<String, BigDecimal>> postSums(List<Row> rows) {
        return byKind(rows, posts().keySet());
    }

    /** The sums of each kind of window, from the rows of {@link #ofBloggers}. */
    public Map<WindowKind, Map<String, BigDecimal>> bloggerSums(List<Row> rows) {
        return byKind(rows, bloggers().keySet());
    }

    private Map<WindowKind, Map<String, BigDecimal>> byKind(List<Row> rows, Set<String> names) {
        Map<String, Row> ofWindow = new HashMap<>();
        rows.forEach(row -> ofWindow.put(row.getString(0), row));
        Map<WindowKind, Map<String, BigDecimal>> sums = new LinkedHashMap<>();
        for (Windows kind : windows) {
            Row row = ofWindow.get(kind.spec().text());
            Map<String, BigDecimal> ofKind = new LinkedHashMap<>();
            int place = 1;
            for (String name : names) {
                ofKind.put(name, row == null ? BigDecimal.ZERO : row.getDecimal(place++));
            }
            sums.put(kind.spec(), ofKind);
        }
        return sums;
    }

    private static Column total(Column values) {
        return coalesce(sum(values).cast(TOTAL), lit(0).cast(TOTAL));
    }
}
