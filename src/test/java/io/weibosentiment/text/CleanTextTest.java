package io.weibosentiment.text;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.countDistinct;
import static org.assertj.core.api.Assertions.assertThat;

import io.weibosentiment.Columns;
import io.weibosentiment.SharedFiles;
import io.weibosentiment.TestSpark;
import io.weibosentiment.config.TextPolicyName;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class CleanTextTest {

    private static final StructType SCHEMA =
            new StructType().add(Columns.COMMENT_ID, DataTypes.StringType).add(Columns.TEXT, DataTypes.StringType);

    private final SparkSession spark = TestSpark.session();

    @Test
    void adds_text_key_and_rule_to_every_comment() {
        Dataset<Row> comments = spark.createDataFrame(
                Arrays.asList(
                        RowFactory.create("1", " 好 "), RowFactory.create("2", "转发微博"), RowFactory.create("3", null)),
                SCHEMA);

        Dataset<Row> cleaned = new CleanText(TextPolicyName.STANDARD, TextKeys.unkeyed()).clean(comments);

        assertThat(cleaned.columns()).containsExactly("comment_id", "text", "cleaned_text", "text_key", "decided_by");
        assertThat(cleaned.orderBy(Columns.COMMENT_ID).collectAsList())
                .isEqualTo(List.of(
                        RowFactory.create("1", " 好 ", "好", TextKey.of("好"), "model"),
                        RowFactory.create("2", "转发微博", "", null, "rule:repost"),
                        RowFactory.create("3", null, "", null, "rule:empty")));
    }

    @Test
    void texts_that_cleaning_left_alone_are_stored_once() {
        Dataset<Row> cleaned = new CleanText(TextPolicyName.STANDARD, TextKeys.unkeyed())
                .clean(spark.createDataFrame(
                        List.of(
                                RowFactory.create("1", " 好 "),
                                RowFactory.create("2", "好"),
                                RowFactory.create("3", "转发微博"),
                                RowFactory.create("4", "")),
                        SCHEMA));

        Dataset<Row> stored = CleanText.withoutSameTexts(cleaned);

        assertThat(stored.orderBy(Columns.COMMENT_ID)
                        .select(Columns.TEXT)
                        .collectAsList()
                        .toString())
                .isEqualTo("[[ 好 ], [null], [转发微博], [null]]");
        assertThat(CleanText.withSameTexts(stored).orderBy(Columns.COMMENT_ID).collectAsList())
                .isEqualTo(cleaned.orderBy(Columns.COMMENT_ID).collectAsList());
    }

    @Test
    void counts_the_papers_corpus_as_the_reference_does() {
        String crawl = SharedFiles.require("data/weibo-comments/dynamics").toString();
        Dataset<Row> comments = spark.read()
                .json(crawl)
                .select(
                        col("id"),
                        col("comment.id").as("user"),
                        col("comment.time"),
                        col("comment.comment").as("text"))
                .distinct();

        Dataset<Row> cleaned = new CleanText(TextPolicyName.PAPER, TextKeys.unkeyed())
                .clean(comments)
                .cache();

        assertThat(cleaned.count()).isEqualTo(63_531);
        assertThat(cleaned.filter(col(Columns.TEXT_KEY).isNull()).count()).isEqualTo(4_866);
        assertThat(cleaned.select(countDistinct(col(Columns.TEXT_KEY))).first().getLong(0))
                .isEqualTo(51_176);
        cleaned.unpersist();
    }
}
