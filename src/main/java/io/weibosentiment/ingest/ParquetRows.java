package io.weibosentiment.ingest;

import java.io.Serializable;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Reads Parquet: each column's value as the text that the other formats would have, times with their offset. */
record ParquetRows(ReadSettings settings) implements Serializable {

    private static final String FILE = "weibosentiment_file";

    /** The parsed rows of {@code data}, which was read from files. */
    JavaRDD<Row> of(Dataset<Row> data) {
        return data.withColumn(FILE, functions.col("_metadata.file_path"))
                .javaRDD()
                .mapPartitions(this::map);
    }

    /** Adds every column of {@code schema} to {@code columns}, nested ones with dots. */
    static void addColumns(StructType schema, String prefix, Set<String> columns) {
        for (StructField field : schema.fields()) {
            columns.add(prefix + field.name());
            if (field.dataType() instanceof StructType nested) {
                addColumns(nested, prefix + field.name() + ".", columns);
            }
        }
    }

    private Iterator<Row> map(Iterator<Row> rows) {
        CommentMapper mapper = new CommentMapper(settings, TaskContext.getPartitionId());
        return new Iterator<>() {

            private SourceFile file = new SourceFile("", Map.of());
            private String uri = "";

            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public Row next() {
                Row row = rows.next();
                String rowUri = row.getString(row.length() - 1);
                if (!rowUri.equals(uri)) {
                    uri = rowUri;
                    file = SourceFile.of(new Path(URI.create(uri)).toString(), settings.layout());
                }
                return mapper.map(file, name -> value(row, name), row::json);
            }
        };
    }

    private static Optional<String> value(Row row, String name) {
        if (Arrays.asList(row.schema().fieldNames()).contains(name)) {
            return text(row.get(row.fieldIndex(name)));
        }
        int dot = name.indexOf('.');
        if (dot < 0 || !Arrays.asList(row.schema().fieldNames()).contains(name.substring(0, dot))) {
            return Optional.empty();
        }
        Object nested = row.get(row.fieldIndex(name.substring(0, dot)));
        return nested instanceof Row inner ? value(inner, name.substring(dot + 1)) : Optional.empty();
    }

    private static Optional<String> text(Object value) {
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof Timestamp timestamp) {
            return Optional.of(timestamp.toInstant().toString());
        }
        if (value instanceof byte[] bytes) {
            return Optional.of(new String(bytes, StandardCharsets.UTF_8));
        }
        if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            return Double.isFinite(number)
                    ? Optional.of(BigDecimal.valueOf(number).toPlainString())
                    : Optional.empty();
        }
        return Optional.of(value.toString());
    }
}
