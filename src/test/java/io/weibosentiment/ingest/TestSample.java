package io.weibosentiment.ingest;

import io.weibosentiment.Columns;
import io.weibosentiment.config.Field;
import io.weibosentiment.config.Preset;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.sql.Row;

/** Reads files without Spark, and shows their rows as texts. */
final class TestSample {

    private static final Configuration HADOOP = new Configuration();
    private static final Map<Field, String> COLUMNS = Map.of(
            Field.POST_ID, "post",
            Field.COMMENT_ID, "id",
            Field.TEXT, "text",
            Field.COMMENT_TIME, "time",
            Field.LIKES, "likes");

    private TestSample() {}

    /** The first rows of a file whose comments have the columns post, id, text, time and likes. */
    static HeadSample of(Path file) throws IOException {
        return of(TestInput.of(Preset.NONE, file).withColumns(COLUMNS), file);
    }

    /** As {@link #of(Path)}, with {@code more} columns. */
    static HeadSample of(Path file, Map<Field, String> more) throws IOException {
        Map<Field, String> columns = new EnumMap<>(COLUMNS);
        columns.putAll(more);
        return of(TestInput.of(Preset.NONE, file).withColumns(columns), file);
    }

    /** The first rows of {@code file}, read as {@code input} says. */
    static HeadSample of(TestInput input, Path file) throws IOException {
        RecordLayout layout = CommentLayout.of(input.config());
        org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(file.toUri());
        FileStatus status = path.getFileSystem(HADOOP).getFileStatus(path);
        return HeadSample.of(status, ReadSettings.of(input.config(), layout), HADOOP);
    }

    /** The rows that were kept: {@code line|post|id|text|likes}. */
    static List<String> kept(HeadSample sample) {
        return values(sample, Columns.LINE, Columns.POST_ID, Columns.COMMENT_ID, Columns.TEXT, Columns.LIKES);
    }

    /** Some values of the rows that were kept. */
    static List<String> values(HeadSample sample, String... columns) {
        return sample.rows().stream()
                .filter(row -> row.isNullAt(sample.schema().fieldIndex(Columns.REASON)))
                .map(row -> Stream.of(columns)
                        .map(column -> String.valueOf(row.get(sample.schema().fieldIndex(column))))
                        .collect(Collectors.joining("|")))
                .toList();
    }

    /** The rows that were rejected: {@code line|reason|raw}. */
    static List<String> rejected(HeadSample sample) {
        return sample.rows().stream()
                .filter(row -> !row.isNullAt(sample.schema().fieldIndex(Columns.REASON)))
                .map(row -> value(sample, row, Columns.LINE) + "|" + value(sample, row, Columns.REASON) + "|"
                        + value(sample, row, Columns.RAW))
                .toList();
    }

    private static Object value(HeadSample sample, Row row, String column) {
        return row.get(sample.schema().fieldIndex(column));
    }
}
