package io.weibosentiment.aggregate;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_max;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.weibosentiment.Columns;
import io.weibosentiment.WindowKind;
import io.weibosentiment.WindowKind.Placement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;

/**
 * How far alternatives move a cell, from its value under each of them.
 *
 * @param own the kinds of windows that were chosen
 */
record Spread(List<WindowKind> own) {

    /** What a cell's windows are exchanged for. */
    static final Map<Choice, WindowKind> OTHER_KINDS =
            Map.of(Choice.WEEK, WindowKind.parse("week"), Choice.HALF_MONTH, WindowKind.parse("half-month"));

    private static final String CHOICE = "__choice";
    private static final String MOVE = "__move";

    /** Whether a kind is one of the calendar's or of fixed length. */
    static boolean isInTime(WindowKind kind) {
        return kind.placement() != Placement.SINCE_POST;
    }

    /** Whether a cell's window is one of the calendar's or of fixed length, not since its post. */
    Column isInTime() {
        Column isInTime = lit(false);
        for (WindowKind kind : own) {
            isInTime = isInTime.or(col(Columns.WINDOW).equalTo(kind.text()).and(lit(isInTime(kind))));
        }
        return isInTime;
    }

    /** The columns of the table sensitivity. */
    Column[] columns() {
        Column sentiment = col(Columns.SENTIMENT);
        Column[] values = Stream.concat(Stream.of(Columns.SENTIMENT), names())
                .map(name -> col(name))
                .toArray(Column[]::new);
        Column isThere = sentiment.isNotNull();
        Column lowest = when(isThere, least(values));
        Column highest = when(isThere, greatest(values));
        Column most = array_max(moves());
        Stream<Column> keys = Stream.of(
                        Columns.BLOGGER_ID,
                        Columns.WINDOW,
                        Columns.WINDOW_START,
                        Columns.WINDOW_END,
                        Columns.POSTS,
                        Columns.COMMENTS)
                .map(name -> col(name));
        Stream<Column> spread = Stream.of(
                lowest.as(Columns.LOWEST),
                highest.as(Columns.HIGHEST),
                highest.minus(lowest).as(Columns.SPREAD),
                most.getField(CHOICE).as(Columns.MOVED_MOST_BY),
                most.getField(MOVE).as(Columns.MOVED_BY),
                when(isThere, missing()).as(Columns.WITHOUT_VALUE));
        return Stream.of(keys, Arrays.stream(values), spread)
                .flatMap(part -> part)
                .toArray(Column[]::new);
    }

    private static Stream<String> names() {
        return Arrays.stream(Choice.values()).map(Choice::column);
    }

    /** Of each alternative that has a value how far it moves the cell; of two that move it as far, the first is greater. */
    private static Column moves() {
        List<Choice> choices = List.of(Choice.values());
        Column[] moves = choices.stream()
                .map(choice -> {
                    Column move = col(choice.column()).minus(col(Columns.SENTIMENT));
                    return when(
                            move.notEqual(0.0),
                            struct(
                                    abs(move).as("size"),
                                    lit(-choices.indexOf(choice)).as("order"),
                                    lit(choice.column()).as(CHOICE),
                                    move.as(MOVE)));
                })
                .toArray(Column[]::new);
        return array(moves);
    }

    /** How many alternatives leave nothing of a cell; those to which it has no counterpart do not count. */
    private Column missing() {
        Column[] missing = Arrays.stream(Choice.values())
                .map(choice -> col(choice.column()).isNull().and(applies(choice)))
                .toArray(Column[]::new);
        return size(filter(array(missing), isMissing -> isMissing)).cast(DataTypes.LongType);
    }

    private Column applies(Choice choice) {
        return switch (choice) {
            case WINDOW_BY -> isInTime();
            case WEEK, HALF_MONTH ->
                isInTime()
                        .and(col(Columns.WINDOW)
                                .notEqual(OTHER_KINDS.get(choice).text()));
            default -> lit(true);
        };
    }
}
