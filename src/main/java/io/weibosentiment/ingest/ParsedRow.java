package io.weibosentiment.ingest;

import io.weibosentiment.Columns;
import io.weibosentiment.config.Field;
import io.weibosentiment.util.UnpairedSurrogates;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
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

    /** Equal for rows with that key whose texts are the same but for their markup. */
    static final String CONTENT = "content_key";

    /** The writer's name, where it may be needed to tell writers apart. */
    static final String WRITER_NAME = "writer_name";

    /** What is written in fields whose value cannot be read: a struct of texts, null where all can. */
    static final String UNREAD = "unread";

    private static final int MAX_UNREAD_CHARS = 20;

    private final Shape shape;
    private final Object[] values;
    private Object[] unread = new Object[0];

    /** An empty row of a shape. */
    ParsedRow(Shape shape) {
        this.shape = shape;
        this.values = new Object[shape.schema().length()];
    }

    /**
     * The columns of rows, and where they stand: Spark's schema takes as long to say that of one as to read its value.
     *
     * @param schema the columns
     * @param places their places by their names
     */
    record Shape(StructType schema, Map<String, Integer> places) {

        Shape {
            places = Collections.unmodifiableMap(new HashMap<>(places));
        }

        /** That of the rows of {@code kind}, see {@link ParsedRow#schema}. */
        static Shape of(RecordKind kind) {
            StructType schema = ParsedRow.schema(kind);
            Map<String, Integer> places = new HashMap<>();
            for (String name : schema.fieldNames()) {
                places.put(name, schema.fieldIndex(name));
            }
            return new Shape(schema, places);
        }

        int place(String column) {
            return places.get(column);
        }
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
            schema = schema.add(KEY, DataTypes.BinaryType)
                    .add(CONTENT, DataTypes.LongType)
                    .add(WRITER_NAME, DataTypes.StringType);
        }
        schema = schema.add(Columns.POST_KEY, DataTypes.StringType);
        for (Field field : kind.fields()) {
            schema = schema.add(field.column(), type(field));
        }
        return schema.add(UNREAD, unread(kind));
    }

    /** The struct of {@link #UNREAD}. */
    private static StructType unread(RecordKind kind) {
        StructType unread = new StructType();
        for (Field field : kind.forgiving()) {
            unread = unread.add(field.column(), DataTypes.StringType);
        }
        return unread;
    }

    /** Whether {@code field} is a time. */
    static boolean isTime(Field field) {
        return field == Field.COMMENT_TIME || field == Field.POST_TIME || field == Field.CRAWL_TIME;
    }

    private static DataType type(Field field) {
        return switch (field) {
            case COMMENT_TIME, POST_TIME, CRAWL_TIME, LIKES, POST_LIKES -> DataTypes.LongType;
            case SENTIMENT, POST_SENTIMENT -> DataTypes.DoubleType;
            case LABEL -> DataTypes.createArrayType(DataTypes.StringType);
            default -> DataTypes.StringType;
        };
    }

    /** Puts a value; half a character that a text was cut in is left out, as it would be stored as {@code ?}. */
    ParsedRow put(String column, Object value) {
        values[shape.place(column)] = value instanceof String text ? UnpairedSurrogates.removed(text) : value;
        return this;
    }

    ParsedRow put(Field field, Optional<?> value) {
        return put(field.column(), value.orElse(null));
    }

    ParsedRow putTime(Field field, Optional<Instant> time) {
        return put(field, time.map(instant -> instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1000));
    }

    /** Notes that {@code written} cannot be read as a value of {@code field}, which has none then. */
    void putUnread(Field field, String written) {
        StructType struct = (StructType) shape.schema().apply(UNREAD).dataType();
        if (unread.length == 0) {
            unread = new Object[struct.length()];
        }
        unread[struct.fieldIndex(field.column())] = UnpairedSurrogates.removed(
                written.length() > MAX_UNREAD_CHARS ? written.substring(0, MAX_UNREAD_CHARS) + "…" : written);
    }

    /** The field's value as text; empty where there is none. */
    String text(Field field) {
        return text(field.column());
    }

    /** The column's value as text; empty where there is none. */
    String text(String column) {
        Object value = values[shape.place(column)];
        return value == null ? "" : value.toString();
    }

    Row row() {
        if (unread.length > 0) {
            put(UNREAD, RowFactory.create(unread));
        }
        return RowFactory.create(values);
    }
}
