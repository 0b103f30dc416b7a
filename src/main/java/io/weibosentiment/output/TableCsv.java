package io.weibosentiment.output;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * A table's Parquet files as one CSV file (RFC 4180, lines end with a line feed): a header, times as
 * {@code 2023-09-08T16:00:00Z}, an empty field for null. Rows go by one at a time, without a Spark job, in the order of
 * the files' names and of the rows in them.
 *
 * @param folder holds the Parquet files, whose columns are of times, numbers, booleans and texts
 */
record TableCsv(FileSystem files, Path folder) {

    void write(Path csv) throws IOException {
        List<String> parts =
                ParquetCounts.paths(files, folder).stream().sorted().toList();
        MessageType schema = schema(new Path(parts.get(0)));
        try (Writer out = new BufferedWriter(new OutputStreamWriter(files.create(csv, true), StandardCharsets.UTF_8))) {
            out.write(schema.getFields().stream()
                    .map(column -> quoted(column.getName()))
                    .collect(Collectors.joining(",", "", "\n")));
            for (String part : parts) {
                copy(new Path(part), out);
            }
        }
    }

    private MessageType schema(Path part) throws IOException {
        try (ParquetFileReader reader = ParquetFileReader.open(HadoopInputFile.fromPath(part, files.getConf()))) {
            return reader.getFooter().getFileMetaData().getSchema();
        }
    }

    private void copy(Path part, Writer out) throws IOException {
        try (ParquetReader<Group> reader = ParquetReader.builder(new GroupReadSupport(), part)
                .withConf(files.getConf())
                .build()) {
            for (Group row = reader.read(); row != null; row = reader.read()) {
                Group each = row;
                out.write(IntStream.range(0, row.getType().getFieldCount())
                        .mapToObj(column -> field(each, column))
                        .collect(Collectors.joining(",", "", "\n")));
            }
        }
    }

    private static String field(Group row, int column) {
        if (row.getFieldRepetitionCount(column) == 0) {
            return "";
        }
        Type type = row.getType().getType(column);
        if (type.getLogicalTypeAnnotation() instanceof TimestampLogicalTypeAnnotation) {
            return Instant.EPOCH.plus(row.getLong(column, 0), ChronoUnit.MICROS).toString();
        }
        String text = row.getValueToString(column, 0);
        return type.getLogicalTypeAnnotation() instanceof StringLogicalTypeAnnotation ? quoted(text) : text;
    }

    private static String quoted(String text) {
        return text.matches("[\\w.-]+") ? text : "\"" + text.replace("\"", "\"\"") + "\"";
    }
}
