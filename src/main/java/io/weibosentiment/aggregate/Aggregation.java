package io.weibosentiment.aggregate;

import io.weibosentiment.ModelLabels;
import io.weibosentiment.Sentiment;
import io.weibosentiment.WindowKind;
import io.weibosentiment.config.AggregateConfig;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** All tables of all kinds of windows that one configuration asks for. */
public final class Aggregation {

    private final AggregateConfig config;
    private final List<Windows> windows;

    public Aggregation(AggregateConfig config) {
        this.config = config;
        this.windows = config.windows().stream()
                .map(spec -> new Windows(spec, config.windowBy(), config.zone()))
                .toList();
    }

    /** The rows of {@code post_window_sentiment} of every kind of window, from one pass over the scored comments. */
    public Dataset<Row> posts(Dataset<Row> scored, Optional<Instant> latest) {
        return new PostWindows(config, windows).aggregate(scored, latest);
    }

    Dataset<Row> posts(Dataset<Row> scored) {
        return posts(scored, Optional.empty());
    }

    /** The rows of {@code blogger_window_sentiment}, see {@link BloggerWindows#aggregate}. */
    public Dataset<Row> bloggers(Dataset<Row> posts, Optional<Instant> latest) {
        return new BloggerWindows(config).aggregate(posts, latest);
    }

    /** The matrices of all kinds of windows. */
    public Trajectories trajectories() {
        return new Trajectories(config, windows);
    }

    /** As many replicates of the means of {@code kind} of window as are asked for. */
    public Replicates replicates(WindowKind kind) {
        return new Replicates(
                config.replicates(),
                kind,
                config.postWeight(),
                config.isNeutralWithoutEvidence() ? Sentiment.NEUTRAL : 0);
    }

    /** The matrix of each kind of window, see {@link Trajectories#matrices}. Runs a Spark job. */
    Map<WindowKind, Matrix> trajectories(Dataset<Row> bloggers) {
        return trajectories()
                .matrices(bloggers, trajectories().extents(bloggers).collectAsList());
    }

    /**
     * The shares of labels in all windows.
     *
     * @param scored the comments to put into windows, with the model's label of each
     */
    public LabelShares labelShares(Dataset<Row> scored, ModelLabels labels) {
        return new LabelShares(scored, windows, labels);
    }

    /** The sums that comments in windows and the tables made of them must agree on. */
    public WindowSums sums() {
        return new WindowSums(config, windows);
    }
}
