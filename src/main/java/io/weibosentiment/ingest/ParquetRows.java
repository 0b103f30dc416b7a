package io.weibosentiment.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.struct;

import io.weibosentiment.util.ColumnNames;
import java.io.Serializable;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Reads Parquet: timestamps as they are, every other column's value as the text that the other formats would have. */
record ParquetRows(ReadSettings settings) implements Serializable {

    /** The parsed rows of {@code files}. */
    JavaRDD<Row> of(SparkSession spark, List<Path> files) {
        Dataset<Row> data = open(spark, files);
        Map<String, List<Integer>> places = places(data.schema());
        return data.select(struct("*"), col("_metadata.file_path")).javaRDD().mapPartitions(rows -> map(rows, places));
    }

    /** The columns of {@code file}. */
    static StructType schema(SparkSession spark, Path file) {
        return open(spark, List.of(file)).schema();
    }

    /** Adds every column of {@code schema} to {@code columns}, nested ones with dots. */
    static void addColumns(StructType schema, String prefix, Collection<String> columns) {
        for (StructField field : schema.fields()) {
            columns.add(prefix + field.name());
            if (field.dataType() instanceof StructType nested) {
                addColumns(nested, prefix + field.name() + ".", columns);
            }
        }
    }

    /** Spark takes a path for a glob; these are names, in which what makes a glob means itself. */
    private static Dataset<Row> open(SparkSession spark, List<Path> files) {
        return spark.read()
                .parquet(files.stream()
                        .map(file -> file.toString().replaceAll("[\\\\*?\\[\\]{}]", "\\\\$0"))
                        .toArray(String[]::new));
    }

    /** For each of the layout's columns that the files have, where it is: an index for each step into nested data. */
    private Map<String, List<Integer>> places(StructType schema) {
        Map<String, List<Integer>> places = new HashMap<>();
        settings.layout().columns().values().stream()
                .flatMap(List::stream)
                .forEach(name -> place(schema, name).ifPresent(place -> places.put(name, place)));
        return places;
    }

    private static Optional<List<Integer>> place(StructType schema, String name) {
        List<String> names = Arrays.asList(schema.fieldNames());
        Optional<String> whole = ColumnNames.find(names, name);
        if (whole.isPresent()) {
            return Optional.of(List.of(names.indexOf(whole.get())));
        }
        int dot = name.indexOf('.');
        Optional<String> outer = dot < 0 ? Optional.empty() : ColumnNames.find(names, name.substring(0, dot));
        if (outer.isEmpty() || !(schema.apply(outer.get()).dataType() instanceof StructType nested)) {
            return Optional.empty();
        }
        return place(nested, name.substring(dot + 1))
                .map(inner -> Stream.concat(Stream.of(names.indexOf(outer.get())), inner.stream())
                        .toList());
    }

    private Iterator<Row> map(Iterator<Row> rows, Map<String, List<Integer>> places) {
        RecordMapper mapper = new RecordMapper(settings, TaskContext.getPartitionId());
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
                if (!row.getString(1).equals(uri)) {
                    uri = row.getString(1);
                    file = SourceFile.of(new Path(URI.create(uri)).toString(), settings.layout());
                }
                return mapper.map(new ParquetRecord(file, places, row.getStruct(0)));
            }
        };
    }

    /** One row. */
    private record ParquetRecord(SourceFile file, Map<String, List<Integer>> places, Row row) implements SourceRecord {

        @Override
        public Optional<String> text(String name) {
            return value(name).flatMap(ParquetRecord::text);
        }

        @Override
        public Optional<Instant> time(String name) {
            return value(name)
                    .flatMap(value -> value instanceof Timestamp timestamp
                            ? Optional.of(timestamp.toInstant())
                            : Optional.of(value)
                                    .filter(Instant.class::isInstance)
                                    .map(Instant.class::cast));
        }

        @Override
        public String raw() {
            return row.json();
        }

        private Optional<Object> value(String name) {
            Object value = places.containsKey(name) ? row : null;
            for (int step : places.getOrDefault(name, List.of())) {
                value = value == null ? null : ((Row) value).get(step);
            }
            return Optional.ofNullable(value);
        }

        private static Optional<String> text(Object value) {
            if (value instanceof Timestamp timestamp) {
                return Optional.of(timestamp.toInstant().toString());
            }
            if (value instanceof byte[] bytes) {
                return Optional.of(new String(bytes, StandardCharsets.UTF_8));
            }
            if (value instanceof BigDecimal number) {
                return Optional.of(number.toPlainString());
            }
            if (value instanceof Double || value instanceof Float) {
                return number(((Number) value).doubleValue());
            }
            return Optional.of(value.toString());
        }

        /** Python writes NaN for what is missing. */
        private static Optional<String> number(double value) {
            if (Double.isNaN(value)) {
                return Optional.empty();
            }
            boolean isFinite = Double.isFinite(value);
            return Optional.of(isFinite ? BigDecimal.valueOf(value).toPlainString() : Double.toString(value));
        }
    }
}
