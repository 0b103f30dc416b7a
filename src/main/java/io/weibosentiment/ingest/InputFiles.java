package io.weibosentiment.ingest;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.config.Field;
import io.weibosentiment.config.InputConfig;
import io.weibosentiment.config.InputFormat;
import io.weibosentiment.util.ColumnNames;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * What a run will read, found usable as far as the names and the heads of a few files show.
 *
 * @param files how many files
 * @param bytes their size as they are stored
 * @param versions each file's length and time of modification
 */
public record InputFiles(int files, long bytes, Map<Path, Version> versions) {

    private static final int HEADS = 3;
    private static final int SHOWN = 5;
    private static final Set<String> ENCODINGS = Set.of("UTF-8", "GBK", "GB18030", "US-ASCII");

    public InputFiles {
        versions = Map.copyOf(versions);
    }

    /**
     * What tells a file from another that took its name.
     *
     * @param bytes its length
     * @param modified when it was last written to, in milliseconds since 1970
     */
    public record Version(long bytes, long modified) {

        static Version of(FileStatus file) {
            return new Version(file.getLen(), file.getModificationTime());
        }
    }

    /**
     * Problems {@code input} before any work is done.
     *
     * @throws InvalidInputException with every problem found: paths that match nothing, a file whose format is not
     *     known, an encoding that cannot be read, fields that nothing gives, columns that the data lacks
     */
    public static InputFiles check(SparkSession spark, InputConfig input) {
        Check check = new Check(spark, input);
        check.settings();
        boolean hasGoodSettings = check.problems.isEmpty();
        List<FileStatus> files = check.paths();
        if (hasGoodSettings) {
            check.heads(files);
        }
        if (!check.problems.isEmpty()) {
            throw new InvalidInputException(check.problems);
        }
        return new InputFiles(
                files.size(),
                files.stream().mapToLong(FileStatus::getLen).sum(),
                files.stream().collect(Collectors.toMap(FileStatus::getPath, Version::of)));
    }

    /**
     * Problems that the files are still those that were planned, for whoever has read them: of a file that is replaced
     * meanwhile, parts of both may have been read. Files that have come since are of no matter.
     *
     * @throws IllegalStateException if a file was changed or is gone
     */
    public void requireUnchanged(SparkSession spark, InputConfig input) {
        Map<Path, Version> now = new HashMap<>();
        try {
            SourceLineFormat.files(spark.sparkContext().hadoopConfiguration(), input.paths())
                    .forEach(file -> now.put(file.getPath(), Version.of(file)));
        } catch (IOException e) {
            throw new IllegalStateException("the input cannot be listed again: " + e.getMessage(), e);
        }
        List<String> changed = versions.entrySet().stream()
                .filter(file -> !file.getValue().equals(now.get(file.getKey())))
                .map(file -> file.getKey() + (now.containsKey(file.getKey()) ? " was changed" : " has vanished"))
                .sorted()
                .limit(SHOWN)
                .toList();
        if (!changed.isEmpty()) {
            throw new IllegalStateException("the input was written to while it was read: " + String.join(", ", changed)
                    + "; run again when the crawl is complete");
        }
    }

    /** The number of files and their size, for the console. */
    public String described() {
        return String.format(Locale.ROOT, "%,d files, %,.1f MB stored", files, bytes / 1e6);
    }

    static String unknownFormat(Path file) {
        return "input file " + file + ": its name does not tell its format; expected .csv, .jsonl or .parquet"
                + " (and .gz, .bz2 … after it), or give --set input.format=csv";
    }

    /** One check, as it gathers problems. */
    private static final class Check {

        private final SparkSession spark;
        private final InputConfig input;
        private final ReadSettings settings;
        private final Configuration hadoop;
        private final List<String> problems = new ArrayList<>();

        Check(SparkSession spark, InputConfig input) {
            this.spark = spark;
            this.input = input;
            this.settings = ReadSettings.of(input);
            this.hadoop = spark.sparkContext().hadoopConfiguration();
        }

        void settings() {
            Charset charset = settings.charset();
            if (!ENCODINGS.contains(charset.name())) {
                problems.add("input.encoding " + charset.name() + " cannot be read; expected utf-8, gbk or gb18030");
            }
            for (Field field : List.of(Field.POST_ID, Field.TEXT)) {
                if (!settings.layout().has(field)) {
                    problems.add(
                            "nothing says where a comment's " + field.key() + " stands; name its column with --set "
                                    + key(field) + "=COLUMN, or a known crawl with --preset");
                }
            }
        }

        List<FileStatus> paths() {
            if (input.paths().isEmpty()) {
                problems.add("no input is given; name files, folders or globs with --input PATH");
            }
            Set<FileStatus> files = new LinkedHashSet<>();
            for (String path : input.paths()) {
                try {
                    List<FileStatus> found = SourceLineFormat.files(hadoop, List.of(path));
                    if (found.isEmpty()) {
                        problems.add("input " + path + " has no files in it; expected .csv, .jsonl or .parquet files");
                    }
                    files.addAll(found);
                } catch (IOException | IllegalArgumentException e) {
                    problems.add("input " + path + " matches nothing that can be read (" + e.getMessage()
                            + "); expected a file, a folder or a glob on a file system that Hadoop knows");
                }
            }
            files.stream()
                    .filter(file -> settings.formatOf(file.getPath().getName()) == InputFormat.AUTO)
                    .findFirst()
                    .ifPresent(file -> problems.add(unknownFormat(file.getPath())));
            return List.copyOf(files);
        }

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
                return columnProblem(file.getPath(), parquetColumns(file.getPath()));
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
            List<String> order = settings.layout().columnOrder();
            return !order.isEmpty() && order.stream().noneMatch(first::contains);
        }

        private Set<String> parquetColumns(Path file) {
            Set<String> columns = new LinkedHashSet<>();
            ParquetRows.addColumns(spark.read().parquet(file.toString()).schema(), "", columns);
            return columns;
        }

        private Optional<String> columnProblem(Path file, Set<String> present) {
            RecordLayout layout = settings.layout();
            Map<Field, String> fromPath = SourceFile.of(file.toString(), layout).fromPath();
            List<String> missing = new ArrayList<>();
            for (Field field : Field.values()) {
                List<String> columns = layout.columns().getOrDefault(field, List.of());
                boolean needed =
                        layout.required().contains(field) || (field == Field.POST_ID && !fromPath.containsKey(field));
                if (needed && columns.stream().noneMatch(present::contains)) {
                    missing.add("'" + String.join("' or '", columns) + "' (" + key(field) + ")");
                }
            }
            if (missing.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of("input file " + file + " lacks the columns " + String.join(", ", missing) + "; it has "
                    + ColumnNames.shown(present) + ". Name the right ones, for example --set " + key(Field.TEXT)
                    + "=COLUMN");
        }

        private static String key(Field field) {
            return "input.columns." + field.key();
        }
    }
}
