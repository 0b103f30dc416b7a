package io.weibosentiment.aggregate;

import io.weibosentiment.Columns;
import io.weibosentiment.Sentiment;
import io.weibosentiment.config.Fill;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * From a window's known cells to its row of the matrix. A pivot would do the same with an expression for each blogger,
 * which for thousands of them takes the planner minutes and gigabytes.
 */
final class MatrixRows implements FlatMapFunction<Row, Row> {

    private static final long serialVersionUID = 1L;

    private final Map<String, Integer> places;
    private final Fill fill;

    /** @param bloggers the ids that have a column, in their order */
    MatrixRows(List<String> bloggers, Fill fill) {
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

    /** @param window its start and its cells, (blogger_id, sentiment) each; null where there is none */
    @Override
    public Iterator<Row> call(Row window) {
        Object[] values = new Object[1 + places.size()];
        values[0] = window.get(0);
        if (!window.isNullAt(1)) {
            for (Row cell : window.<Row>getList(1)) {
                values[1 + places.get(cell.getString(0))] = cell.getDouble(1);
            }
        }
        return filled(values)
                ? Stream.of(RowFactory.create(values)).iterator()
                : Stream.<Row>empty().iterator();
    }

    /** Fills the gaps as asked; false if a row with gaps is to be left out. */
    private boolean filled(Object[] values) {
        return switch (fill) {
            case NULL -> true;
            case NEUTRAL -> {
                Arrays.setAll(values, i -> values[i] == null ? Sentiment.NEUTRAL : values[i]);
                yield true;
            }
            case LEAVE_OUT, PREVIOUS -> Arrays.stream(values).noneMatch(value -> value == null);
        };
    }
}
