package io.weibosentiment.dynamics;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.config.AggregateConfig;
import io.weibosentiment.output.RunFolders;
import io.weibosentiment.output.Table;
import io.weibosentiment.util.SparkPaths;
import java.io.IOException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Where a matrix comes from: the current run of an output folder, a folder of the table trajectories, or a CSV file.
 *
 * @param place the table's folder, or the file
 * @param isCsv whether it is a file of CSV
 * @param run the output folder, if it lies in one
 * @param filled the folder of trajectories_filled, if the run has it
 * @param replicates the folder of trajectories_replicates, if the run has it
 */
public record OpinionsSource(
        Path place, boolean isCsv, Optional<Path> run, Optional<Path> filled, Optional<Path> replicates) {

    private static final String EXPECTED =
            "; expected the output folder of aggregate or score, or a CSV file in the form of _trajectories.csv";

    private static final String KIND = "window=";

    /**
     * Finds the matrix.
     *
     * @param input an output folder, a folder of trajectories, or a CSV file
     * @param window the kind of window, where there are several
     * @throws InvalidInputException if there is none, or more than one
     */
    public static OpinionsSource of(String input, Optional<String> window, Configuration hadoop) {
        try {
            Path path = new Path(input);
            FileSystem files = path.getFileSystem(hadoop);
            if (!files.exists(path)) {
                throw new InvalidInputException("input '" + input + "' does not exist" + EXPECTED);
            }
            if (files.getFileStatus(path).isFile()) {
                return csv(path);
            }
            Optional<Path> table = RunFolders.tableIn(path, Table.TRAJECTORIES, hadoop);
            if (table.isPresent()) {
                return new OpinionsSource(
                        ofKind(files, table.get(), window),
                        false,
                        Optional.of(path),
                        beside(path, Table.TRAJECTORIES_FILLED, window, hadoop),
                        beside(path, Table.TRAJECTORIES_REPLICATES, window, hadoop));
            }
            Path folder = ofKind(files, path, window);
            requireParquet(files, folder);
            return new OpinionsSource(folder, false, Optional.empty(), Optional.empty(), Optional.empty());
        } catch (IOException | IllegalArgumentException e) {
            throw new InvalidInputException("input '" + input + "' cannot be read: " + e.getMessage() + EXPECTED, e);
        }
    }

    private static OpinionsSource csv(Path file) {
        String name = file.getName().toLowerCase(Locale.ROOT);
        if (!name.contains(".csv")) {
            throw new InvalidInputException("input '" + file + "' is a file of another kind" + EXPECTED);
        }
        return new OpinionsSource(file, true, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static Optional<Path> beside(Path output, Table table, Optional<String> window, Configuration hadoop)
            throws IOException {
        Optional<Path> folder = RunFolders.tableBeside(output, table, hadoop);
        return folder.isEmpty()
                ? Optional.empty()
                : Optional.of(ofKind(output.getFileSystem(hadoop), folder.get(), window));
    }

    /** The folder of one kind of window. */
    private static Path ofKind(FileSystem files, Path table, Optional<String> window) throws IOException {
        List<String> kinds = Arrays.stream(files.listStatus(table))
                .filter(FileStatus::isDirectory)
                .map(folder -> folder.getPath().getName())
                .filter(name -> name.startsWith(KIND))
                .map(name -> name.substring(KIND.length()))
                .sorted()
                .toList();
        if (kinds.isEmpty()) {
            return table;
        }
        String kind = window.orElseGet(() -> {
            if (kinds.size() > 1) {
                throw new InvalidInputException(
                        table + " has matrices of several kinds of window: " + kinds + "; say which with --window");
            }
            return kinds.get(0);
        });
        return kinds.stream()
                .filter(name -> name.equals(kind) || name.equals(escaped(kind)))
                .findFirst()
                .map(name -> new Path(table, KIND + name))
                .orElseThrow(() -> new InvalidInputException(
                        "--window " + kind + ": " + table + " has no such matrix; it has " + kinds));
    }

    /** As in the names of folders of partitions. */
    private static String escaped(String kind) {
        return kind.replace("/", "%2F").replace(":", "%3A");
    }

    private static void requireParquet(FileSystem files, Path folder) throws IOException {
        List<String> names = Arrays.stream(files.listStatus(folder))
                .filter(FileStatus::isFile)
                .map(file -> file.getPath().getName())
                .filter(name -> !name.startsWith("_") && !name.startsWith("."))
                .toList();
        boolean hasParquet = names.stream().anyMatch(name -> name.endsWith(".parquet"));
        List<String> others =
                names.stream().filter(name -> !name.endsWith(".parquet")).toList();
        if (!hasParquet || !others.isEmpty()) {
            throw new InvalidInputException("input '" + folder + "' holds "
                    + (hasParquet ? "Parquet files and others: " : "no Parquet files: ")
                    + others.subList(0, Math.min(5, others.size())) + EXPECTED);
        }
    }

    /**
     * Reads the matrix.
     *
     * @param from the first window that counts; empty: the first there is
     * @param zone where windows are named by a date alone
     * @throws InvalidInputException if it is not one that models can be fitted to
     */
    public Opinions read(SparkSession spark, Optional<String> from, ZoneId zone) {
        try {
            Opinions read =
                    isCsv ? OpinionsCsv.read(place, zone, spark.sparkContext().hadoopConfiguration()) : parquet(spark);
            if (read.starts().isEmpty()) {
                throw new InvalidInputException(place + " has no rows; expected one for each window: "
                        + (isCsv ? "give a file with some" : "the run that made it says why there are none"));
            }
            return from.map(window -> read.since(window, zone)).orElse(read).checked(place.toString());
        } catch (IOException e) {
            throw new InvalidInputException(place + " cannot be read: " + e.getMessage() + EXPECTED, e);
        }
    }

    private Opinions parquet(SparkSession spark) {
        Dataset<Row> rows = spark.read().parquet(SparkPaths.literal(place));
        String[] names = rows.columns();
        if (names.length == 0 || !names[0].equals(Opinions.timeColumn())) {
            throw new InvalidInputException(place + " has the columns [" + Opinions.shown(List.of(names)) + "]"
                    + "; expected window_start and a column for each blogger, as in the table trajectories");
        }
        List<Row> sorted = rows.sort(names[0]).collectAsList();
        return new Opinions(
                List.of(names).subList(1, names.length),
                sorted.stream().map(row -> start(row, 0)).toList(),
                sorted.stream().map(row -> values(row, 1)).toArray(double[][]::new));
    }

    static Instant start(Row row, int column) {
        Timestamp start = row.getTimestamp(column);
        return start.toInstant();
    }

    static double[] values(Row row, int from) {
        double[] values = new double[row.size() - from];
        for (int i = 0; i < values.length; i++) {
            values[i] = row.isNullAt(i + from) ? Double.NaN : row.getDouble(i + from);
        }
        return values;
    }

    /**
     * The zone of the run that made the matrix, in which its windows begin.
     *
     * @return empty if the matrix does not lie in an output folder
     */
    public Optional<ZoneId> zone(Configuration hadoop) {
        try {
            return run.isEmpty()
                    ? Optional.empty()
                    : RunFolders.manifestAt(run.get(), hadoop)
                            .map(manifest -> manifest.configuration().get(AggregateConfig.ZONE.name()))
                            .map(zone -> ZoneId.of(zone.toString()));
        } catch (IOException e) {
            throw new InvalidInputException(place + " cannot be read: " + e.getMessage() + EXPECTED, e);
        }
    }

    /** How many cells of these windows were filled in; empty if that is not known. */
    public Optional<Long> filledCells(SparkSession spark, List<Instant> starts) {
        Set<Instant> counted = Set.copyOf(starts);
        return filled.map(folder -> spark.read().parquet(SparkPaths.literal(folder)).collectAsList().stream()
                .filter(row -> counted.contains(start(row, 0)))
                .mapToLong(OpinionsSource::marked)
                .sum());
    }

    private static long marked(Row row) {
        long marked = 0;
        for (int i = 1; i < row.size(); i++) {
            marked += !row.isNullAt(i) && row.getBoolean(i) ? 1 : 0;
        }
        return marked;
    }

    /** The replicates of the matrix. */
    public Optional<Dataset<Row>> replicatesIn(SparkSession spark) {
        return replicates.map(folder -> spark.read().parquet(SparkPaths.literal(folder)));
    }
}
