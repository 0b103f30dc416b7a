package io.weibosentiment.benchmark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.xxhash64;

import io.weibosentiment.Columns;
import java.nio.file.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The scored comments that both sides put into windows, in Parquet files. They are those that the job published, which
 * have no users; each gets one of twice as many as there are comments, as generated comments have.
 *
 * @param folder the files
 * @param count how many comments
 */
record WindowRows(Path folder, long count) {

    private static final int USERS_PER_COMMENT = 2;

    /**
     * Writes the comments of the job's {@code output} that are on a post and have a time, {@code files} files of them.
     */
    static WindowRows write(SparkSession spark, Path output, Path folder, int files) {
        Dataset<Row> published = spark.read()
                .parquet(output.resolve("comment_scores").toString())
                .where(col(Columns.POST_ID)
                        .isNotNull()
                        .and(col(Columns.COMMENT_TIME).isNotNull()));
        long count = published.count();
        published
                .select(
                        col(Columns.BLOGGER_ID),
                        col(Columns.POST_ID),
                        col(Columns.COMMENT_ID),
                        user(count).as(Columns.USER_ID),
                        col(Columns.COMMENT_TIME),
                        col(Columns.POST_TIME),
                        col(Columns.LIKES),
                        col(Columns.POST_LIKES),
                        col(Columns.SENTIMENT),
                        col(Columns.DECIDED_BY))
                .repartition(files)
                .write()
                .parquet(folder.toString());
        return new WindowRows(folder, count);
    }

    private static Column user(long comments) {
        Column hash = xxhash64(col(Columns.POST_ID), col(Columns.COMMENT_ID), col(Columns.COMMENT_TIME));
        return concat(lit("u"), pmod(hash, lit(Math.max(1, USERS_PER_COMMENT * comments))));
    }
}
