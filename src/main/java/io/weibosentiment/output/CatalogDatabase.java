package io.weibosentiment.output;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.util.HiveClasses;
import io.weibosentiment.util.SparkPaths;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * A database of Spark's own catalog, in which external tables follow the current run of an output folder: each is moved to
 * the files of the run, one after the other. None of the files is the catalog's, so dropping a table deletes nothing.
 */
public final class CatalogDatabase {

    private static final String OUTPUT = "weibo_sentiment.output";
    private static final String RUN = "weibo_sentiment.run";

    /** Hive's counts of rows are those of when it looked at files last, which may be another run's. */
    private static final String NO_STATISTICS = "DO_NOT_UPDATE_STATS";

    /** Raw text of people is not shown to all readers of a catalog. */
    private static final List<Table> TABLES = Arrays.stream(Table.values())
            .filter(table -> table != Table.REJECTED_COMMENTS)
            .toList();

    private final SparkSession spark;
    private final String name;
    private final String output;

    private CatalogDatabase(SparkSession spark, String name, Path output) {
        this.spark = spark;
        this.name = name;
        this.output = output.toString();
    }

    /**
     * The database called {@code name}, for the tables of {@code output}.
     *
     * @throws InvalidInputException if there is none, or a table of another origin has the name of one of ours
     */
    public static CatalogDatabase open(SparkSession spark, String name, Path output) {
        CatalogDatabase database = new CatalogDatabase(spark, name, output);
        database.requireDatabase();
        List<String> foreign = TABLES.stream()
                .map(database::named)
                .filter(table -> database.exists(table)
                        && !database.property(table, OUTPUT).equals(Optional.of(database.output)))
                .toList();
        if (!foreign.isEmpty()) {
            throw new InvalidInputException("output.catalog: " + String.join(", ", foreign)
                    + (foreign.size() == 1 ? " is" : " are") + " there already and not of output " + output
                    + "; give another database, or drop them if they are not needed");
        }
        return database;
    }

    private void requireDatabase() {
        String[] parts = name.split("\\.", -1);
        boolean isOfSession = parts.length == 1 || (parts.length == 2 && parts[0].equals("spark_catalog"));
        if (!isOfSession) {
            throw new InvalidInputException("output.catalog: found '" + name + "'; expected DATABASE or"
                    + " spark_catalog.DATABASE: external tables of Parquet files are only in Spark's own catalog");
        }
        if (!isThere(name)) {
            boolean isInMemory = !spark.conf()
                    .get("spark.sql.catalogImplementation", "in-memory")
                    .equals("hive");
            throw new InvalidInputException(
                    "output.catalog: there is no database '" + name + "'; make it with CREATE DATABASE " + name
                            + (isInMemory && !HiveClasses.areThere() ? ". " + HiveClasses.remedy(spark) : ""));
        }
    }

    private boolean isThere(String database) {
        return spark.sql("SHOW DATABASES").collectAsList().stream()
                .anyMatch(row -> row.getString(0).equalsIgnoreCase(database.replaceFirst("^spark_catalog\\.", "")));
    }

    private String named(Table table) {
        return name + "." + table.folder();
    }

    private boolean exists(String table) {
        return spark.catalog().tableExists(table);
    }

    private Optional<String> property(String table, String key) {
        return spark.sql("SHOW TBLPROPERTIES " + table).collectAsList().stream()
                .filter(row -> row.getString(0).equals(key))
                .map(row -> row.getString(1))
                .findFirst();
    }

    /**
     * Moves the tables to {@code run}; drops those that it does not have.
     *
     * @throws IllegalStateException if that fails for a table: others may have moved
     */
    public void follow(PublishedRun run) {
        for (Table table : TABLES) {
            try {
                if (run.has(table)) {
                    follow(named(table), run.place(table), run.id());
                } else if (exists(named(table))) {
                    spark.sql("DROP TABLE " + named(table));
                }
            } catch (Exception e) { // Spark's checked exceptions are not declared
                throw new IllegalStateException(
                        "run " + run.id() + " in " + run.root() + " is published, but table " + named(table)
                                + " in the catalog could not be moved to it, and those after it were not: "
                                + e.getMessage()
                                + ". Repeat it with: rollback --output " + run.root() + " --to " + run.id(),
                        e);
            }
        }
    }

    private void follow(String table, Path place, String run) throws IOException {
        boolean hasParts = hasParts(place);
        StructType schema = spark.read()
                .option("mergeSchema", hasParts)
                .parquet(SparkPaths.literal(place))
                .schema();
        boolean isSame =
                exists(table) && !hasParts && columns(spark.table(table)).equals(columns(schema));
        if (isSame) {
            spark.sql("ALTER TABLE " + table + " SET LOCATION " + literal(place.toString()));
            spark.sql("ALTER TABLE " + table + " SET TBLPROPERTIES (" + properties(run) + ")");
            return;
        }
        if (exists(table)) {
            spark.sql("DROP TABLE " + table);
        }
        String parts = hasParts ? " PARTITIONED BY (`" + part(schema) + "`)" : "";
        spark.sql("CREATE TABLE " + table + " (" + schema.toDDL() + ") USING PARQUET" + parts + " LOCATION "
                + literal(place.toString()) + " TBLPROPERTIES (" + properties(run) + ")");
        if (hasParts) {
            spark.sql("ALTER TABLE " + table + " RECOVER PARTITIONS");
        }
    }

    /** Whether the table's files lie in folders as Hive names partitions. */
    private boolean hasParts(Path place) throws IOException {
        for (FileStatus entry :
                place.getFileSystem(spark.sparkContext().hadoopConfiguration()).listStatus(place)) {
            if (entry.isDirectory() && entry.getPath().getName().contains("=")) {
                return true;
            }
        }
        return false;
    }

    /** The column that the folders give, which comes last. */
    private static String part(StructType schema) {
        return schema.fieldNames()[schema.length() - 1];
    }

    private static List<String> columns(Dataset<Row> table) {
        return columns(table.schema());
    }

    private static List<String> columns(StructType schema) {
        return Arrays.stream(schema.fields())
                .map(field -> field.name() + " " + field.dataType().json())
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private String properties(String run) {
        return Map.of(OUTPUT, output, RUN, run, NO_STATISTICS, "true").entrySet().stream()
                .map(entry -> literal(entry.getKey()) + "=" + literal(entry.getValue()))
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static String literal(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
