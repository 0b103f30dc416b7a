package io.weibosentiment.benchmark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.xxhash64;

import io.weibosentiment.Columns;
import io.weibosentiment.config.JobConfig;
import io.weibosentiment.ingest.CrawlFiles;
import io.weibosentiment.ingest.IngestedRows;
import io.weibosentiment.ingest.InputFiles;
import io.weibosentiment.ingest.RecordReader;
import io.weibosentiment.text.CleanText;
import io.weibosentiment.text.TextKeys;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The cleaned texts that the model scores, one row a comment: text_key, cleaned_text.
 *
 * @param comments the rows, stored
 */
record Corpus(Dataset<Row> comments) {

    /** Reads and cleans what {@code config} says, and stores it below {@code folder}. */
    static Corpus prepare(SparkSession spark, JobConfig config, Path folder) {
        String stored = folder.resolve("corpus").toString();
        InputFiles files = CrawlFiles.check(spark, config.input()).comments();
        Dataset<Row> kept = new IngestedRows(RecordReader.records(spark, files)).comments();
        new CleanText(config.policy(), TextKeys.unkeyed())
                .clean(kept)
                .where(col(Columns.TEXT_KEY).isNotNull())
                .select(col(Columns.TEXT_KEY), col(Columns.CLEANED_TEXT), order())
                .write()
                .parquet(stored);
        return new Corpus(spark.read().parquet(stored));
    }

    /** An order that has nothing to do with the text's length, and is the same in every run. */
    private static org.apache.spark.sql.Column order() {
        return xxhash64(col(Columns.POST_KEY), col(Columns.USER_ID), col(Columns.COMMENT_TIME), col(Columns.TEXT_KEY))
                .as("place");
    }

    /** Each text once. */
    Dataset<Row> distinct() {
        return comments.groupBy(Columns.TEXT_KEY)
                .agg(first(Columns.CLEANED_TEXT).as(Columns.CLEANED_TEXT));
    }

    /**
     * At most {@code count} of the distinct texts, in an order that has nothing to do with length; stored below {@code
     * folder}.
     */
    Dataset<Row> someDistinct(int count, Path folder) {
        String stored = folder.resolve("some").toString();
        distinct().orderBy(Columns.TEXT_KEY).limit(count).coalesce(1).write().parquet(stored);
        return comments.sparkSession().read().parquet(stored);
    }

    /** At most {@code count} comments' texts, repeats and all. */
    List<String> someComments(int count) {
        return texts(comments.orderBy("place").limit(count));
    }

    static List<String> texts(Dataset<Row> rows) {
        return rows.select(Columns.CLEANED_TEXT).as(Encoders.STRING()).collectAsList();
    }
}
