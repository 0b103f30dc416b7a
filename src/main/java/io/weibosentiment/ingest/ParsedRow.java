package io.weibosentiment.ingest;

import io.weibosentiment.Columns;
import io.weibosentiment.config.Field;
import java.time.Instant;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** A record, or a rejected row, on its way into a Dataset: values put in by their columns' names, null the others. */
final class ParsedRow {

    /** Equal for rows that are the same record, unique for a rejected row. */
    static final String KEY = "duplicate_key";

    private final StructType schema;
    private final Object[] values;

    /** An empty row of {@code schema}. */
    ParsedRow(StructType schema) {
        this.schema = schema;
        this.values = new Object[schema.length()];
    }

    /** The columns of records of {@code kind}, and of rows rejected among them; times are microseconds since 1970. */
    static StructType schema(RecordKind kind) {
        StructType schema = new StructType()
                .add(Columns.SOURCE_FILE, DataTypes.StringType)
                .add(Columns.LINE, DataTypes.LongType)
                .add(Columns.RAW, DataTypes.StringType)
                .add(Columns.REASON, DataTypes.StringType)
                .add(Columns.DETAIL, DataTypes.StringType);
        if (kind.hasDuplicates()) {
            schema = schema.add(KEY, DataTypes.BinaryType);
        }
        for (Field field : kind.fields()) {
            schema = schema.add(field.column(), type(field));
        }
        return schema;
    }

    /** Whether {@code field} is a time. */
    static boolean isTime(Field field) {
        return field == Field.COMMENT_TIME || field == Field.POST_TIME || field == Field.CRAWL_TIME;
    }

    private static DataType type(Field field) {
        return switch (field) {
            case COMMENT_TIME, POST_TIME, CRAWL_TIME, LIKES, POST_LIKES -> DataTypes.LongType;
            case SENTIMENT, POST_SENTIMENT -> DataTypes.DoubleType;
            default -> DataTypes.StringType;
        };
    }

    ParsedRow put(String column, Object value) {
        values[schema.fieldIndex(column)] = value;
        return this;
    }

    ParsedRow put(Field field, Optional<?> value) {
        return put(field.column(), value.orElse(null));
    }

    ParsedRow putTime(Field field, Optional<Instant> time) {
        return put(field, time.map(instant -> instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1000));
    }

    /** The field's value as text; empty where there is none. */
    String text(Field field) {
        Object value = values[schema.fieldIndex(field.column())];
        return value == null ? "" : value.toString();
    }

    Row row() {
        return RowFactory.create(values);
    }
}
