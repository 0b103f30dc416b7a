package io.weibosentiment.ingest;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.config.InputConfig;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** The files that a run reads and how, found usable as far as their names and the heads of a few show. */
public final class InputFiles {

    private static final int SHOWN = 5;

    private final List<Path> paths;
    private final List<FileStatus> found;
    private final ReadSettings settings;

    private InputFiles(List<Path> paths, List<FileStatus> found, ReadSettings settings) {
        this.paths = List.copyOf(paths);
        this.found = List.copyOf(found);
        this.settings = settings;
    }

    /**
     * Finds the raw comments of {@code input} and checks them before any work is done.
     *
     * @throws InvalidInputException with every problem found: paths that match nothing, a file whose format is not
     *     known, an encoding that cannot be read, fields that nothing gives, columns that the data lacks
     */
    public static InputFiles check(SparkSession spark, InputConfig input) {
        return check(spark, input, CommentLayout.of(input));
    }

    /**
     * Finds the files of {@code input} that hold records as {@code layout} says.
     *
     * @throws InvalidInputException as {@link #check(SparkSession, InputConfig)}
     */
    public static InputFiles check(SparkSession spark, InputConfig input, RecordLayout layout) {
        ReadSettings settings = ReadSettings.of(input, layout);
        InputCheck check = new InputCheck(spark, settings);
        check.settings();
        boolean hasGoodSettings = check.problems().isEmpty();
        List<Path> paths = check.paths(input.paths());
        List<FileStatus> files = check.files(paths);
        if (hasGoodSettings) {
            check.heads(files);
        }
        if (!check.problems().isEmpty()) {
            throw new InvalidInputException(check.problems());
        }
        return new InputFiles(paths, files, settings);
    }

    /** How many files there are. */
    public int files() {
        return found.size();
    }

    /** Their size as they are stored. */
    public long bytes() {
        return found.stream().mapToLong(FileStatus::getLen).sum();
    }

    /** The number of files and their size, for the console. */
    public String described() {
        return String.format(Locale.ROOT, "%,d files, %,.1f MB stored", files(), bytes() / 1e6);
    }

    /** The files with anything in them. */
    List<FileStatus> notEmpty() {
        return found.stream().filter(file -> file.getLen() > 0).toList();
    }

    ReadSettings settings() {
        return settings;
    }

    /**
     * Does what reads the files, and makes sure that they are still those that were found: of a file that is replaced
     * meanwhile, parts of both may have been read. New files do not matter.
     *
     * @throws IllegalStateException if a file was changed or is gone, whether reading failed for it or not
     */
    public <T> T reading(SparkSession spark, Supplier<T> action) {
        T result;
        try {
            result = action.get();
        } catch (Exception e) { // Spark's checked exceptions are not declared
            changes(spark).ifPresent(changes -> {
                throw new IllegalStateException(changes, e);
            });
            throw e;
        }
        changes(spark).ifPresent(changes -> {
            throw new IllegalStateException(changes);
        });
        return result;
    }

    private Optional<String> changes(SparkSession spark) {
        Map<Path, FileStatus> now = new HashMap<>();
        try {
            for (Path path : paths) {
                HadoopFiles.under(path, spark.sparkContext().hadoopConfiguration())
                        .forEach(file -> now.put(file.getPath(), file));
            }
        } catch (IOException e) {
            throw new IllegalStateException("the input cannot be listed again: " + e.getMessage(), e);
        }
        List<String> changed = found.stream()
                .filter(file -> isChanged(file, now.get(file.getPath())))
                .map(file -> file.getPath() + (now.containsKey(file.getPath()) ? " was changed" : " has vanished"))
                .sorted()
                .limit(SHOWN)
                .toList();
        return changed.isEmpty()
                ? Optional.empty()
                : Optional.of("the input was written to while it was read: " + String.join(", ", changed)
                        + "; run again when the crawl is complete");
    }

    private static boolean isChanged(FileStatus before, FileStatus now) {
        return now == null
                || before.getLen() != now.getLen()
                || before.getModificationTime() != now.getModificationTime();
    }
}
