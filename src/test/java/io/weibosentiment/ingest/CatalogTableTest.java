package io.weibosentiment.ingest;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.TestSpark;
import io.weibosentiment.config.RejectLimit;
import io.weibosentiment.config.TestConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables of Spark's own catalog as an input, next to the same rows in files. */
class CatalogTableTest {

    private static final String SOURCE = "source_file";

    private final SparkSession spark = TestSpark.session();

    @TempDir
    Path dir;

    @BeforeEach
    void create_a_table() {
        spark.sql("CREATE DATABASE crawl LOCATION '" + dir.resolve("crawl") + "'");
        spark.sql("CREATE TABLE crawl.comments (mid BIGINT, id DECIMAL(20, 0), body STRING, likes INT,"
                + " written TIMESTAMP, day DATE, nested STRUCT<name: STRING, n: INT>, tags ARRAY<STRING>, dt STRING)"
                + " USING PARQUET PARTITIONED BY (dt)");
        spark.sql("INSERT INTO crawl.comments VALUES"
                + " (4711111111111111, 1, '好看', 3, TIMESTAMP '2023-01-01 12:00:00', DATE '2023-01-01',"
                + "  named_struct('name', 'u1', 'n', 1), array('a', 'b'), '2023-01-01'),"
                + " (4711111111111111, 1, '好看', 5, TIMESTAMP '2023-01-01 12:00:00', DATE '2023-01-02',"
                + "  named_struct('name', 'u1', 'n', 2), null, '2023-01-02'),"
                + " (null, 2, '难看', null, TIMESTAMP '2023-01-02 12:00:00', null,"
                + "  named_struct('name', 'u2', 'n', 3), array('c'), '2023-01-02'),"
                + " (4722222222222222, 3, null, 1, TIMESTAMP '2022-12-31 23:59:59', null, null, null, '2022-12-31')");
    }

    @AfterEach
    void drop_it() {
        spark.sql("DROP DATABASE crawl CASCADE");
    }

    @Test
    void a_row_of_a_table_is_what_it_is_in_a_parquet_file() {
        String file = dir.resolve("comments.parquet").toString();
        spark.table("crawl.comments").write().parquet(file);

        List<Row> ofTable = records("input.paths=[\"table:crawl.comments\"]");
        List<Row> ofFile = records("input.paths=[\"" + file + "\"]");

        assertThat(ofTable).hasSize(2).isEqualTo(ofFile);
        assertThat(ofTable).anySatisfy(row -> {
            assertThat(row.<String>getAs("post_id")).isEqualTo("4711111111111111");
            assertThat(row.<String>getAs("comment_id")).isEqualTo("1");
            assertThat(row.<String>getAs("user_id")).isEqualTo("u1");
            assertThat(row.<Long>getAs("likes")).isEqualTo(5);
            assertThat(row.<Long>getAs("copies")).isEqualTo(2);
        });
    }

    @Test
    void refuses_a_condition_that_no_row_meets() {
        assertThat(problems("input.paths=[\"table:crawl.comments\"]", "input.where=dt = '2023-1-1'"))
                .singleElement()
                .asString()
                .startsWith("input.where: 'dt = '2023-1-1'' selects no row of table crawl.comments");
    }

    @Test
    void says_of_a_rejected_row_the_table_and_what_it_read_of_the_row() {
        List<Row> rejected = all("input.paths=[\"table:crawl.comments\"]")
                .where(col("reason").isNotNull())
                .collectAsList();

        assertThat(rejected).singleElement().satisfies(row -> {
            assertThat(row.<String>getAs(SOURCE)).isEqualTo("table:crawl.comments");
            assertThat(row.<Long>getAs("line")).isNull();
            assertThat(row.<String>getAs("reason")).isEqualTo("no_post_id");
            assertThat(row.<String>getAs("raw"))
                    .contains("难看", "\"name\":\"u2\"")
                    .doesNotContain("tags", "day");
        });
    }

    @Test
    void reads_those_rows_alone_that_meet_the_condition() {
        assertThat(records("input.paths=[\"table:crawl.comments\"]", "input.where=dt >= '2023-01-01'"))
                .hasSize(1)
                .noneMatch(row -> "3".equals(row.getAs("comment_id")));
        Dataset<Row> rows =
                all("input.paths=[\"table:`crawl`.comments\"]", "input.where=dt = '2022-12-31' and mid > 0");
        assertThat(rows.collectAsList())
                .singleElement()
                .satisfies(row -> assertThat(row.<Long>getAs("likes")).isEqualTo(1));
    }

    @Test
    void reads_files_and_tables_and_views_together() {
        String file = dir.resolve("old").toString();
        spark.table("crawl.comments").where("dt < '2023-01-01'").write().parquet(file);
        spark.sql("CREATE VIEW crawl.new AS SELECT * FROM crawl.comments WHERE dt >= '2023-01-01'");

        InputFiles files = files("input.paths=[\"table:crawl.new\", \"" + file + "\"]");

        assertThat(files.files()).isEqualTo(1);
        assertThat(files.described()).startsWith("1 file, ").endsWith(" and table crawl.new");
        assertThat(files.readerId(spark)).isEmpty();
        assertThat(rows(files).where("reason is null").drop(SOURCE).collectAsList())
                .hasSameElementsAs(records("input.paths=[\"table:crawl.comments\"]"));
    }

