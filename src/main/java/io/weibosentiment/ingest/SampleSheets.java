package io.weibosentiment.ingest;

import io.weibosentiment.Columns;
import io.weibosentiment.InvalidInputException;
import io.weibosentiment.config.Field;
import io.weibosentiment.config.InputFormat;
import io.weibosentiment.config.InputPaths;
import io.weibosentiment.ingest.RecordLayout.TextShape;
import io.weibosentiment.util.ColumnNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Reads the sheets of {@code sample} that people have filled in, as every other file is read: CSV in whatever form a
 * spreadsheet wrote it, JSON or Parquet. The driver holds their rows: people have labelled each.
 */
public final class SampleSheets {

    private static final Set<Field> NEEDED = Set.of(Field.COMMENT_KEY, Field.INCLUSION_PROBABILITY);
    private static final Map<Field, List<String>> USUAL = Map.of(
            Field.COMMENT_KEY, List.of(Field.COMMENT_KEY.column()),
            Field.RUN, List.of(Field.RUN.column()),
            Field.STRATUM, List.of(Field.STRATUM.column()),
            Field.INCLUSION_PROBABILITY, List.of(Field.INCLUSION_PROBABILITY.column()));

    private final SparkSession spark;
    private final Configuration hadoop;

    /** A reader of files on any file system that {@code spark} knows. */
    public SampleSheets(SparkSession spark) {
        this.spark = spark;
        this.hadoop = spark.sparkContext().hadoopConfiguration();
    }

    /**
     * A row of a sheet, as it is written there; a field in which nothing is written is empty.
     *
     * @param key the comment's key
     * @param run the run that was drawn from
     * @param stratum the stratum that it was drawn from
     * @param probability the inclusion probability
     * @param labels the labels that coders gave
     * @param unreadable the reason why the row cannot be read, if it cannot
     */
    public record SheetRow(
            String key,
            String run,
            String stratum,
            String probability,
            List<String> labels,
            Optional<String> unreadable) {

        public SheetRow {
            labels = List.copyOf(labels);
        }
    }

    /**
     * The rows of each sheet that {@code paths} name: files, folders or globs. Runs no Spark job.
     *
     * @throws InvalidInputException if one cannot be read, or lacks a column that is needed
     */
    public List<List<SheetRow>> read(List<String> paths) {
        ReadSettings settings = settings(List.of());
        InputCheck check = new InputCheck(spark, settings, false);
        PassedOver passedOver = new PassedOver();
        List<Path> given = check.paths(new InputPaths(paths, List.of()));
        List<FileStatus> files = check.readable(check.listed(given, passedOver), passedOver);
        if (!check.problems().isEmpty()) {
            throw new InvalidInputException(check.problems().stream()
                    .map(problem -> "labels: " + problem)
                    .toList());
        }
        List<List<SheetRow>> sheets = new ArrayList<>();
        for (FileStatus file : files) {
            sheets.add(rows(file, settings(labels(file, check))));
        }
        return sheets;
    }

    private static ReadSettings settings(List<String> labels) {
        Map<Field, List<String>> columns = new EnumMap<>(USUAL);
        if (!labels.isEmpty()) {
            columns.put(Field.LABEL, labels);
        }
        RecordLayout layout =
                new RecordLayout(RecordKind.DRAWN_COMMENT, columns, Map.of(), NEEDED, Map.of(), TextShape.SHEET);
        return new ReadSettings(layout, InputFormat.AUTO, TextShape.SHEET.encoding(), ZoneOffset.UTC, "");
    }

    private static List<String> labels(FileStatus file, InputCheck check) {
        String path = "labels '" + file.getPath() + "'";
        try {
            Set<String> columns = check.columns(file);
            List<String> labels = LabelledColumns.labelsAmong(columns);
            boolean hasAll = NEEDED.stream()
                    .allMatch(field -> check.readSettings()
                            .layout()
                            .columnOf(field, columns)
                            .isPresent());
            if (!hasAll || labels.isEmpty()) {
                throw new InvalidInputException(path + " has the columns " + ColumnNames.shown(columns) + "; expected "
                        + Field.COMMENT_KEY.column() + ", " + Field.INCLUSION_PROBABILITY.column()
                        + " and coder_1 (or more of these, or label), as the sheet of sample has them");
            }
            return labels;
        } catch (IOException | UncheckedIOException e) {
            throw new InvalidInputException(
                    path + " cannot be read: " + e.getMessage() + "; expected a sheet of sample", e);
        }
    }

    private List<SheetRow> rows(FileStatus file, ReadSettings settings) {
        StructType schema = ParsedRow.schema(RecordKind.DRAWN_COMMENT);
        List<SheetRow> sheet = new ArrayList<>();
        try (SplitRows rows = new SplitRows(List.of(FileSlice.whole(file)), settings, hadoop)) {
            rows.forEachRemaining(row -> sheet.add(sheetRow(row, schema)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sheet;
    }

    private static SheetRow sheetRow(Row row, StructType schema) {
        int labels = schema.fieldIndex(Field.LABEL.column());
        List<String> written = new ArrayList<>();
        if (row.get(labels) instanceof String[] each) {
            for (String label : each) {
                Optional.ofNullable(label).ifPresent(written::add);
            }
        }
        return new SheetRow(
                text(row, schema, Field.COMMENT_KEY.column()),
                text(row, schema, Field.RUN.column()),
                text(row, schema, Field.STRATUM.column()),
                text(row, schema, Field.INCLUSION_PROBABILITY.column()),
                written,
                Optional.ofNullable(row.getString(schema.fieldIndex(Columns.REASON))));
    }

    private static String text(Row row, StructType schema, String column) {
        return Optional.ofNullable(row.getString(schema.fieldIndex(column))).orElse("");
    }
}
