package io.weibosentiment.aggregate;

import io.weibosentiment.Columns;
import io.weibosentiment.Sentiment;
import io.weibosentiment.config.Fill;
import java.sql.Timestamp;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * From the known cells of one kind of window, in chronological order, to the rows of its matrix, which go by one at a
 * time. A pivot would do the same with an expression for each blogger, which for thousands of them takes the planner
 * minutes and gigabytes.
 */
final class MatrixRows implements MapPartitionsFunction<Row, Row> {

    private static final long serialVersionUID = 1L;

    private final Timestamp[] starts;
    private final Map<String, Integer> places;
    private final Fill fill;

    /**
     * @param starts the start of every window, ascending
     * @param bloggers the ids that have a column, in their order
     */
    MatrixRows(List<Timestamp> starts, List<String> bloggers, Fill fill) {
        this.starts = starts.toArray(Timestamp[]::new);
        this.places = new HashMap<>();
        for (String blogger : bloggers) {
            places.put(blogger, places.size());
        }
        this.fill = fill;
    }

    /** {@code window_start} and a double for each of {@code bloggers}. */
    static StructType schema(List<String> bloggers) {
        StructType schema = new StructType().add(Columns.WINDOW_START, DataTypes.TimestampType);
        for (String blogger : bloggers) {
            schema = schema.add(blogger, DataTypes.DoubleType);
        }
        return schema;
    }

    /** @param cells a window's start, a blogger and the sentiment each */
    @Override
    public Iterator<Row> call(Iterator<Row> cells) {
        Cells ahead = new Cells(cells);
        Double[] last = new Double[places.size()];
        return Arrays.stream(starts)
                .map(start -> row(start, ahead, last))
                .flatMap(Optional::stream)
                .iterator();
    }

    /** The row of the window that begins at {@code start}; empty if it has gaps and is left out for them. */
    private Optional<Row> row(Timestamp start, Cells ahead, Double[] last) {
        if (fill != Fill.PREVIOUS) {
            Arrays.fill(last, null);
        }
        while (ahead.isAt(start)) {
            Row cell = ahead.next();
            last[places.get(cell.getString(1))] = cell.getDouble(2);
        }
        boolean hasGaps = Arrays.asList(last).contains(null);
        if (hasGaps && (fill == Fill.PREVIOUS || fill == Fill.LEAVE_OUT)) {
            return Optional.empty();
        }
        Object[] values = new Object[1 + last.length];
        values[0] = start;
        for (int i = 0; i < last.length; i++) {
            values[1 + i] = last[i] == null && fill == Fill.NEUTRAL ? (Double) Sentiment.NEUTRAL : last[i];
        }
        return Optional.of(RowFactory.create(values));
    }

    /** Cells of which the next is known before it is taken. */
    private static final class Cells {

        private final Iterator<Row> cells;
        private Optional<Row> next;

        Cells(Iterator<Row> cells) {
            this.cells = cells;
            this.next = following();
        }

        private Optional<Row> following() {
            return cells.hasNext() ? Optional.of(cells.next()) : Optional.empty();
        }

        /** Whether the next cell is in the window that begins at {@code start}, which none of them may be before. */
        boolean isAt(Timestamp start) {
            int order = next.map(cell -> cell.getTimestamp(0).compareTo(start)).orElse(1);
            if (order < 0) {
                throw new IllegalStateException(
                        "no window begins at " + next.get().getTimestamp(0));
            }
            return order == 0;
        }

        Row next() {
            Row cell = next.orElseThrow();
            next = following();
            return cell;
        }
    }
}