    @Test
    void gives_posts_their_facts_from_a_table() {
        spark.sql("CREATE TABLE crawl.posts USING PARQUET AS SELECT 4711111111111111 AS id, 'b1' AS user_id,"
                + " '2023-01-01' AS dt UNION ALL SELECT 4722222222222222, 'b2', '2022-12-31'");
        CrawlFiles found = CrawlFiles.check(
                spark,
                TestConfig.with(settings(
                                "input.paths=[\"table:crawl.comments\"]",
                                "input.posts.paths=[\"table:crawl.posts\"]",
                                "input.posts.where=dt > '2023'"))
                        .input());

        assertThat(found.described()).isEqualTo("table crawl.comments; posts: table crawl.posts");
        assertThat(found.tables().orElseThrow())
                .isEqualTo(new CrawlFiles.Tables(
                        List.of(new CatalogTable.Facts("crawl.comments", "parquet", "", "")),
                        List.of(new CatalogTable.Facts("crawl.posts", "parquet", "", "dt > '2023'"))));
        assertThat(RecordReader.records(spark, found.posts().orElseThrow()).collectAsList())
                .singleElement()
                .satisfies(row -> assertThat(row.<String>getAs("blogger_id")).isEqualTo("b1"));
    }

    @Test
    void check_reads_a_sample_of_a_table_as_the_run_does() throws IOException {
        RowSample sample = RowSample.of(spark, files("input.paths=[\"table:crawl.comments\"]"));

        assertThat(sample.rows()).isEqualTo(4);
        assertThat(sample.rejected()).isEqualTo(1);
        assertThat(sample.share()).isEqualTo(0.25);
        assertThat(sample.examples())
                .singleElement()
                .satisfies(example -> assertThat(example)
                        .startsWith("table crawl.comments, row ")
                        .contains("no_post_id")
                        .doesNotContain("难看"));
        assertThatThrownBy(() -> sample.within(RejectLimit.parse("10%"))).hasMessageContaining("about 25.0 %");
    }

    @Test
    void says_what_is_wrong_with_a_table_before_anything_is_read() {
        assertThat(problems("input.paths=[\"table:crawl.nothing\", \"table:lake.crawl.comments\", \"table:a b\"]"))
                .satisfiesExactly(
                        text -> assertThat(text)
                                .startsWith("input table crawl.nothing cannot be read: ")
                                .contains("org.apache.spark:spark-hive_2.1"),
                        text -> assertThat(text)
                                .startsWith("input table lake.crawl.comments cannot be read: ")
                                .contains("there is no catalog 'lake'; expected its class in Spark's setting"
                                        + " spark.sql.catalog.lake"),
                        text -> assertThat(text).startsWith("input table a b cannot be read: "));
        assertThat(problems("input.paths=[\"table:crawl.comments\"]", "input.where=when > 3"))
                .singleElement()
                .satisfies(text -> assertThat(text)
                        .startsWith("input.where: 'when > 3' cannot be asked of table crawl.comments: ")
                        .endsWith("it has mid, id, body, likes, written, day, nested, tags, dt"));
        assertThat(problems("input.paths=[\"" + dir + "\"]", "input.where=dt > 3"))
                .anySatisfy(text -> assertThat(text)
                        .isEqualTo(
                                "input.where: 'dt > 3' chooses rows of tables, and none is read; name one with --input"
                                        + " table:NAME, or leave the condition out"));
        assertThat(problems("input.paths=[\"table:crawl.comments\"]", "input.columns.text=content"))
                .singleElement()
                .satisfies(text -> assertThat(text)
                        .startsWith(
                                "input table crawl.comments lacks the columns 'content' (input.columns.text); it has mid,")
                        .endsWith("Name the right ones, for example --set input.columns.text=COLUMN"));
        assertThat(problems("input.paths=[\"table:crawl.comments\"]", "input.columns.user-id=nested"))
                .singleElement()
                .satisfies(text -> assertThat(text)
                        .startsWith("input table crawl.comments: its column 'nested' holds a struct, list or map"));
    }

    private List<String> problems(String... settings) {
        List<String> problems = new ArrayList<>();
        assertThatThrownBy(() -> files(settings))
                .asInstanceOf(type(InvalidInputException.class))
                .satisfies(failure -> problems.addAll(failure.problems()));
        return problems;
    }

    private List<Row> records(String... settings) {
        return all(settings)
                .where(col("reason").isNull())
                .drop(SOURCE)
                .orderBy("comment_id")
                .collectAsList();
    }

    private Dataset<Row> all(String... settings) {
        return rows(files(settings));
    }

    private Dataset<Row> rows(InputFiles files) {
        return RecordReader.records(spark, files).orderBy("comment_id");
    }

    private InputFiles files(String... settings) {
        return CrawlFiles.check(spark, TestConfig.with(settings(settings)).input())
                .comments();
    }

    private static String[] settings(String... settings) {
        List<String> all = new ArrayList<>(List.of(
                "input.columns.post-id=mid",
                "input.columns.comment-id=id",
                "input.columns.user-id=nested.name",
                "input.columns.text=body",
                "input.columns.likes=likes",
                "input.columns.comment-time=written"));
        all.addAll(List.of(settings));
        return all.toArray(String[]::new);
    }
}
