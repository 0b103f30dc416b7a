package io.weibosentiment.ingest;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;

import io.weibosentiment.Columns;
import io.weibosentiment.TestSpark;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** The one pass over copies against windows in SQL, which say the same of rows made up so that nearly all have copies. */
class DuplicatesInSqlTest {

    private static final StructType SCHEMA = ParsedRow.schema(RecordKind.COMMENT);
    private static final List<String> TEXTS =
            Arrays.asList("赞", "\uFF5E", "😀", "a", "ab", "ａ", "\uE000", "\uD800\uDC00", "");
    private static final List<String> FACTS =
            List.of(Columns.BLOGGER_ID, Columns.POST_TIME, Columns.POST_LIKES, Columns.POST_TEXT, Columns.TOPICS);
    private static final String WRITER = "writer";
    private static final String RANK = "rank";

    @Test
    void one_pass_finds_what_windows_find() {
        Dataset<Row> parsed = TestSpark.session()
                .createDataFrame(rows(4000), SCHEMA)
                .repartition(3)
                .localCheckpoint();

        List<String> found = sorted(comparable(Duplicates.dropped(parsed)));

        assertThat(found).hasSizeBetween(1000, 3000).isEqualTo(sorted(inSql(parsed)));
    }

    private static List<Row> rows(int count) {
        SplittableRandom random = new SplittableRandom(5);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(row(random, i));
        }
        return rows;
    }

    private static Row row(SplittableRandom random, long line) {
        Object[] values = new Object[SCHEMA.length()];
        int key = random.nextInt(800);
        for (int i = 0; i < values.length; i++) {
            values[i] = value(SCHEMA.fields()[i], random);
        }
        values[SCHEMA.fieldIndex(ParsedRow.KEY)] = new byte[] {(byte) key, (byte) (key >> 8)};
        values[SCHEMA.fieldIndex(ParsedRow.CONTENT)] = (long) random.nextInt(2);
        values[SCHEMA.fieldIndex(Columns.POST_KEY)] = "赞";
        values[SCHEMA.fieldIndex(Columns.LINE)] = line;
        return RowFactory.create(values);
    }

    private static Object value(StructField field, SplittableRandom random) {
        if (random.nextInt(3) == 0) {
            return null;
        }
        return switch (field.dataType().typeName()) {
            case "string" -> TEXTS.get(random.nextInt(TEXTS.size()));
            case "long" -> random.nextLong(-1, 2);
            case "struct" ->
                RowFactory.create(Arrays.stream(((StructType) field.dataType()).fields())
                        .map(inner -> value(inner, random))
                        .toArray());
            default -> null;
        };
    }

    private static Dataset<Row> inSql(Dataset<Row> parsed) {
        WindowSpec sameText = Window.partitionBy(ParsedRow.KEY, ParsedRow.CONTENT);
        WindowSpec copies = Window.partitionBy(ParsedRow.KEY, ParsedRow.CONTENT, WRITER);
        WindowSpec best = copies.orderBy(
                col(Columns.CRAWL_TIME).desc_nulls_last(),
                col(Columns.LIKES).desc_nulls_last(),
                col(Columns.COMMENT_TIME).asc(),
                col(Columns.BLOGGER_ID).asc(),
                col(Columns.USER_ID).asc(),
                col(Columns.TEXT).asc(),
                col(Columns.SOURCE_FILE).asc(),
                col(Columns.POST_TIME).asc(),
                col(Columns.POST_LIKES).asc(),
                col(ParsedRow.UNREAD).asc(),
                col(Columns.LINE).asc());
        Dataset<Row> ranked = parsed.withColumn(
                        WRITER,
                        coalesce(
                                col(Columns.USER_ID),
                                max(Columns.USER_ID).over(sameText),
                                col(ParsedRow.WRITER_NAME),
                                max(ParsedRow.WRITER_NAME).over(sameText)))
                .withColumn(RANK, row_number().over(best))
                .withColumn(Columns.COPIES, count(lit(1)).over(copies));
        Column id = struct(col(Columns.POST_ID).equalTo(col(Columns.POST_KEY)), col(Columns.POST_ID));
        ranked = ranked.withColumn("best_id", max(id).over(copies).getField(Columns.POST_ID));
        for (String fact : FACTS) {
            Column known = when(
                    col(fact).isNotNull(),
                    struct(col(Columns.CRAWL_TIME).as("at"), col(fact).as("is")));
            ranked = ranked.withColumn("best_" + fact, max(known).over(copies));
        }
        Dataset<Row> comments = ranked.where(col(RANK).equalTo(1))
                .withColumn(Columns.POST_ID, col("best_id"))
                .withColumn(
                        Duplicates.SHARES_ID,
                        count(lit(1)).over(Window.partitionBy(ParsedRow.KEY)).gt(1));
        for (String fact : FACTS) {
            comments = comments.withColumn(fact, col("best_" + fact).getField("is"))
                    .withColumn("at_" + fact, col("best_" + fact).getField("at"))
                    .drop("best_" + fact);
        }
        return comments.drop(ParsedRow.KEY, ParsedRow.CONTENT, ParsedRow.WRITER_NAME, WRITER, RANK, "best_id");
    }

    /** {@code distinct} with each fact's crawl, wherever it is said. */
    private static Dataset<Row> comparable(Dataset<Row> distinct) {
        Column crawled = col(Duplicates.FACTS_CRAWLED);
        Dataset<Row> comparable = distinct;
        for (String fact : FACTS) {
            Column at = when(crawled.isNull(), col(Columns.CRAWL_TIME)).otherwise(crawled.getField(fact));
            comparable = comparable.withColumn("at_" + fact, when(col(fact).isNotNull(), at));
        }
        return comparable.drop(Duplicates.FACTS_CRAWLED);
    }

    private static List<String> sorted(Dataset<Row> rows) {
        String[] columns = Arrays.stream(rows.columns()).sorted().toArray(String[]::new);
        return rows.selectExpr(columns).collectAsList().stream()
                .map(Row::toString)
                .sorted()
                .toList();
    }
}
