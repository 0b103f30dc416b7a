package io.weibosentiment.ingest;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.config.Field;
import io.weibosentiment.config.InputConfig;
import io.weibosentiment.config.InputFormat;
import io.weibosentiment.config.InputPaths;
import io.weibosentiment.util.CanonicalText;
import io.weibosentiment.util.ProgramId;
import io.weibosentiment.util.Sha256;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * The files and tables of one layout that a run reads, found usable as far as their names, the heads of a few files and
 * the tables' columns show.
 */
public final class InputFiles {

    private static final int ID_DIGITS = 32;
    /** Which compressions Hadoop knows by their files' names. */
    private static final String CODECS = "io.compression.codecs";

    /** How many times its size as stored a compressed or columnar file is as text, at the most that is usual. */
    private static final int EXPANSION = 10;

    /** How much a table holds is not known before it is read. */
    private static final long BYTES_OF_TABLE = 1L << 40;

    private final List<FileStatus> found;
    private final List<CatalogTable> tables;
    private final ReadSettings settings;
    private final PassedOver passedOver;
    private final List<String> warnings;
    private final Set<String> separators;

    /** Files and tables that {@code check} has found good. */
    InputFiles(InputCheck check, List<FileStatus> found, List<CatalogTable> tables, PassedOver passedOver) {
        this.found = List.copyOf(found);
        this.tables = List.copyOf(tables);
        this.settings = check.readSettings();
        this.passedOver = passedOver;
        this.warnings = check.warnings();
        this.separators = check.separators();
    }

    private InputFiles(InputFiles others, List<FileStatus> found, ReadSettings settings) {
        this.found = List.copyOf(found);
        this.tables = others.tables;
        this.settings = settings;
        this.passedOver = others.passedOver;
        this.warnings = others.warnings;
        this.separators = others.separators;
    }

    /**
     * Finds the files of {@code input} that hold records as {@code layout} says.
     *
     * @throws InvalidInputException with every problem found: paths that match nothing, tables that are not there, a file
     *     whose format is not known, an encoding that cannot be read, fields that nothing gives, columns that the data lacks
     */
    public static InputFiles check(SparkSession spark, InputConfig input, RecordLayout layout) {
        InputCheck check = new InputCheck(spark, ReadSettings.of(input, layout), false);
        check.settings();
        InputPaths given = InputPaths.of(input.paths());
        List<CatalogTable> tables = check.tables(given, input.where());
        List<Path> paths = check.paths(given);
        PassedOver passedOver = new PassedOver();
        List<FileStatus> files = check.readable(check.listed(paths, passedOver), passedOver);
        check.heads(files);
        if (!check.problems().isEmpty()) {
            throw new InvalidInputException(check.problems());
        }
        return new InputFiles(check, files, tables, passedOver);
    }

    /**
     * Finds the files of {@code input} that hold posts.
     *
     * @throws InvalidInputException as {@link #check}
     */
    public static InputFiles ofPosts(SparkSession spark, InputConfig input) {
        return check(spark, input, PostLayout.of(input));
    }

    /** These files, of which {@code fields} are not read. */
    public InputFiles without(Set<Field> fields) {
        return new InputFiles(this, found, settings.with(settings.layout().without(fields)));
    }

    /** Of these files those in {@code some}. */
    public InputFiles only(List<FileStatus> some) {
        return new InputFiles(this, some, settings);
    }

    /** How many files there are. */
    public int files() {
        return found.size();
    }

    /** Their size as they are stored. */
    public long bytes() {
        return found.stream().mapToLong(FileStatus::getLen).sum();
    }

    /**
     * How many bytes of text they hold, about: as much as is stored, or more where it is compressed. Tables count as large.
     */
    public long textBytes() {
        return found.stream().mapToLong(this::textBytes).sum() + tables.size() * BYTES_OF_TABLE;
    }

    private long textBytes(FileStatus file) {
        String name = file.getPath().getName();
        boolean isText = settings.formatOf(name) != InputFormat.PARQUET
                && FileFormat.uncompressed(name).equals(name);
        return isText ? file.getLen() : file.getLen() * EXPANSION;
    }

    /** The number of files and their size, and the tables, for the console. */
    public String described() {
        String files = String.format(
                Locale.ROOT,
                "%,d %s, %,.1f MB stored%s",
                files(),
                files() == 1 ? "file" : "files",
                bytes() / 1e6,
                separated());
        return tables.isEmpty() ? files : found.isEmpty() ? tableNames() : files + " and " + tableNames();
    }

    /** The tables, with the versions that are read. */
    String tableNames() {
        return (tables.size() == 1 ? "table " : "tables ")
                + tables.stream().map(CatalogTable::described).collect(Collectors.joining(", "));
    }

    /** The tables. */
    public List<CatalogTable> tables() {
        return tables;
    }

    /** What separates the columns of CSV files where it is no comma, in words. */
    String separated() {
        return separators.isEmpty() ? "" : ", separated by " + String.join(" or ", separators);
    }

    /** What a user should know of: odd files among those that are read, and files passed over that may hold records. */
    public List<String> warnings() {
        return Stream.concat(warnings.stream(), passedOver.warnings().stream()).toList();
    }

    /** The files with anything in them. */
    public List<FileStatus> notEmpty() {
        return found.stream().filter(file -> file.getLen() > 0).toList();
    }

    /**
     * A name for all that rows depend on besides the file itself: where the fields are, options, and the program, its
     * Spark and its Java; empty where the program cannot be told from another version of it, and where tables are read,
     * whose rows are not kept.
     */
    public Optional<String> readerId(SparkSession spark) {
        return ProgramId.of(InputFiles.class)
                .filter(program -> tables.isEmpty())
                .map(program -> Sha256.of(String.join(
                                "\n",
                                program,
                                spark.version(),
                                System.getProperty("java.version"),
                                spark.sparkContext().hadoopConfiguration().get(CODECS, ""),
                                ParsedRow.schema(settings.layout().kind()).json(),
                                CanonicalText.of(settings)))
                        .substring(0, ID_DIGITS));
    }

    ReadSettings settings() {
        return settings;
    }

    /**
     * Does what reads the files. Each task compares its files with what was listed: of a file that is replaced
     * meanwhile, parts of both may have been read. New files do not matter.
     *
     * @throws IllegalStateException if a file was changed or is gone
     */
    public static <T> T reading(Supplier<T> action) {
        try {
            return action.get();
        } catch (Exception e) { // Spark's checked exceptions are not declared
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof FileChangedException change) {
                    throw new IllegalStateException(
                            "the input was written to while it was read: " + change.getMessage()
                                    + "; run again when the crawl is complete",
                            e);
                }
            }
            throw e;
        }
    }
}
