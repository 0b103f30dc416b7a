package io.weibosentiment.ingest;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.config.Field;
import io.weibosentiment.config.InputFormat;
import io.weibosentiment.config.InputPaths;
import io.weibosentiment.config.TableFilters;
import io.weibosentiment.files.FileNameEncoding;
import io.weibosentiment.util.ColumnNames;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** Looks at the files of one layout before they are read, and gathers every problem. */
final class InputCheck {

    private static final Set<String> ENCODINGS = Set.of("UTF-8", "GBK", "GB18030", "US-ASCII");

    private final ReadSettings settings;
    private final boolean readsUnderscores;
    private final SparkSession spark;
    private final Configuration hadoop;
    private final Set<Path> named = new HashSet<>();
    private final List<String> problems = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final Set<String> separators = new TreeSet<>();
    private boolean hasGoodSettings = true;

    /**
     * A check.
     *
     * @param readsUnderscores whether the names of files and folders to read may begin with an underscore
     */
    InputCheck(SparkSession spark, ReadSettings settings, boolean readsUnderscores) {
        this.settings = settings;
        this.readsUnderscores = readsUnderscores;
        this.spark = spark;
        this.hadoop = spark.sparkContext().hadoopConfiguration();
    }

    /** What was found so far that keeps the files from being read. */
    List<String> problems() {
        return List.copyOf(problems);
    }

    /** What was found so far that a user should know of. */
    List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** What separates the columns of the CSV files looked into, where it is no comma. */
    Set<String> separators() {
        return Set.copyOf(separators);
    }

    void addProblem(String problem) {
        problems.add(problem);
    }

    ReadSettings readSettings() {
        return settings;
    }

