package io.weibosentiment.benchmark;

import io.weibosentiment.Columns;
import io.weibosentiment.aggregate.Aggregation;
import io.weibosentiment.config.AggregateConfig;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How long the tables of windows take, so that the same tables made by another engine can be held against them.
 *
 * @param config the windows and weights
 */
record WindowTablesBench(AggregateConfig config) {

    /**
     * Writes {@code post_window_sentiment} and {@code blogger_window_sentiment} as Parquet below {@code folder}, which is
     * made, and gives the seconds that it took.
     *
     * @param scored comments with the columns of {@code comment_scores}, and {@code user_id} for counts of users
     */
    double seconds(Dataset<Row> scored, Path folder) {
        String posts = folder.resolve("posts").toString();
        String bloggers = folder.resolve("bloggers").toString();
        long start = System.nanoTime();
        Aggregation aggregation = new Aggregation(config);
        Dataset<Row> ofPosts = aggregation.posts(scored);
        ofPosts.sortWithinPartitions(Columns.WINDOW, Columns.BLOGGER_ID, Columns.POST_ID, Columns.WINDOW_START)
                .write()
                .parquet(posts);
        Dataset<Row> written =
                scored.sparkSession().read().schema(ofPosts.schema()).parquet(posts);
        aggregation
                .bloggers(written, Optional.empty())
                .sortWithinPartitions(Columns.WINDOW, Columns.BLOGGER_ID, Columns.WINDOW_START)
                .write()
                .parquet(bloggers);
        return (System.nanoTime() - start) / 1e9;
    }
}
