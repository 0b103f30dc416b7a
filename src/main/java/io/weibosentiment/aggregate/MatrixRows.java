package io.weibosentiment.aggregate;

import io.weibosentiment.config.Fill;
import java.sql.Timestamp;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.Function3;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;

/**
 * From the known cells of one kind of window, in chronological order, to the rows of its matrix, which go by one window
 * at a time. A pivot would do the same with an expression for each blogger, which for thousands of them takes the
 * planner minutes and gigabytes.
 */
final class MatrixRows implements MapPartitionsFunction<Row, Row> {

    private static final long serialVersionUID = 1L;

    private final Timestamp[] starts;
    private final Map<String, Integer> places;
    private final Fill fill;
    private final RowsOfWindow rows;

    /** Makes the rows of one window. */
    interface RowsOfWindow extends Function3<Timestamp, Row[], boolean[], Stream<Row>> {

        /**
         * @param cells the cell of each blogger, see {@link MatrixFigure#of}
         * @param isOwn whether each is of this window
         */
        @Override
        Stream<Row> call(Timestamp start, Row[] cells, boolean[] isOwn);
    }

    /**
     * @param starts the start of every window, ascending
     * @param bloggers the ids that have a column, in their order
     */
    MatrixRows(List<Timestamp> starts, List<String> bloggers, Fill fill, RowsOfWindow rows) {
        this.starts = starts.toArray(Timestamp[]::new);
        this.places = new HashMap<>();
        for (String blogger : bloggers) {
            places.put(blogger, places.size());
        }
        this.fill = fill;
        this.rows = rows;
    }

    /** @param cells a window's start, a blogger and a value each */
    @Override
    public Iterator<Row> call(Iterator<Row> cells) {
        Cells ahead = new Cells(cells);
        Row[] last = new Row[places.size()];
        return Arrays.stream(starts).flatMap(start -> rows(start, ahead, last)).iterator();
    }

    /** The rows of the window that begins at {@code start}; none if it has gaps and is left out for them. */
    private Stream<Row> rows(Timestamp start, Cells ahead, Row[] last) {
        if (fill != Fill.PREVIOUS) {
            Arrays.fill(last, null);
        }
        boolean[] isOwn = new boolean[last.length];
        while (ahead.isAt(start)) {
            Row cell = ahead.next();
            int place = places.get(cell.getString(1));
            last[place] = cell;
            isOwn[place] = true;
        }
        boolean hasGaps = Arrays.stream(last).anyMatch(Objects::isNull);
        return hasGaps && (fill == Fill.PREVIOUS || fill == Fill.LEAVE_OUT)
                ? Stream.empty()
                : rows.call(start, last, isOwn);
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
