package io.weibosentiment.report;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.weibosentiment.Columns;
import io.weibosentiment.output.PublishedRun;
import io.weibosentiment.output.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The tables of a large run, reduced by Spark: what comes to the driver is bounded by the page's limits. */
final class SparkTables implements PublishedTables {

    private static final String CELLS = "cells";
    private static final String COUNTED = "counted";
    private static final String MOVED = "moved";
    private static final String WEIGHTED = "weighted";

    private final PublishedRun run;
    private final boolean byLikes;
    private final SparkSession spark;

    /**
     * The tables of {@code run}.
     *
     * @param byLikes whether a post's likes weigh it in its blogger's mean
     */
    SparkTables(PublishedRun run, boolean byLikes, SparkSession spark) {
        this.run = run;
        this.byLikes = byLikes;
        this.spark = spark;
    }

    private Dataset<Row> bloggerRows(String kind) {
        return run.read(spark, Table.BLOGGER_WINDOW_SENTIMENT)
                .where(col(Columns.WINDOW).equalTo(kind))
                .withColumn(COUNTED, col(Columns.SCORED).plus(col(Columns.NEUTRAL)));
    }

    private Dataset<Row> postRows(String kind) {
        return run.read(spark, Table.POST_WINDOW_SENTIMENT)
                .where(col(Columns.WINDOW).equalTo(kind))
                .withColumn(COUNTED, col(Columns.SCORED).plus(col(Columns.NEUTRAL)))
                .where(col(Columns.SENTIMENT).isNotNull().and(col(COUNTED).gt(0)));
    }

    @Override
    public List<WindowTotals> windows(String kind, Limits limits) {
        Column isMeasured = col(Columns.SENTIMENT).isNotNull().and(col(COUNTED).gt(0));
        return bloggerRows(kind)
                .groupBy(Columns.WINDOW_START, Columns.WINDOW_END)
                .agg(
                        sum(Columns.COMMENTS).as(Columns.COMMENTS),
                        sum(Columns.SCORED).as(Columns.SCORED),
                        sum(Columns.NEUTRAL).as(Columns.NEUTRAL),
                        sum(when(isMeasured, col(Columns.WEIGHT_SUM))).as(Columns.WEIGHT_SUM),
                        sum(when(isMeasured, col(Columns.WEIGHT_SUM).multiply(col(Columns.SENTIMENT))))
                                .as(WEIGHTED))
                .orderBy(col(Columns.COMMENTS).desc(), col(Columns.WINDOW_START))
                .limit(limits.windows())
                .orderBy(Columns.WINDOW_START)
                .collectAsList()
                .stream()
                .map(RowValues::new)
                .map(row -> new WindowTotals(
                        row.count(Columns.WINDOW_START),
                        row.count(Columns.WINDOW_END),
                        row.count(Columns.COMMENTS),
                        row.count(Columns.SCORED),
                        row.count(Columns.NEUTRAL),
                        orNothing(row.number(Columns.WEIGHT_SUM)),
                        orNothing(row.number(WEIGHTED))))
                .toList();
    }

    private static double orNothing(double sum) {
        return Double.isNaN(sum) ? 0 : sum;
    }

    @Override
    public KindTotals totals(String kind) {
        RowValues found = new RowValues(bloggerRows(kind)
                .agg(
                        countDistinct(coalesce(col(Columns.BLOGGER_ID), lit("")))
                                .as(Columns.BLOGGER_ID),
                        countDistinct(col(Columns.WINDOW_START)).as(CELLS),
                        min(Columns.WINDOW_START).as(Columns.WINDOW_START),
                        max(Columns.WINDOW_END).as(Columns.WINDOW_END))
                .head());
        return new KindTotals(
                found.count(Columns.BLOGGER_ID),
                found.count(CELLS),
                found.count(Columns.WINDOW_START),
                found.count(Columns.WINDOW_END));
    }

