package io.weibosentiment.aggregate;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.when;

import io.weibosentiment.Columns;
import io.weibosentiment.DecidedBy;
import io.weibosentiment.WindowKind;
import io.weibosentiment.config.AggregateConfig;
import io.weibosentiment.config.InputConfig;
import io.weibosentiment.config.WindowBy;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Reads comments that are scored already, by us or by somebody else, for the tables to be made again. */
public final class ScoredComments {

    private static final List<String> OWN = List.of(Columns.TEXT_KEY, Columns.DECIDED_BY, Columns.SENTIMENT);
    private static final Set<ScoredField> TIMES = EnumSet.of(ScoredField.COMMENT_TIME, ScoredField.POST_TIME);
    private static final String VALUE = "__value_";
    private static final String REASON = "__reason";
    private static final String WHOLE_NUMBER = "^[0-9]{1,18}(\\.0+)?$";

    private final InputConfig input;
    private final ScoredColumns columns;
    private final Set<ScoredField> needed;

    /**
     * @param input the paths, their format and the zone of times that name none
     * @param columns the columns that the user named; others are known by their usual names
     * @param aggregate says which times the windows need
     */
    public ScoredComments(InputConfig input, ScoredColumns columns, AggregateConfig aggregate) {
        this.input = input;
        this.columns = columns.or(input.columns());
        this.needed = needed(aggregate);
    }

    /**
     * What was read: together as many rows as the files have.
     *
     * @param comments blogger_id, post_id, comment_id, comment_time, post_time, likes, post_likes, text_key, sentiment
     *     (double), decided_by, and user_id where the files have it; likes that are missing, negative or unreadable are
     *     null
     * @param rejected source_file, raw, reason, detail
     */
    public record Scores(Dataset<Row> comments, Dataset<Row> rejected) {}

    /**
     * Reads the files.
     *
     * @throws io.weibosentiment.InvalidInputException if a path, its format or a column that is needed is missing
     */
    public Scores read(SparkSession spark) {
        Dataset<Row> rows = new ScoredFiles(spark, input).read();
        List<String> present = Arrays.stream(rows.columns())
                .filter(name -> !ScoredFiles.ADDED.contains(name))
                .toList();
        Map<ScoredField, String> found = columns.in(present, needed);
        boolean own = present.containsAll(OWN);
        Dataset<Row> judged = withFields(rows, found, own).withColumn(REASON, reason(found, own));
        return new Scores(
                judged.filter(col(REASON).isNull()).select(comment(found)),
                judged.filter(col(REASON).isNotNull()).select(rejection()));
    }

    private static Set<ScoredField> needed(AggregateConfig aggregate) {
        Set<ScoredField> needed = EnumSet.of(ScoredField.POST_ID, ScoredField.SENTIMENT);
        for (WindowKind spec : aggregate.windows()) {
            if (spec.placement() == WindowKind.Placement.SINCE_POST) {
                needed.addAll(TIMES);
            }
        }
        needed.add(aggregate.windowBy() == WindowBy.POST ? ScoredField.POST_TIME : ScoredField.COMMENT_TIME);
        return needed;
    }

    private Dataset<Row> withFields(Dataset<Row> rows, Map<ScoredField, String> found, boolean own) {
        StructType schema = rows.schema();
        Dataset<Row> read = rows;
        for (ScoredField field : ScoredField.values()) {
            Column value = lit(null).cast(type(field));
            if (found.containsKey(field)) {
                String column = found.get(field);
                DataType written = schema.apply(column).dataType();
                value = read(field, column, written);
            }
            read = read.withColumn(value(field), value);
        }
        Column decidedBy = own ? col(Columns.DECIDED_BY) : lit(DecidedBy.MODEL.label());
        Column textKey = own ? col(Columns.TEXT_KEY) : lit(null).cast(DataTypes.StringType);
        return read.withColumn(value(Columns.DECIDED_BY), decidedBy).withColumn(value(Columns.TEXT_KEY), textKey);
    }

    private Column read(ScoredField field, String column, DataType type) {
        Column written = ScoredFiles.quoted(column);
        return switch (field) {
            case SENTIMENT -> expr("try_cast(" + ScoredFiles.quotedName(column) + " AS DOUBLE)");
            case LIKES, POST_LIKES -> {
                Column text = trim(written.cast(DataTypes.StringType));
                yield when(text.rlike(WHOLE_NUMBER), text.cast(DataTypes.createDecimalType(20, 1)))
                        .cast(DataTypes.LongType);
            }
            case COMMENT_TIME, POST_TIME -> new WrittenTime(input.zone()).read(written, type);
            default -> given(written);
        };
    }

    private static DataType type(ScoredField field) {
        return switch (field) {
            case SENTIMENT -> DataTypes.DoubleType;
            case LIKES, POST_LIKES -> DataTypes.LongType;
            case COMMENT_TIME, POST_TIME -> DataTypes.TimestampType;
            default -> DataTypes.StringType;
        };
    }

    /** Why a row cannot be used, as a label and a sentence; null if it can. */
    private Column reason(Map<ScoredField, String> found, boolean own) {
        String sentimentColumn = found.get(ScoredField.SENTIMENT);
        Column sentiment = col(value(ScoredField.SENTIMENT));
        Column written = given(ScoredFiles.quoted(sentimentColumn));
        Column isScore = coalesce(sentiment.between(0.0, 1.0), lit(own).and(written.isNull()));
        Column reason = when(
                        col(ScoredFiles.MALFORMED),
                        reason(
                                "malformed",
                                lit("not a record of the file's format, or with other fields than its header")))
                .when(written.equalTo(sentimentColumn), reason("repeated_header", lit("")))
                .when(col(value(ScoredField.POST_ID)).isNull(), reason("no_post_id", lit("")))
                .when(not(isScore), reason("unusable_sentiment", found("a number between 0 and 1", written)));
        for (ScoredField time : TIMES) {
            if (needed.contains(time)) {
                Column text = given(ScoredFiles.quoted(found.get(time)));
                Column unreadable = text.isNotNull().and(col(value(time)).isNull());
                reason = reason.when(unreadable, reason("unreadable_time", found("a " + time.key(), text)));
            }
        }
        return reason;
    }

    private static Column reason(String label, Column detail) {
        return struct(lit(label).as(Columns.REASON), detail.as(Columns.DETAIL));
    }

    private static Column found(String expected, Column written) {
        return concat(lit("expected " + expected + ", found '"), coalesce(written, lit("")), lit("'"));
    }

    private static Column given(Column written) {
        Column text = trim(written.cast(DataTypes.StringType));
        return when(text.notEqual(""), text);
    }

    private static Column[] comment(Map<ScoredField, String> found) {
        return Stream.concat(
                        Stream.of(ScoredField.values())
                                .filter(field -> field != ScoredField.USER_ID || found.containsKey(field))
                                .map(ScoredField::column),
                        Stream.of(Columns.TEXT_KEY, Columns.DECIDED_BY))
                .map(name -> col(value(name)).as(name))
                .toArray(Column[]::new);
    }

    private static Column[] rejection() {
        return new Column[] {
            col(ScoredFiles.FILE).as(Columns.SOURCE_FILE),
            col(ScoredFiles.LINE).as(Columns.RAW),
            col(REASON).getField(Columns.REASON).as(Columns.REASON),
            col(REASON).getField(Columns.DETAIL).as(Columns.DETAIL)
        };
    }

    private static String value(ScoredField field) {
        return value(field.column());
    }

    private static String value(String column) {
        return VALUE + column;
    }
}
