package io.weibosentiment.ingest;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.assertj.core.api.Assertions.assertThat;

import io.weibosentiment.Columns;
import io.weibosentiment.SharedFiles;
import io.weibosentiment.TestSpark;
import io.weibosentiment.config.Preset;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** Reads the crawls that the tests share. */
final class RealCrawlsTest {

    @Test
    void gives_the_counts_of_an_independent_pipeline_on_the_dynamics_crawl() {
        Path crawl = SharedFiles.require("data/weibo-comments/dynamics");
        Path golden = SharedFiles.require("golden/dynamics-pipeline");
        TestInput input = TestInput.of(Preset.DYNAMICS, crawl);
        assertThat(input.check().files()).isEqualTo(22);
        IngestedRows staged = input.staged();
        Row expected = TestSpark.session()
                .read()
                .option("multiLine", true)
                .json(golden.resolve("counts.json").toString())
                .first();
        IngestCounts counts = staged.counts();
        assertThat(counts)
                .isEqualTo(new IngestCounts(
                        expected.<Long>getAs("read"),
                        expected.<Long>getAs("kept"),
                        expected.<Long>getAs("duplicates"),
                        0,
                        Map.of()));
        Dataset<Row> comments = TestInput.settled(staged);
        Dataset<Row> untimed = comments.where(col(Columns.POST_TIME).isNull());
        assertThat(comments.select(Columns.POST_ID).distinct().count()).isEqualTo(expected.<Long>getAs("posts"));
        assertThat(untimed.count()).isEqualTo(expected.<Long>getAs("comments_without_window"));
        assertThat(untimed.select(Columns.POST_ID).distinct().count())
                .isEqualTo(expected.<Long>getAs("posts_without_time"));
    }

    @Test
    void gives_the_post_weights_of_an_independent_pipeline_on_the_dynamics_crawl() {
        Path crawl = SharedFiles.require("data/weibo-comments/dynamics");
        Path golden = SharedFiles.require("golden/dynamics-pipeline");
        Dataset<Row> weights = TestInput.settled(
                        TestInput.of(Preset.DYNAMICS, crawl).staged())
                .where(col(Columns.POST_TIME).isNotNull())
                .groupBy(Columns.BLOGGER_ID, Columns.POST_ID)
                .agg(
                        count(lit(1)).as(Columns.COMMENTS),
                        sum(coalesce(col(Columns.LIKES), lit(0)).plus(1))
                                .cast("double")
                                .as(Columns.WEIGHT_SUM));
        Dataset<Row> expected = TestSpark.session()
                .read()
                .option("header", true)
                .csv(golden.resolve("posts.csv").toString())
                .selectExpr(
                        Columns.BLOGGER_ID, Columns.POST_ID, "bigint(comments)", "double(weight_sum) as weight_sum");
        assertThat(weights.exceptAll(expected).collectAsList()).isEmpty();
        assertThat(expected.exceptAll(weights).collectAsList()).isEmpty();
    }

    @Test
    void adds_up_on_all_raw_gbk_files() {
        Path crawl = SharedFiles.require("data/weibo-comments/raw-gbk");
        TestInput input = TestInput.of(Preset.RAW_GBK, crawl);
        assertThat(input.check().files()).isEqualTo(40);
        IngestedRows staged = input.staged();
        assertThat(staged.counts()).isEqualTo(new IngestCounts(7508, 7150, 358, 0, Map.of()));
        Row first = TestInput.settled(staged)
                .where(col(Columns.USER_ID)
                        .equalTo("471c372dae9a")
                        .and(col(Columns.POST_ID).equalTo("20190901/00")))
                .selectExpr("text", "string(comment_time)", "likes", "string(crawl_time)")
                .first();
        assertThat(first.mkString("|")).isEqualTo("太可恶了！！！浪费国家资源|2019-09-01 10:43:00|4146|2019-09-01 15:59:59");
    }

    @Test
    void adds_up_on_a_file_of_the_hot_search_crawl() {
        Path crawl = SharedFiles.require("data/weibo-comments/hot-search/part-05.csv.gz");
        TestInput input = TestInput.of(Preset.HOT_SEARCH, crawl);
        input.check();
        IngestedRows staged = input.staged();
        IngestCounts counts = staged.counts();
        assertThat(counts.read()).isEqualTo(100_000);
        assertThat(counts.duplicates()).isLessThan(20);
        // The column's name stands where a time should be.
        assertThat(counts.rejectedReasons()).isEqualTo(Map.of("unreadable_time", 176L));
        List<Row> posts = TestInput.settled(staged)
                .agg(countDistinct(col(Columns.POST_ID)))
                .collectAsList();
        assertThat(posts.get(0).getLong(0)).isGreaterThan(100);
    }
}
