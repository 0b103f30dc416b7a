package io.weibosentiment.aggregate;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.weibosentiment.Columns;
import io.weibosentiment.WindowKind;
import io.weibosentiment.config.AggregateConfig;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
     */
    public record OfComments(
            long withoutWindow,
            Map<WindowKind, Long> withoutWindowOfKind,
            Map<WindowKind, Map<String, BigDecimal>> sums) {

        public OfComments {
            withoutWindowOfKind = Collections.unmodifiableMap(new LinkedHashMap<>(withoutWindowOfKind));
            sums = Collections.unmodifiableMap(new LinkedHashMap<>(sums));
        }
    }

    /** The sums of {@code comments}, which have the columns that windows are made from. Runs one Spark job. */
    public OfComments ofComments(Dataset<Row> comments) {
        List<Column> columns = new ArrayList<>();
        columns.add(count_if(windows.stream()
                .map(kind -> not(kind.hasWindow()))
                .reduce(Column::and)
                .orElseThrow()));
        for (Windows kind : windows) {
            columns.add(count_if(not(kind.hasWindow())));
            comments(kind.containing()).values().forEach(column -> columns.add(total(column)));
        }
        Row row = comments.select(columns.toArray(Column[]::new)).first();
        Map<WindowKind, Long> without = new LinkedHashMap<>();
        Map<WindowKind, Map<String, BigDecimal>> sums = new LinkedHashMap<>();
        int place = 1;
        for (Windows kind : windows) {
            without.put(kind.spec(), row.getLong(place++));
            Map<String, BigDecimal> ofKind = new LinkedHashMap<>();
            for (String name : comments(lit(1L)).keySet()) {
                ofKind.put(name, row.getDecimal(place++));
            }
            sums.put(kind.spec(), ofKind);
        }
        return new OfComments(row.getLong(0), without, sums);
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

    /** The sums of the rows of {@code post_window_sentiment}. Runs one Spark job. */
    public Map<WindowKind, Map<String, BigDecimal>> ofPosts(Dataset<Row> posts) {
        Column weight = ExactDecimals.weight(config.postWeight(), col(Columns.POST_LIKES));
        Map<String, Column> columns = new LinkedHashMap<>();
        columns.put(COMMENTS, col(Columns.COMMENTS));
        columns.put(SCORED, col(Columns.SCORED));
        columns.put(NEUTRAL, col(Columns.NEUTRAL));
        columns.put(WEIGHTS, col(Columns.WEIGHT_SUM).cast(TOTAL));
        columns.put(POSTS, when(col(Columns.COMMENTS).gt(0), lit(1L)));
        columns.put(POSTS_WITHOUT_COMMENTS, when(col(Columns.COMMENTS).equalTo(0), lit(1L)));
        columns.put(POST_WEIGHTS, when(col(Columns.SENTIMENT).isNotNull(), weight));
        return byWindow(posts, columns);
    }

    /** The sums of the rows of {@code blogger_window_sentiment}. Runs one Spark job. */
    public Map<WindowKind, Map<String, BigDecimal>> ofBloggers(Dataset<Row> bloggers) {
        Map<String, Column> columns = new LinkedHashMap<>();
        columns.put(POSTS, col(Columns.POSTS));
        columns.put(POSTS_WITHOUT_COMMENTS, col(Columns.POSTS_WITHOUT_COMMENTS));
        columns.put(COMMENTS, col(Columns.COMMENTS));
        columns.put(SCORED, col(Columns.SCORED));
        columns.put(NEUTRAL, col(Columns.NEUTRAL));
        columns.put(POST_WEIGHTS, col(Columns.WEIGHT_SUM).cast(TOTAL));
        return byWindow(bloggers, columns);
    }

    private Map<WindowKind, Map<String, BigDecimal>> byWindow(Dataset<Row> table, Map<String, Column> columns) {
        Column[] totals = columns.values().stream().map(WindowSums::total).toArray(Column[]::new);
        Map<String, Row> rows = new LinkedHashMap<>();
        table.groupBy(Columns.WINDOW)
                .agg(count(lit(1)), totals)
                .collectAsList()
                .forEach(row -> rows.put(row.getString(0), row));
        Map<WindowKind, Map<String, BigDecimal>> sums = new LinkedHashMap<>();
        for (Windows kind : windows) {
            Row row = rows.get(kind.spec().text());
            Map<String, BigDecimal> ofKind = new LinkedHashMap<>();
            int place = 2;
            for (String name : columns.keySet()) {
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
