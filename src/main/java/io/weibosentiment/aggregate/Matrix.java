package io.weibosentiment.aggregate;

import static org.apache.spark.sql.functions.col;

import io.weibosentiment.Columns;
import io.weibosentiment.config.Fill;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The windows of one kind and the bloggers that make a matrix, or why there is none.
 *
 * @param cells the rows of {@code blogger_window_sentiment} in it that have a sentiment
 * @param bloggers the ids that have a column, ascending
 * @param starts the windows that may have a row, ascending
 * @param leftOutBecause the reason, a sentence for the user, where there is no matrix
 */
public record Matrix(
        Dataset<Row> cells, List<String> bloggers, List<Timestamp> starts, Fill fill, Optional<String> leftOutBecause) {

    static final String REPLICATE = "replicate";

    /** The place of the first value of a cell, after the window's start and the blogger. */
    private static final int VALUES = 2;

    /** So many are written: a thousand replicates of two years of weeks of a thousand bloggers are about as many. */
    private static final long MOST_VALUES = 100_000_000;

    /** Its rows, see {@link #rows(MatrixFigure)}; empty if there is no matrix. */
    Optional<Dataset<Row>> rows() {
        return leftOutBecause.isPresent() ? Optional.empty() : Optional.of(rows(MatrixFigure.SENTIMENT));
    }

    /** {@code window_start} and a column per blogger; rows chronological. Without a matrix no bloggers and no rows. */
    public Dataset<Row> rows(MatrixFigure figure) {
        return together(List.of(figure), new StructType(), (place, start) -> Stream.of(start));
    }

    /**
     * Several of them from one pass, after a column that names the figure of each row; rows chronological.
     *
     * @param figures numbers, by their names
     */
    public Dataset<Row> rows(Map<String, MatrixFigure> figures, String column) {
        List<String> names = List.copyOf(figures.keySet());
        return together(
                names.stream().map(figures::get).toList(),
                new StructType().add(column, DataTypes.StringType),
                (place, start) -> Stream.of(names.get(place), start));
    }

    /** What is ahead of a row's figures, the one at a place of those asked for, in a window that begins at a time. */
    private interface Ahead extends Function2<Integer, Timestamp, Stream<Object>> {

        @Override
        Stream<Object> call(Integer place, Timestamp start);
    }

    private Dataset<Row> together(List<MatrixFigure> figures, StructType before, Ahead ahead) {
        Fill filled = fill;
        MatrixFigure[] each = figures.toArray(MatrixFigure[]::new);
        Column[] columns = Stream.concat(
                        Stream.of(Columns.WINDOW_START, Columns.BLOGGER_ID),
                        figures.stream().map(MatrixFigure::column))
                .map(name -> col(name))
                .toArray(Column[]::new);
        return rows(cells.select(columns), schema(before, each[0].type()), (start, row, isOwn) -> {
            List<Row> rows = new ArrayList<>();
            for (int place = 0; place < each.length; place++) {
                int of = place;
                rows.add(RowFactory.create(Stream.concat(
                                ahead.call(place, start),
                                IntStream.range(0, row.length)
                                        .mapToObj(i -> each[of].of(row[i], VALUES + of, isOwn[i], filled)))
                        .toArray()));
            }
            return rows.stream();
        });
    }

    /**
     * {@link #REPLICATE}, from 1, {@code window_start} and a column per blogger: for each replicate a matrix of the same
     * shape with the same gaps; rows by replicate, chronological.
     *
     * @param posts the rows of {@code post_window_sentiment}
     */
    public Dataset<Row> replicates(Dataset<Row> posts, Replicates replicates) {
        int count = replicates.count();
        Fill filled = fill;
        Dataset<Row> known = replicates
                .of(posts)
                .join(
                        cells.select(Columns.WINDOW_START, Columns.BLOGGER_ID),
                        new String[] {Columns.WINDOW_START, Columns.BLOGGER_ID},
                        "left_semi")
                .select(Columns.WINDOW_START, Columns.BLOGGER_ID, Replicates.VALUES)
                .repartition(1); // not coalesced, or a single task would also make the replicates
        return rows(
                        known,
                        schema(new StructType().add(REPLICATE, DataTypes.IntegerType), DataTypes.DoubleType),
                        (start, row, isOwn) -> IntStream.range(0, count)
                                .mapToObj(replicate -> Replicates.row(replicate, start, row, filled)))
                .sortWithinPartitions(REPLICATE, Columns.WINDOW_START);
    }

    /** Why so many replicates are not written, a sentence for the user; empty if they can be. */
    public Optional<String> tooLarge(Replicates replicates) {
        long values = (long) starts.size() * bloggers.size() * replicates.count();
        return values <= MOST_VALUES
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "%,d replicates of %,d windows and %,d bloggers are more than %,d values; ask for fewer"
                                + " (aggregate.trajectories.replicates) or for longer windows",
                        replicates.count(),
                        starts.size(),
                        bloggers.size(),
                        MOST_VALUES));
    }

    private Dataset<Row> rows(Dataset<Row> values, StructType schema, MatrixRows.RowsOfWindow rows) {
        if (leftOutBecause.isPresent()) {
            return values.sparkSession().createDataFrame(List.of(), schema);
        }
        return values.coalesce(1)
                .sortWithinPartitions(col(Columns.WINDOW_START))
                .mapPartitions(new MatrixRows(starts, bloggers, fill, rows), Encoders.row(schema));
    }

    private StructType schema(StructType before, DataType type) {
        StructType schema = before.add(Columns.WINDOW_START, DataTypes.TimestampType);
        for (String blogger : bloggers) {
            schema = schema.add(blogger, type);
        }
        return schema;
    }
}
