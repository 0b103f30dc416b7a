package io.weibosentiment.erasure;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.unhex;
import static org.apache.spark.sql.functions.when;

import io.weibosentiment.Columns;
import io.weibosentiment.erasure.IdMatcher.RowIds;
import io.weibosentiment.ingest.IngestCounts;
import io.weibosentiment.ingest.RecordReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF4;
import org.apache.spark.sql.api.java.UDF7;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/**
 * The rows of Datasets that are about ids which are left out.
 *
 * @param ids the ids, on the executors
 */
public record ErasedRows(Broadcast<ErasedIds> ids) {

    /** The reason of a row that was left out, in the place of what it held. */
    public static final String REASON = IngestCounts.ERASED;

    /** What the row says instead of what was found. */
    public static final String DETAIL = "left out: it was erased on request";

    /** The reason of rejected rows that hold a text and no id: nobody can tell whose it is. */
    static final String BARE_TEXT = "not_scored";

    private static final String ERASED = "__erased";

    /** Rows about {@code ids}. */
    public static ErasedRows of(SparkSession spark, ErasedIds ids) {
        return new ErasedRows(new JavaSparkContext(spark.sparkContext()).broadcast(ids));
    }

    /** Whether a row of {@code table} is left out, by those of our columns of ids that it has. */
    public Column isErased(Dataset<Row> table) {
        RowDecision decision = new RowDecision(ids);
        UDF4<String, String, String, String, Boolean> isErased =
                (comment, post, blogger, user) -> decision.isErased(new RowIds(comment, post, blogger, user));
        return udf(isErased, DataTypes.BooleanType).apply(idsOf(table));
    }

    /** The ids for which a row of {@code table} is left out: texts such as {@code post 4900…}. */
    public Column idsFound(Dataset<Row> table) {
        RowDecision decision = new RowDecision(ids);
        UDF4<String, String, String, String, String[]> found = (comment, post, blogger, user) ->
                decision.matcher().of(new RowIds(comment, post, blogger, user)).stream()
                        .map(ErasedRows::named)
                        .toArray(String[]::new);
        return udf(found, DataTypes.createArrayType(DataTypes.StringType)).apply(idsOf(table));
    }

    /** As {@link #idsFound} names an id. */
    public static String named(ErasedId id) {
        return id.kind().label() + " " + id.id();
    }

    private static Column[] idsOf(Dataset<Row> table) {
        return new Column[] {
            given(table, Columns.COMMENT_ID),
            given(table, Columns.POST_ID),
            given(table, Columns.BLOGGER_ID),
            given(table, Columns.USER_HASH)
        };
    }

    private static Column given(Dataset<Row> rows, String column) {
        return List.of(rows.columns()).contains(column)
                ? col(column)
                : lit(null).cast(DataTypes.StringType).as(column);
    }

    /**
     * Rows as they were parsed, those that are left out without anything of theirs: only their file and a reason. The post
     * of an erased blogger stays, as only it tells which comments are on posts of the blogger.
     *
     * @param parsed rows of {@link RecordReader#parsed}
     */
    public Dataset<Row> blanked(Dataset<Row> parsed) {
        Map<String, Column> blank = Map.of(
                Columns.SOURCE_FILE, col(Columns.SOURCE_FILE),
                Columns.RAW, lit(""),
                Columns.REASON, lit(REASON),
                Columns.DETAIL, lit(DETAIL),
                RecordReader.KEY, unhex(functions.expr("replace(uuid(), '-', '')")),
                RecordReader.CONTENT, lit(0L));
        List<Column> columns = new ArrayList<>();
        for (var field : parsed.schema().fields()) {
            Column instead = blank.getOrDefault(field.name(), lit(null).cast(field.dataType()));
            columns.add(when(col(ERASED), instead).otherwise(col(field.name())).as(field.name()));
        }
        return parsed.withColumn(ERASED, isErasedParsed(parsed)).select(columns.toArray(Column[]::new));
    }

    /** Whether a row as it was parsed is left out. */
    public Column isErasedParsed(Dataset<Row> parsed) {
        RowDecision decision = new RowDecision(ids);
        UDF7<String, String, String, String, String, String, String, Boolean> isErased =
                (comment, post, blogger, user, reason, raw, file) -> decision.isErasedParsed(
                        new RowIds(comment, post, blogger, user), new RowDecision.Rejected(reason, raw, file));
        boolean isOfComments = Arrays.asList(parsed.columns()).contains(Columns.COMMENT_ID);
        return udf(isErased, DataTypes.BooleanType)
                .apply(
                        given(parsed, Columns.COMMENT_ID),
                        given(parsed, Columns.POST_KEY),
                        isOfComments
                                ? given(parsed, Columns.BLOGGER_ID)
                                : lit(null).cast(DataTypes.StringType),
                        given(parsed, Columns.USER_ID),
                        col(Columns.REASON),
                        col(Columns.RAW),
                        col(Columns.SOURCE_FILE));
    }

    /** Whether a row of rejected_comments is left out. */
    public Column isErasedRejected() {
        RowDecision decision = new RowDecision(ids);
        org.apache.spark.sql.api.java.UDF3<String, String, String, Boolean> isErased =
                (reason, raw, file) -> decision.isErased(new RowDecision.Rejected(reason, raw, file));
        return udf(isErased, DataTypes.BooleanType)
                .apply(col(Columns.REASON), col(Columns.RAW), col(Columns.SOURCE_FILE));
    }

    /** Removes the rows of a published table that are left out. */
    public ParquetRewrite.Change removed() {
        return ErasedGroups.removed(ids);
    }

    /** Empties the rows of rejected_comments that are left out. */
    public ParquetRewrite.Change rejectedBlanked() {
        return ErasedGroups.rejectedBlanked(ids);
    }

    /** Does to files of rows as they were parsed what {@link #blanked} does to a Dataset. */
    public ParquetRewrite.Change parsedBlanked() {
        return ErasedGroups.parsedBlanked(ids);
    }
}