    /** Checks the encoding and the fields that the configuration gives; where they are bad, no file is looked into. */
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
        hasGoodSettings = problems.isEmpty();
    }

    /**
     * The tables to read, with columns that can be read.
     *
     * @param filters which of their rows
     */
    List<CatalogTable> tables(InputPaths given, TableFilters filters) {
        boolean isOfPosts = settings.layout().kind() == RecordKind.POST;
        String key = (isOfPosts ? TableFilters.POSTS : TableFilters.COMMENTS).name();
        Optional<String> where = isOfPosts ? filters.posts() : filters.comments();
        if (where.isPresent() && given.tables().isEmpty()) {
            problems.add(key + ": '" + where.get() + "' chooses rows of tables, and none is read; name one with "
                    + (isOfPosts ? "--posts " : "--input ") + InputPaths.TABLE + "NAME, or leave the condition out");
        }
        List<CatalogTable> tables = new ArrayList<>();
        for (String name : given.tables()) {
            try {
                CatalogTable table = CatalogTable.open(spark, name, where, key);
                columns(table);
                tables.add(table);
            } catch (InvalidInputException e) {
                problems.addAll(e.problems());
            }
        }
        return tables;
    }

    private void columns(CatalogTable table) {
        if (!hasGoodSettings) {
            return;
        }
        String source = "table " + table.facts().name();
        Set<String> present = table.columns().keySet();
        ColumnCheck check = new ColumnCheck(settings.layout());
        check.problem(source, present, Set.of(), "").ifPresent(problems::add);
        check.warning().ifPresent(warnings::add);
        table.nested(settings.layout())
                .ifPresent(column -> problems.add("input " + source + ": its column '" + column
                        + "' holds a struct, list or map, expected single values; it has " + ColumnNames.shown(present)
                        + ". Name the inner one, as " + column + ".COLUMN"));
    }

    /** The paths to read: {@code given}, and for the output folder of a run its table of scores. */
    List<Path> paths(InputPaths given) {
        if (given.files().isEmpty() && given.tables().isEmpty()) {
            problems.add("no input is given; name files, folders or globs with --input PATH");
        }
        List<Path> paths = new ArrayList<>();
        for (String path : given.files()) {
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

    /** The files under {@code paths}, each once; those left out are added to {@code passedOver}. */
    List<FileStatus> listed(List<Path> paths, PassedOver passedOver) {
        FileTree tree = new FileTree(hadoop, readsUnderscores);
        for (Path path : paths) {
            try {
                FileNameEncoding.misread(path).ifPresent(problems::add);
                if (tree.add(path) == 0) {
                    problems.add("input " + path + " has no files in it; expected .csv, .jsonl or .parquet files");
                }
                named.add(path.getFileSystem(hadoop).makeQualified(path));
            } catch (IOException | IllegalArgumentException e) {
                problems.add(matchesNothing(path, e));
            }
            FileNameEncoding.problem(path, tree.unreadable(), this::isRead).ifPresent(problems::add);
        }
        tree.withColons().stream()
                .findFirst()
                .ifPresent(file -> problems.add("input file " + file
                        + ": Hadoop cannot open a local file with a colon in"
                        + " its name, and " + tree.withColons().size() + " of those found have one; rename them, for"
                        + " example with: rename 's/:/-/g' FILES"));
        try {
            List<FileStatus> files = tree.files();
            passedOver.addAll(tree.passedOver());
            return files;
        } catch (IOException e) {
            problems.add("the links among the input's files cannot be followed: " + e.getMessage());
            return List.of();
        }
    }

    private boolean isRead(String name) {
        return settings.formatOf(name) != InputFormat.AUTO
                && ForeignFile.byName(name).isEmpty();
    }

    /** Whether the user gave the file's very path. */
    boolean isNamed(Path file) {
        return named.contains(file);
    }

    /**
     * The files that by their names hold what is read; the others are added to {@code passedOver}, or problems if the
     * user named them.
     */
    List<FileStatus> readable(List<FileStatus> files, PassedOver passedOver) {
        List<FileStatus> readable = new ArrayList<>();
        List<Path> unknown = new ArrayList<>();
        for (FileStatus file : files) {
            Path path = file.getPath();
            if (isForeign(path, passedOver)) {
                continue;
            }
            if (settings.formatOf(path.getName()) == InputFormat.AUTO) {
                unknown.add(path);
            } else {
                readable.add(file);
            }
        }
        boolean isAnyNamed = unknown.stream().anyMatch(this::isNamed);
        if (!unknown.isEmpty() && (readable.isEmpty() || isAnyNamed)) {
            problems.add("input file "
                    + unknown.stream().filter(this::isNamed).findFirst().orElse(unknown.get(0))
                    + ": its name does not tell its format; expected .csv, .jsonl or .parquet"
                    + " (and .gz, .bz2 … after it), or give --set input.format=csv");
        } else {
            unknown.forEach(path -> passedOver.add(FileUse.NOT_RECOGNIZED, path));
        }
        return readable;
    }

    /** Whether {@code file} is no CSV, JSON or Parquet by its name; then it is passed over, or a problem if named. */
    boolean isForeign(Path file, PassedOver passedOver) {
        Optional<FileUse> kind = ForeignFile.byName(file.getName());
        boolean isBelieved = settings.format() != InputFormat.AUTO && isNamed(file);
        if (kind.isEmpty() || isBelieved) {
            return false;
        }
        if (isNamed(file)) {
            problems.add("input file " + file + " is "
                    + ForeignFile.remedy(kind.get(), file.toUri().getPath()));
        } else {
            passedOver.add(kind.get(), file);
        }
        return true;
    }

    private static String matchesNothing(Object path, Exception cause) {
        boolean hasColon =
                cause instanceof IllegalArgumentException && path.toString().indexOf(':') >= 0;
        return "input " + path + " matches nothing that can be read (" + cause.getMessage() + "); "
                + (hasColon
                        ? "what is before a colon is taken for the name of a file system: rename the file or folder"
                        : "expected a file, a folder or a glob on a file system that Hadoop knows");
    }

    /** Looks into some of {@code files}. */
    void heads(List<FileStatus> files) {
        if (!hasGoodSettings) {
            return;
        }
        HeadCheck heads = new HeadCheck(settings, files, hadoop);
        problems.addAll(heads.problems());
        warnings.addAll(heads.warnings());
        separators.addAll(heads.separators());
    }

    /** The columns of {@code file}, as far as its beginning shows. */
    Set<String> columns(FileStatus file) throws IOException {
        return settings.formatOf(file.getPath().getName()) == InputFormat.PARQUET
                ? ParquetFooters.columns(ParquetFooters.schema(file.getPath(), hadoop))
                : HeadSample.of(file, settings, hadoop).columns();
    }
}
