package io.weibosentiment.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weibosentiment.TestSpark;
import io.weibosentiment.config.JobConfig;
import io.weibosentiment.config.TestConfig;
import io.weibosentiment.model.TinyBundle;
import io.weibosentiment.output.CatalogDatabase;
import io.weibosentiment.output.RunFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs whose tables are in a catalog too: comments come from a table, and published tables follow the runs. */
class CatalogOutputTest {

    private final SparkSession spark = TestSpark.session();

    @TempDir
    Path dir;

    @BeforeEach
    void create_tables() {
        spark.sql("CREATE DATABASE weibo LOCATION '" + dir.resolve("ware house 库") + "'");
        spark.sql("CREATE TABLE weibo.comments USING PARQUET AS SELECT 'b' AS blogger, '4711111111111111' AS post,"
                + " concat('好看 ', id) AS text, '2023-01-01 12:00:00' AS written, id FROM range(20)");
    }

    @AfterEach
    void drop_them() {
        spark.sql("DROP DATABASE weibo CASCADE");
    }

    @Test
    void tables_follow_each_run_and_a_rollback() throws IOException {
        String first = score("aggregate.windows=day");
        assertThat(spark.table("weibo.comment_scores").count()).isEqualTo(20);
        assertThat(runOf("comment_scores")).isEqualTo(first);
        assertThat(spark.catalog().tableExists("weibo.rejected_comments")).isFalse();
        assertThat(spark.table("weibo.trajectories").columns()).containsExactly("window_start", "b");
        List<String> tables = tables();

        String second = score("input.where=id < 5", "output.text=true", "aggregate.windows=[day, 6h]");

        assertThat(tables()).isEqualTo(tables);
        assertThat(spark.table("weibo.comment_scores").count()).isEqualTo(5);
        assertThat(spark.table("weibo.comment_scores").columns()).contains("text");
        assertThat(runOf("posts")).isEqualTo(second);
        assertThat(spark.table("weibo.trajectories").where("window = '6h'").count())
                .isPositive();
        assertThat(spark.table("weibo.trajectories").columns()).containsExactly("window_start", "b", "window");

        RunFolders runs = RunFolders.of(
                dir.resolve("out").toString(), spark.sparkContext().hadoopConfiguration());
        var back = runs.rollBack(Optional.empty(), Instant.now());
        CatalogDatabase.open(spark, "weibo", back.root()).follow(back);

        assertThat(back.id()).isEqualTo(first);
        for (String table : tables) {
            assertThat(runOf(table)).as(table).isEqualTo(first);
        }
        assertThat(spark.table("weibo.comment_scores").count()).isEqualTo(20);
        spark.sql("DROP TABLE weibo.comment_scores");
        assertThat(dir.resolve("out/comment_scores")).isNotEmptyDirectory();
    }

    @Test
    void a_table_that_a_run_does_not_have_is_dropped() {
        score("scoring.posts=true", "input.columns.post-text=text");
        assertThat(tables()).contains("post_scores");
        score();
        assertThat(tables()).doesNotContain("post_scores").contains("posts");
    }

    @Test
    void refuses_before_any_work_a_table_of_another_origin_and_a_database_that_is_not_there() {
        spark.sql("CREATE TABLE weibo.posts USING PARQUET AS SELECT 1 AS mine");

        assertThatThrownBy(this::score)
                .hasMessageStartingWith("output.catalog: weibo.posts is there already and not of output ");
        assertThat(spark.table("weibo.posts").columns()).containsExactly("mine");
        assertThat(Files.exists(dir.resolve("out/manifest.json"))).isFalse();
        assertThatThrownBy(() -> score("output.catalog=nothing"))
                .hasMessageStartingWith("output.catalog: there is no database 'nothing'; make it with CREATE DATABASE");
        assertThatThrownBy(() -> score("output.catalog=lake.weibo"))
                .hasMessageContaining("expected DATABASE or spark_catalog.DATABASE");
    }

    private List<String> tables() {
        return spark.sql("SHOW TABLES IN weibo").collectAsList().stream()
                .map(row -> row.getString(1))
                .filter(name -> !name.equals("comments"))
                .sorted()
                .toList();
    }

    private String runOf(String table) {
        return spark.sql("SHOW TBLPROPERTIES weibo." + table + " ('weibo_sentiment.run')")
                .first()
                .getString(1);
    }

    private String score(String... settings) {
        List<String> all = new ArrayList<>(List.of(
                "input.paths=[\"table:weibo.comments\"]",
                "input.columns.blogger-id=blogger",
                "input.columns.post-id=post",
                "input.columns.text=text",
                "input.columns.comment-time=written",
                "model.bundle=" + TinyBundle.path(),
                "model.precision=float32",
                "output.dir=" + dir.resolve("out"),
                "output.report=false",
                "output.catalog=weibo"));
        all.addAll(List.of(settings));
        JobConfig config = TestConfig.with(all.toArray(String[]::new));
        return ScoreJob.run(config, QuietSession.open()).manifest().run();
    }
}
