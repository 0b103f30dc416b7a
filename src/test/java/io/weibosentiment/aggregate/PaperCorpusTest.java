package io.weibosentiment.aggregate;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_format;
import static org.apache.spark.sql.functions.from_utc_timestamp;
import static org.apache.spark.sql.functions.input_file_name;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.regexp_extract;
import static org.apache.spark.sql.functions.to_timestamp;
import static org.apache.spark.sql.functions.to_utc_timestamp;
import static org.apache.spark.sql.functions.trim;
import static org.assertj.core.api.Assertions.assertThat;

import io.weibosentiment.Columns;
import io.weibosentiment.SharedFiles;
import io.weibosentiment.TestSpark;
import io.weibosentiment.config.TextPolicyName;
import io.weibosentiment.text.CleanText;
import io.weibosentiment.text.TextKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** Everything but the scores themselves: which comments count in which window, and with what weight. */
class PaperCorpusTest {

    @Test
    void counts_and_weighs_every_post_as_the_reference_does() throws IOException {
        List<String> expected = Files.readAllLines(SharedFiles.require("golden/dynamics-pipeline/posts.csv"));
        Dataset<Row> scored = new CleanText(TextPolicyName.PAPER, TextKeys.unkeyed())
                .clean(comments(
                        SharedFiles.require("data/weibo-comments/dynamics").toString()))
                .withColumn(Columns.SENTIMENT, lit(0.25f));

        Dataset<Row> posts = new Aggregation(Configs.paper()).posts(scored);

        List<String> rows = posts
                .select(
                        col(Columns.BLOGGER_ID),
                        col(Columns.POST_ID),
                        date_format(from_utc_timestamp(col(Columns.WINDOW_START), "Asia/Shanghai"), "yyyy-MM-dd"),
                        col(Columns.COMMENTS),
                        col(Columns.NEUTRAL),
                        col(Columns.WEIGHT_SUM))
                .collectAsList()
                .stream()
                .map(row -> row.mkString(","))
                .toList();
        assertThat(rows)
                .containsExactlyInAnyOrderElementsOf(expected.stream()
                        .skip(1)
                        .map(line -> line.replaceFirst(",[^,]*(,[^,]*)$", "$1"))
                        .toList());
    }

    private static Dataset<Row> comments(String crawl) {
        return TestSpark.session()
                .read()
                .json(crawl)
                .groupBy(
                        regexp_extract(input_file_name(), "comment([0-9]{10})", 1)
                                .as(Columns.BLOGGER_ID),
                        col("id").as(Columns.POST_ID),
                        col("comment.id").as("user"),
                        col("comment.time").as("written"),
                        col("comment.comment").as(Columns.TEXT))
                .agg(
                        max(coalesce(col("comment.likes"), lit(0L))).as(Columns.LIKES),
                        max(col("likes").cast("long")).as(Columns.POST_LIKES),
                        max(to_utc_timestamp(to_timestamp(trim(col("time")), "yyyy-MM-dd HH:mm"), "Asia/Shanghai"))
                                .as(Columns.POST_TIME))
                .withColumn(Columns.COMMENT_TIME, lit(null).cast("timestamp"));
    }
}
