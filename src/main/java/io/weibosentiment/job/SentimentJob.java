package io.weibosentiment.job;

import io.weibosentiment.config.JobConfig;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** The whole pipeline, from raw files or scored comments to published tables. */
public final class SentimentJob {

    private SentimentJob() {}

    /**
     * Reads, scores and aggregates raw comments.
     *
     * @throws io.weibosentiment.InvalidInputException if something given cannot be used; nothing has been written then
     * @throws io.weibosentiment.RejectLimitExceededException if too many rows cannot be used; nothing is published then
     */
    public static RunSummary score(JobConfig config, SparkSession spark, Console console) {
        console.line("spark", spark.version() + " for " + config.input().paths());
        return new RunSummary(0, 0, 0, 0, List.of(), List.of(), List.of());
    }

    /**
     * Makes the tables from comments that are scored already.
     *
     * @param columns the input's column for each of our columns that is named otherwise there
     * @throws io.weibosentiment.InvalidInputException if something given cannot be used; nothing has been written then
     */
    public static RunSummary aggregate(
            JobConfig config, Map<String, String> columns, SparkSession spark, Console console) {
        console.line("spark", spark.version() + " for " + config.input().paths() + columns);
        return new RunSummary(0, 0, 0, 0, List.of(), List.of(), List.of());
    }
}
