package io.weibosentiment.aggregate;

import static org.apache.spark.sql.functions.aggregate;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import io.weibosentiment.Columns;
import io.weibosentiment.WindowKind;
import io.weibosentiment.config.AggregateConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * How far the sentiment of each blogger's window depends on choices: the same window under alternatives to them, from
 * scored comments alone.
 *
 * <p>A window of another kind is another cell. A cell's value by week, or by half-month, is the mean of the blogger's weeks
 * that overlap it, weighted by how long they do.
 */
public final class Sensitivity {

    private static final String OTHER = "__other_";
    private static final String OVERLAPS = "__overlaps";
    private static final String CHOICE = "__choice";

    private final AggregateConfig config;
    private final int minComments;
    private final Spread spread;
    private final List<Kind> kinds = new ArrayList<>();

    /**
     * A kind of window.
     *
     * @param choice the choice it is the alternative for; empty for the kinds that were chosen
     * @param own the place of the chosen kind that it is like, but for whose time counts
     */
    private record Kind(WindowKind spec, Windows windows, Optional<Choice> choice, int own) {

        boolean isFor(Choice asked) {
            return choice.equals(Optional.of(asked));
        }
    }

    /**
     * The alternatives to {@code config}.
     *
     * @param minComments how many comments a post needs under {@link Choice#MIN_COMMENTS}
     */
    public Sensitivity(AggregateConfig config, int minComments) {
        this.config = config;
        this.minComments = minComments;
        this.spread = new Spread(config.windows());
        List<WindowKind> own = config.windows();
        own.forEach(spec -> kinds.add(new Kind(spec, windows(spec), Optional.empty(), kinds.size())));
        for (int place = 0; place < own.size(); place++) {
            if (Spread.isInTime(own.get(place))) {
                Windows byOther = new Windows(own.get(place), Choice.other(config.windowBy()), config.zone());
                kinds.add(new Kind(own.get(place), byOther, Optional.of(Choice.WINDOW_BY), place));
            }
        }
        if (own.stream().anyMatch(Spread::isInTime)) {
            Stream.of(Choice.WEEK, Choice.HALF_MONTH)
                    .filter(choice -> !own.contains(Spread.OTHER_KINDS.get(choice)))
                    .forEach(choice -> kinds.add(new Kind(
                            Spread.OTHER_KINDS.get(choice),
                            windows(Spread.OTHER_KINDS.get(choice)),
                            Optional.of(choice),
                            -1)));
        }
    }

    private Windows windows(WindowKind spec) {
        return new Windows(spec, config.windowBy(), config.zone());
    }

    /**
     * Every window that any alternative needs, from one pass over the comments.
     *
     * @param scored scored comments, and posts without comments, which nothing decided
     */
    public Dataset<Row> everyWindow(Dataset<Row> scored) {
        List<Windows> placements = kinds.stream().map(Kind::windows).toList();
        return new BloggerAlternatives(config, minComments).of(PostAlternatives.of(scored, config, placements));
    }

    /**
     * The rows of the table sensitivity, one for each cell of the windows that were chosen.
     *
     * @param everyWindow rows of {@link #everyWindow}, which are read several times
     */
    public Dataset<Row> cells(Dataset<Row> everyWindow) {
        Dataset<Row> every = everyWindow.withColumn(Columns.WINDOW_END, end());
        Dataset<Row> cells = withOtherTime(
                every.where(col(PostAlternatives.PLACEMENT).lt(config.windows().size()))
                        .withColumn(Columns.WINDOW, text()),
                every);
        for (Choice choice : List.of(Choice.WEEK, Choice.HALF_MONTH)) {
            cells = withOtherKind(cells, every, choice);
        }
        return cells.withColumn(Columns.WINDOW_START, timestamp_micros(col(PostAlternatives.START)))
                .withColumn(Columns.WINDOW_END, timestamp_micros(col(Columns.WINDOW_END)))
                .select(spread.columns());
    }

