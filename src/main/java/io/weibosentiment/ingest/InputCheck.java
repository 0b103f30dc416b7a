package io.weibosentiment.ingest;

import io.weibosentiment.config.Field;
import io.weibosentiment.config.InputFormat;
import io.weibosentiment.util.ColumnNames;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** Looks at an input before it is read, and gathers every problem. */
final class InputCheck {

    private static final int HEADS = 3;
    private static final Set<String> ENCODINGS = Set.of("UTF-8", "GBK", "GB18030", "US-ASCII");

    private final ReadSettings settings;
    private final Configuration hadoop;
    private final List<String> problems = new ArrayList<>();

    InputCheck(SparkSession spark, ReadSettings settings) {
        this.settings = settings;
        this.hadoop = spark.sparkContext().hadoopConfiguration();
    }

    /** What was found so far. */
    List<String> problems() {
        return List.copyOf(problems);
    }

    /** Checks the encoding and the fields that the configuration gives. */
    void settings() {
        String encoding = settings.charset().name();
        if (!ENCODINGS.contains(encoding)) {
            problems.add("input.encoding " + encoding + " cannot be read; expected utf-8, gbk or gb18030");
        }
        RecordLayout layout = settings.layout();
        for (Field field : layout.kind().fields()) {
            if (layout.kind().essential().contains(field) && !layout.has(field)) {
                problems.add("no column is known for a comment's " + field.key() + "; name it with "
                        + layout.kind().option(field) + "=COLUMN, or a known crawl with --preset");
            }
        }
    }

    /** The paths to read: {@code given}, and for the output folder of a run its table of scores. */
    List<Path> paths(List<String> given) {
        if (given.isEmpty()) {
            problems.add("no input is given; name files, folders or globs with --input PATH");
        }
        List<Path> paths = new ArrayList<>();
        for (String path : given) {
            try {
                paths.add(tableIn(new Path(path)));
            } catch (IOException | IllegalArgumentException e) {
                problems.add(matchesNothing(path, e));
            }
        }
        return paths;
    }

    private Path tableIn(Path path) throws IOException {
        Optional<Path> table = settings.layout().kind().table().map(name -> new Path(path, name));
        return table.isPresent() && path.getFileSystem(hadoop).exists(table.get()) ? table.get() : path;
    }

    /** The files under {@code paths}, each once. */
    List<FileStatus> files(List<Path> paths) {
        Set<FileStatus> files = new LinkedHashSet<>();
        for (Path path : paths) {
            try {
                List<FileStatus> found = HadoopFiles.under(path, hadoop);
                if (found.isEmpty()) {
                    problems.add("input " + path + " has no files in it; expected .csv, .jsonl or .parquet files");
                }
                files.addAll(found);
            } catch (IOException | IllegalArgumentException e) {
                problems.add(matchesNothing(path, e));
            }
        }
        files.stream()
                .filter(file -> settings.formatOf(file.getPath().getName()) == InputFormat.AUTO)
                .findFirst()
                .ifPresent(file -> problems.add("input file " + file.getPath()
                        + ": its name does not tell its format; expected .csv, .jsonl or .parquet"
                        + " (and .gz, .bz2 … after it), or give --set input.format=csv"));
        return List.copyOf(files);
    }

    private static String matchesNothing(Object path, Exception cause) {
        return "input " + path + " matches nothing that can be read (" + cause.getMessage()
                + "); expected a file, a folder or a glob on a file system that Hadoop knows";
    }

    /** Looks into the first few of {@code files}. */
    void heads(List<FileStatus> files) {
        List<FileStatus> looked = files.stream()
                .filter(file -> file.getLen() > 0)
                .filter(file -> settings.formatOf(file.getPath().getName()) != InputFormat.AUTO)
                .limit(HEADS)
                .toList();
        List<Optional<String>> found = new ArrayList<>();
        for (FileStatus file : looked) {
            try {
                found.add(headProblem(file));
            } catch (IOException | RuntimeException e) {
                problems.add("input file " + file.getPath() + " cannot be read: " + e.getMessage());
            }
        }
        // The rows of one odd file among good ones are rejected and counted; that is no reason not to begin.
        if (found.stream().allMatch(Optional::isPresent)) {
            found.forEach(problem -> problems.add(problem.orElseThrow()));
        }
    }

    private Optional<String> headProblem(FileStatus file) throws IOException {
        InputFormat format = settings.formatOf(file.getPath().getName());
        if (format == InputFormat.PARQUET) {
            return columnProblem(file.getPath(), ParquetRows.columns(ParquetRows.schema(file.getPath(), hadoop)));
        }
        FileHead head = FileHead.of(file, settings, hadoop);
        if (head.undecodable() * 2 > head.lines()) {
            return Optional.of("input file " + file.getPath() + ": " + head.undecodable() + " of its first "
                    + head.lines() + " lines are no " + settings.encoding()
                    + "; give the encoding it was written in, for example --set input.encoding="
                    + (settings.encoding().equals("UTF-8") ? "gb18030" : "utf-8"));
        }
        if (head.texts() == 0 || (format == InputFormat.CSV && hasNoHeader(head.columns()))) {
            return Optional.empty();
        }
        if (format == InputFormat.JSONL && head.columns().isEmpty()) {
            return Optional.of("input file " + file.getPath() + ": none of its first " + head.lines()
                    + " lines is a JSON object; expected JSON Lines, one comment's object on each line");
        }
        return columnProblem(file.getPath(), head.columns());
    }

    /** Whether a CSV file begins with values in the preset's column order, and not with another header. */
    private boolean hasNoHeader(Set<String> first) {
        List<String> order = settings.layout().text().columnOrder();
        return !order.isEmpty() && order.stream().noneMatch(first::contains);
    }

    private Optional<String> columnProblem(Path file, Set<String> present) {
        RecordLayout layout = settings.layout();
        Map<Field, String> fromPath = SourceFile.of(file.toString(), layout).fromPath();
        List<Field> missing = layout.kind().fields().stream()
                .filter(field -> field == Field.POST_ID || layout.required().contains(field))
                .filter(field -> !fromPath.containsKey(field))
                .filter(field -> layout.columnOf(field, present).isEmpty())
                .toList();
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        String columns = missing.stream()
                .map(field -> "'" + String.join("' or '", layout.columnsOf(field)) + "' ("
                        + layout.kind().name(field) + ")")
                .collect(Collectors.joining(", "));
        return Optional.of("input file " + file + " lacks the columns " + columns + "; it has "
                + ColumnNames.shown(present) + ". Name the right ones, for example "
                + layout.kind().option(missing.get(0)) + "=COLUMN");
    }
}
