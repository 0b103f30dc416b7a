package io.weibosentiment.ingest;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.config.InputPaths;
import io.weibosentiment.util.ColumnNames;
import io.weibosentiment.util.HiveClasses;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A table or view of a catalog that rows are read from. Where its format keeps versions, it is the version that was
 * current when it was opened, however often it is read and whatever is written to it meanwhile.
 */
public final class CatalogTable {

    private static final Pattern SNAPSHOT = Pattern.compile("\\bcurrent-snapshot-id=(\\d+)");
    /** What Iceberg takes for a choice of a version that is part of the name. */
    private static final Pattern CHOSEN =
            Pattern.compile(".*\\.`?((?:snapshot_id|at_timestamp|branch|tag)_[^.`]+)`?", Pattern.DOTALL);

    private static final String DETAILS = "# Detailed Table Information";

    private final String name;
    private final Facts facts;
    private final Dataset<Row> rows;

    private CatalogTable(String name, Facts facts, Dataset<Row> rows) {
        this.name = name;
        this.facts = facts;
        this.rows = rows;
    }

    /**
     * A table in the manifest of a run.
     *
     * @param name its name
     * @param format such as {@code iceberg}, {@code delta}, {@code hive} or {@code parquet}; empty for a view
     * @param version the Iceberg snapshot or Delta version that was read; empty where the format has none
     * @param where the condition that its rows had to meet; empty: none
     */
    public record Facts(String name, String format, String version, String where) {}

    /**
     * Opens the table that Spark knows by {@code name}.
     *
     * @param where which of its rows are read, in SQL
     * @param key what {@code where} was given as, for messages
     * @throws InvalidInputException if there is none, or {@code where} is no condition over its columns or selects no row
     */
    static CatalogTable open(SparkSession spark, String name, Optional<String> where, String key) {
        Dataset<Row> all;
        Facts facts;
        try {
            Dataset<Row> current = spark.read().table(name);
            Map<String, String> details = details(spark, name);
            String format = details.getOrDefault("Provider", "").toLowerCase(Locale.ROOT);
            Optional<String> chosen = chosen(name, format);
            String version = chosen.orElseGet(() -> version(spark, name, format, details));
            facts = new Facts(name, format, version, where.orElse(""));
            all = version.isEmpty() || chosen.isPresent()
                    ? current
                    : spark.sql("SELECT * FROM " + name + " VERSION AS OF " + version);
        } catch (Exception e) { // Spark's checked exceptions are not declared
            throw unreadable(spark, name, e);
        }
        try {
            Dataset<Row> chosen = where.map(all::where).orElse(all);
            if (where.isPresent() && chosen.isEmpty()) {
                throw new InvalidInputException(key + ": '" + where.get() + "' selects no row of table " + name
                        + "; expected a condition that some rows meet: compare what it asks with the table's values,"
                        + " such as the form of its dates");
            }
            return new CatalogTable(name, facts, chosen);
        } catch (InvalidInputException e) {
            throw e;
        } catch (Exception e) { // Spark's checked exceptions are not declared
            throw new InvalidInputException(
                    key + ": '" + where.orElse("") + "' cannot be asked of table " + name + ": " + firstLine(e)
                            + "; expected a condition in SQL over its columns, such as \"dt >= '2023-01-01'\"; it has "
                            + ColumnNames.shown(List.of(all.columns())),
                    e);
        }
    }