    private Dataset<Row> withOtherTime(Dataset<Row> cells, Dataset<Row> every) {
        Column own = lit(-1);
        for (int place = 0; place < kinds.size(); place++) {
            if (kinds.get(place).isFor(Choice.WINDOW_BY)) {
                own = when(
                                col(PostAlternatives.PLACEMENT).equalTo(place),
                                kinds.get(place).own())
                        .otherwise(own);
            }
        }
        Dataset<Row> byOther = every.select(
                        own.as(OTHER + PostAlternatives.PLACEMENT),
                        col(Columns.BLOGGER_ID).as(OTHER + Columns.BLOGGER_ID),
                        col(PostAlternatives.START).as(OTHER + PostAlternatives.START),
                        col(Columns.SENTIMENT).as(Choice.WINDOW_BY.column()))
                .where(col(OTHER + PostAlternatives.PLACEMENT).geq(0));
        return cells.join(
                byOther,
                col(PostAlternatives.PLACEMENT)
                        .equalTo(col(OTHER + PostAlternatives.PLACEMENT))
                        .and(col(Columns.BLOGGER_ID).eqNullSafe(col(OTHER + Columns.BLOGGER_ID)))
                        .and(col(PostAlternatives.START).equalTo(col(OTHER + PostAlternatives.START))),
                "left");
    }

    /** {@code cells} with the mean of the windows of another kind that overlap each, weighted by how long. */
    private Dataset<Row> withOtherKind(Dataset<Row> cells, Dataset<Row> every, Choice choice) {
        int place = placeOf(choice);
        if (place < 0) {
            return cells.withColumn(choice.column(), lit(null).cast(DataTypes.DoubleType));
        }
        String cellStart = OTHER + choice + PostAlternatives.START;
        String cellEnd = OTHER + choice + Columns.WINDOW_END;
        String blogger = OTHER + choice + Columns.BLOGGER_ID;
        String value = OTHER + choice + Columns.SENTIMENT;
        Dataset<Row> others = every.where(col(PostAlternatives.PLACEMENT)
                        .equalTo(place)
                        .and(col(Columns.SENTIMENT).isNotNull()))
                .select(
                        col(Columns.BLOGGER_ID).as(blogger),
                        col(PostAlternatives.START).as(cellStart),
                        col(Columns.WINDOW_END).as(cellEnd),
                        col(Columns.SENTIMENT).as(value));
        Column overlap = least(col(cellEnd), col(Columns.WINDOW_END))
                .minus(greatest(col(cellStart), col(PostAlternatives.START)));
        Column key = struct(col(PostAlternatives.PLACEMENT), col(Columns.BLOGGER_ID), col(PostAlternatives.START));
        Dataset<Row> means = cells.where(col(Columns.WINDOW)
                        .notEqual(Spread.OTHER_KINDS.get(choice).text())
                        .and(spread.isInTime()))
                .select(key.as(CHOICE), col(Columns.BLOGGER_ID), col(PostAlternatives.START), col(Columns.WINDOW_END))
                .join(
                        others,
                        col(Columns.BLOGGER_ID)
                                .eqNullSafe(col(blogger))
                                .and(col(cellStart).lt(col(Columns.WINDOW_END)))
                                .and(col(cellEnd).gt(col(PostAlternatives.START))))
                .groupBy(CHOICE)
                .agg(collect_list(struct(
                                col(cellStart),
                                overlap.cast(DataTypes.DoubleType).as(OVERLAPS),
                                col(value)))
                        .as(OVERLAPS))
                .select(col(CHOICE), overlapMean(value).as(choice.column()));
        return cells.join(means, key.eqNullSafe(col(CHOICE)), "left").drop(CHOICE);
    }

    /** In the order of the windows, so that the mean has the same bits whatever order they come in. */
    private static Column overlapMean(String value) {
        Column sorted = sort_array(col(OVERLAPS));
        Column products = aggregate(
                sorted, lit(0.0), (sum, one) -> sum.plus(one.getField(OVERLAPS).multiply(one.getField(value))));
        Column durations = aggregate(sorted, lit(0.0), (sum, one) -> sum.plus(one.getField(OVERLAPS)));
        return products.divide(durations);
    }

    private int placeOf(Choice choice) {
        for (int place = 0; place < kinds.size(); place++) {
            Kind kind = kinds.get(place);
            if (kind.spec().equals(Spread.OTHER_KINDS.get(choice)) && !kind.isFor(Choice.WINDOW_BY)) {
                return place;
            }
        }
        return -1;
    }

    private Column end() {
        Column start = timestamp_micros(col(PostAlternatives.START));
        Column end = lit(null).cast(DataTypes.TimestampType);
        for (int place = 0; place < kinds.size(); place++) {
            end = when(
                            col(PostAlternatives.PLACEMENT).equalTo(place),
                            kinds.get(place).windows().end(start))
                    .otherwise(end);
        }
        return unix_micros(end);
    }

    private Column text() {
        Column text = lit("");
        for (int place = 0; place < config.windows().size(); place++) {
            text = when(
                            col(PostAlternatives.PLACEMENT).equalTo(place),
                            lit(config.windows().get(place).text()))
                    .otherwise(text);
        }
        return text;
    }
}
