package io.weibosentiment;

import io.weibosentiment.config.JobConfig;
import io.weibosentiment.config.JobConfigBuilder;
import io.weibosentiment.job.TextColumn;
import io.weibosentiment.run.SparkLine;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The entry for other programs: scores the texts in a Dataset of theirs, as the job scores comments.
 *
 * <pre>{@code
 * JobConfig config = WeiboSentiment.config().set("input.columns.text", "review").build();
 * Dataset<Row> scored = WeiboSentiment.score(reviews, config);
 * }</pre>
 *
 * <p>The executors need the job jar and the jar with TensorFlow's native library on their class path; a Spark Connect
 * client has neither, so it cannot be used from there.
 */
public final class WeiboSentiment {

    private WeiboSentiment() {}

    /** A configuration to be made: the defaults, which a file and single keys change. */
    public static JobConfigBuilder config() {
        return new JobConfigBuilder();
    }

    /**
     * {@code texts} with what the model, or a rule of the text policy, makes of each row's text.
     *
     * <p>The call scores: its Spark jobs clean the texts, and compute each distinct one once that the store does not
     * have. What it returns joins the rows to the finished scores, lazily, so no action on it scores again. The scores stay
     * with the executors, in memory and on disk, for as long as the program refers to the result.
     *
     * <p>The result has the rows and the columns of {@code texts}, in their order, and after them
     * <ul>
     *   <li>{@code sentiment} float, from 0, the most negative, to 1; null where neither model nor rule gives one
     *   <li>{@code label} string: {@code negative} or {@code positive}, or the likeliest of a model's more than two labels;
     *       null where a rule decided
     *   <li>{@code decided_by} string, never null: {@code model}, {@code rule:empty}, {@code rule:reply} or
     *       {@code rule:repost}; a null text counts as an empty one
     *   <li>{@code tokens} int: how many the model saw, special ones included; null where it was not asked
     *   <li>{@code truncated} boolean: whether the text was cut; null where the model was not asked
     *   <li>{@code reason} string: why the model could not score the text; null for all others
     *   <li>{@code probabilities} array of float, in the order of the model's labels, only if it has more than two; null
     *       where it was not asked
     * </ul>
     *
     * <p>Of {@code config} these count: {@code policy}, {@code model.*}, {@code scoring.*} but {@code scoring.posts},
     * {@code aggregate.rule-decided}, {@code input.columns.text} for the name of the column ("text" unless set), and
     * {@code output.dir} as the place of a store. Without {@code scoring.store} and {@code output.dir} no score is kept from
     * call to call.
     *
     * @param texts rows with a column of texts; the same rows each time they are computed, as they are read several times
     * @throws InvalidInputException if the job jar is for another line of Spark, there is no such column, it holds no
     *     strings, a column has the name of one that is added, {@code texts} is a stream, or the model or the store cannot be
     *     used
     */
    public static Dataset<Row> score(Dataset<Row> texts, JobConfig config) {
        SparkLine.built().requireRunning(); // before loading any class that may not link
        return TextColumn.of(texts, config).scored();
    }
}