    @Override
    public List<BloggerCell> bloggerCells(String kind, Limits limits) {
        Dataset<Row> rows = bloggerRows(kind);
        List<Ranked<Optional<String>>> ranked = new ArrayList<>();
        rows.groupBy(Columns.BLOGGER_ID)
                .agg(sum(COUNTED).as(COUNTED), count(lit(1)).as(CELLS))
                .orderBy(col(COUNTED).desc(), coalesce(col(Columns.BLOGGER_ID), lit("")))
                .limit(limits.bloggers())
                .collectAsList()
                .forEach(row -> ranked.add(new Ranked<>(Optional.ofNullable(row.getString(0)), row.getLong(2))));
        List<Optional<String>> kept = Ranked.fitting(ranked, limits.bloggerCells());
        Dataset<Row> names = ids(kept.stream().map(name -> name.orElse(null)).toList(), "kept");
        return rows
                .join(broadcast(names), rows.col(Columns.BLOGGER_ID).eqNullSafe(names.col("kept")), "left_semi")
                .collectAsList()
                .stream()
                .map(row -> BloggerCell.of(new RowValues(row)))
                .toList();
    }

    private Dataset<Row> ids(List<String> ids, String name) {
        List<Row> rows = new ArrayList<>();
        ids.forEach(id -> rows.add(RowFactory.create(id)));
        return spark.createDataFrame(rows, new StructType().add(name, DataTypes.StringType));
    }

    @Override
    public long posts(String kind) {
        return postRows(kind).select(Columns.POST_ID).distinct().count();
    }

    @Override
    public List<PostCell> postCells(String kind, Limits limits) {
        Dataset<Row> rows = postRows(kind);
        List<Ranked<String>> ranked = moved(rows, kind)
                .groupBy(Columns.POST_ID)
                .agg(
                        max(MOVED).as(MOVED),
                        sum(COUNTED).as(COUNTED),
                        count(lit(1)).as(CELLS))
                .orderBy(col(MOVED).desc(), col(COUNTED).desc(), col(Columns.POST_ID))
                .limit(limits.posts())
                .select(Columns.POST_ID, CELLS)
                .collectAsList()
                .stream()
                .map(row -> new Ranked<>(row.getString(0), row.getLong(1)))
                .toList();
        Dataset<Row> kept = ids(Ranked.fitting(ranked, limits.postCells()), Columns.POST_ID);
        return rows
                .join(broadcast(kept), rows.col(Columns.POST_ID).equalTo(kept.col(Columns.POST_ID)), "left_semi")
                .collectAsList()
                .stream()
                .map(row -> PostCell.of(new RowValues(row)))
                .toList();
    }

    /** {@code rows} with how far each moved its blogger's window; -1 where it is alone. See {@link PostCell#shift}. */
    private Dataset<Row> moved(Dataset<Row> rows, String kind) {
        Column weight = byLikes
                ? greatest(coalesce(col(Columns.POST_LIKES), lit(0L)), lit(0L)).plus(lit(1.0))
                : lit(1.0);
        Dataset<Row> windows = bloggerRows(kind)
                .select(
                        col(Columns.BLOGGER_ID).as("of"),
                        col(Columns.WINDOW_START).as("from"),
                        col(Columns.SENTIMENT).as("mean"),
                        col(Columns.WEIGHT_SUM).as("all"));
        Column others = col("all").minus(weight);
        Column shift =
                weight.multiply(col(Columns.SENTIMENT).minus(col("mean"))).divide(others);
        return rows.join(
                        windows,
                        rows.col(Columns.BLOGGER_ID)
                                .eqNullSafe(windows.col("of"))
                                .and(rows.col(Columns.WINDOW_START).equalTo(windows.col("from"))))
                .withColumn(MOVED, coalesce(when(others.gt(0), abs(shift)), lit(-1.0)));
    }

    @Override
    public ScoreCounts scores() {
        ScoreCounts counts = new ScoreCounts();
        if (!run.has(Table.COMMENT_SCORES)) {
            return counts;
        }
        Column score = col(Columns.SENTIMENT).cast(DataTypes.DoubleType);
        Column bin = least(floor(score.multiply(ScoreCounts.BINS)), lit((long) ScoreCounts.BINS - 1));
        run.read(spark, Table.COMMENT_SCORES)
                .groupBy(
                        coalesce(col(Columns.DECIDED_BY), lit("")).as("decider"),
                        coalesce(bin, lit(0L)).as("bin"))
                .agg(count(lit(1)).as(CELLS), coalesce(sum(score), lit(0.0)).as("sum"))
                .collectAsList()
                .forEach(row -> counts.add(row.getString(0), (int) row.getLong(1), row.getLong(2), row.getDouble(3)));
        return counts;
    }
}
