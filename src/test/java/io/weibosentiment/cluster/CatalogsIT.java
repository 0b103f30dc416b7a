package io.weibosentiment.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.weibosentiment.model.TinyBundle;
import io.weibosentiment.util.HiveClasses;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Commands on tables of a real Hive metastore, in Derby, of Iceberg's Hadoop catalog and of Delta. */
@EnabledIf(value = "hasCatalogs", disabledReason = "needs Hive, Iceberg and Delta: mvn -Pcatalogs verify")
class CatalogsIT {

    private static final String ROWS = "SELECT 4711111111111111 AS mid, id, concat('好看 ', id) AS body,"
            + " TIMESTAMP '2023-01-02 12:00:00' AS written, concat('2023-01-0', 1 + id % 3) AS dt FROM range(30)";

    @TempDir
    private static Path dir;

    private static final Map<String, String> SETTINGS = new LinkedHashMap<>();

    static boolean hasCatalogs() {
        return HiveClasses.areThere();
    }

    @BeforeAll
    static void create_tables() {
        SETTINGS.put("spark.master", "local[2]");
        SETTINGS.put("spark.sql.warehouse.dir", dir.resolve("warehouse").toString());
        SETTINGS.put(
                "spark.hadoop.javax.jdo.option.ConnectionURL",
                "jdbc:derby:;databaseName=" + dir.resolve("metastore") + ";create=true");
        SETTINGS.put("spark.sql.catalog.lake", "org.apache.iceberg.spark.SparkCatalog");
        SETTINGS.put("spark.sql.catalog.lake.type", "hadoop");
        SETTINGS.put("spark.sql.catalog.lake.warehouse", dir.resolve("lake").toString());
        SETTINGS.put("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension");
        SETTINGS.put("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog");
        if (SparkSession.getDefaultSession().isDefined()) {
            SparkSession.getDefaultSession().get().stop();
        }
        SETTINGS.forEach(System::setProperty);
        sql(
                "CREATE DATABASE weibo",
                "CREATE DATABASE published",
                "CREATE TABLE weibo.comments STORED AS ORC AS " + ROWS,
                "CREATE TABLE weibo.versions USING DELTA AS " + ROWS,
                "CREATE TABLE lake.weibo.comments USING ICEBERG PARTITIONED BY (dt) AS " + ROWS);
    }

    @AfterAll
    static void unset() {
        SETTINGS.keySet().forEach(System::clearProperty);
    }

    @Test
    void reads_partitions_of_a_hive_table_and_publishes_to_hive() throws Exception {
        Path output = dir.resolve("of-hive");

        score("weibo.comments", output, "--where", "dt = '2023-01-01'", "--set", "output.catalog=published")
                .endedWith(0);
        score("weibo.comments", output, "--set", "output.catalog=published").endedWith(0);

        assertThat(count("published.comment_scores")).isEqualTo(30);
        assertThat(Files.readString(output.resolve("manifest.json")))
                .contains("\"name\" : \"weibo.comments\"", "\"format\" : \"hive\"", "\"version\" : \"\"");
        InProcess.of(List.of("rollback", "--output", output.toString())).endedWith(0);
        assertThat(count("published.comment_scores")).isEqualTo(10);
    }

    @Test
    void reads_the_snapshot_of_an_iceberg_table_that_it_records() throws Exception {
        Path output = dir.resolve("of-iceberg");
        String snapshot = sql("SELECT snapshot_id FROM lake.weibo.comments.refs WHERE name = 'main'");

        score("lake.weibo.comments", output, "--where", "dt >= '2023-01-02'").endedWith(0);

        assertThat(Files.readString(output.resolve("manifest.json")))
                .contains("\"format\" : \"iceberg\"", "\"version\" : \"" + snapshot + "\"");
        assertThat(count("parquet.`" + output.resolve("comment_scores") + "`")).isEqualTo(20);
    }

    @Test
    void reads_the_version_of_a_delta_table_that_it_records() throws Exception {
        Path output = dir.resolve("of-delta");
        sql("DELETE FROM weibo.versions WHERE id < 5");

        score("weibo.versions", output).endedWith(0);

        assertThat(Files.readString(output.resolve("manifest.json")))
                .contains("\"format\" : \"delta\"", "\"version\" : \"1\"");
        assertThat(count("parquet.`" + output.resolve("comment_scores") + "`")).isEqualTo(25);
    }

    private static Finished score(String table, Path output, String... more) {
        List<String> arguments = new ArrayList<>(List.of("score", "--input", "table:" + table));
        arguments.addAll(List.of("--output", output.toString(), "--no-report"));
        arguments.addAll(List.of("--model", TinyBundle.path().toString(), "--precision", "float32"));
        for (String column : List.of("post-id=mid", "comment-id=id", "text=body", "comment-time=written")) {
            arguments.addAll(List.of("--set", "input.columns." + column));
        }
        arguments.addAll(List.of(more));
        return InProcess.of(arguments);
    }

    private static long count(String table) {
        return Long.parseLong(sql("SELECT count(*) FROM " + table));
    }

    /** Runs statements in a session of their own; the first value of the last one's result. */
    private static String sql(String... statements) {
        SparkSession spark = SparkSession.builder()
                .config(new SparkConf())
                .appName("sql")
                .enableHiveSupport()
                .getOrCreate();
        try {
            String value = "";
            for (String statement : statements) {
                var rows = spark.sql(statement).collectAsList();
                value = rows.isEmpty() ? "" : rows.get(0).get(0).toString();
            }
            return value;
        } finally {
            spark.stop();
        }
    }
}