    private static Optional<String> chosen(String name, String format) {
        Matcher matcher = CHOSEN.matcher(name);
        return format.equals("iceberg") && matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static String version(SparkSession spark, String name, String format, Map<String, String> details) {
        switch (format) {
            case "iceberg" -> {
                Matcher snapshot = SNAPSHOT.matcher(details.getOrDefault("Table Properties", ""));
                return snapshot.find() ? snapshot.group(1) : "";
            }
            case "delta" -> {
                Row latest = spark.sql("DESCRIBE HISTORY " + name + " LIMIT 1").first();
                return latest.getAs("version").toString();
            }
            default -> {
                return "";
            }
        }
    }

    /** What the catalog says of the table besides its columns. */
    private static Map<String, String> details(SparkSession spark, String name) {
        Map<String, String> details = new HashMap<>();
        boolean isDetail = false;
        for (Row row : spark.sql("DESCRIBE TABLE EXTENDED " + name).collectAsList()) {
            String key = row.getString(0);
            if (isDetail) {
                details.putIfAbsent(key, Objects.toString(row.get(1), ""));
            }
            isDetail |= key.equals(DETAILS);
        }
        return details;
    }

    private static InvalidInputException unreadable(SparkSession spark, String name, Exception cause) {
        return new InvalidInputException(
                "input table " + name + " cannot be read: " + firstLine(cause) + "; " + remedy(spark, name), cause);
    }

    private static String remedy(SparkSession spark, String name) {
        String first = name.replace("`", "").split("\\.", 2)[0];
        boolean isOfCatalog = spark.conf().contains("spark.sql.catalog." + first);
        boolean isNamedWhole =
                name.chars().filter(character -> character == '.').count() > 1;
        boolean isOfSession = !isNamedWhole || first.equals("spark_catalog");
        if (isOfCatalog) {
            return "expected CATALOG.DATABASE.TABLE of the catalog that spark.sql.catalog." + first
                    + " names, whose jar must be on the class path";
        }
        if (!isOfSession) {
            return "there is no catalog '" + first + "'; expected its class in Spark's setting spark.sql.catalog."
                    + first + ", and its jar on the class path";
        }
        return HiveClasses.areThere()
                ? "expected a table or view as SHOW TABLES names it; the metastore is the one in hive-site.xml, or an empty"
                        + " one in the current folder"
                : HiveClasses.remedy(spark);
    }

    private static String firstLine(Exception cause) {
        return String.valueOf(cause.getMessage()).split("\\R", 2)[0].strip();
    }

    /** Its name as that of a source of rows. */
    String source() {
        return InputPaths.TABLE + name;
    }

    /** What the manifest says of it. */
    public Facts facts() {
        return facts;
    }

    /** Its name, and which version of it is read. */
    String described() {
        return facts.version().isEmpty() ? name : name + " (" + facts.format() + " version " + facts.version() + ")";
    }

    /** Its columns with their types; those within structs by names with dots. */
    Map<String, DataType> columns() {
        Map<String, DataType> columns = new LinkedHashMap<>();
        addColumns(rows.schema(), "", columns);
        return columns;
    }

    private static void addColumns(StructType schema, String prefix, Map<String, DataType> columns) {
        for (StructField field : schema.fields()) {
            columns.put(prefix + field.name(), field.dataType());
            if (field.dataType() instanceof StructType inner) {
                addColumns(inner, prefix + field.name() + ".", columns);
            }
        }
    }

    /** Its rows as {@code settings} read them, of {@link ParsedRow#schema}. */
    JavaRDD<Row> parsed(ReadSettings settings) {
        String source = source();
        return needed(settings.layout())
                .toJavaRDD()
                .mapPartitionsWithIndex((part, own) -> new TableRows(own, source, part, settings), false);
    }

    /** Its first rows, of which there are at most {@code most}, as {@link #parsed} gives them. */
    List<Row> head(ReadSettings settings, int most) {
        List<Row> first = needed(settings.layout()).limit(most).collectAsList();
        return Stream.generate(new TableRows(first.iterator(), source(), 0, settings)::nextOrNull)
                .takeWhile(Objects::nonNull)
                .toList();
    }

    /** The columns that fields are read from. */
    private Dataset<Row> needed(RecordLayout layout) {
        List<String> present = List.of(rows.columns());
        Column[] columns = Stream.concat(
                        layout.columns().values().stream().flatMap(List::stream),
                        Stream.of(layout.text().replies()))
                .flatMap(wanted ->
                        ColumnNames.find(present, wanted)
                                .or(() -> ColumnNames.find(present, wanted.split("\\.", 2)[0]))
                                .stream())
                .distinct()
                .map(column -> functions.col("`" + column.replace("`", "``") + "`"))
                .toArray(Column[]::new);
        return rows.select(columns);
    }

    /** The column of a field that holds a struct, list or map; no row could be used. */
    Optional<String> nested(RecordLayout layout) {
        Map<String, DataType> columns = columns();
        return layout.kind().fields().stream()
                .filter(field -> !layout.kind().mayBeNested(field))
                .flatMap(field -> layout.columnOf(field, columns.keySet()).stream())
                .filter(column -> isNested(columns.get(column)))
                .findFirst();
    }

    private static boolean isNested(DataType type) {
        return Arrays.asList("struct", "array", "map").contains(type.typeName());
    }
}
