package io.weibosentiment.benchmark;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The same tables of posts and bloggers by DuckDB, in one process with us, from the same files to files. */
final class DuckDbWindows implements AutoCloseable {

    private static final String DAY = "86400000000";
    private static final String BEIJING = "28800000000";

    private static final String POSTS = """
            CREATE OR REPLACE TEMP TABLE posts AS
            SELECT blogger_id, post_id,
              make_timestamptz((epoch_us(comment_time) + %2$s) // %1$s * %1$s - %2$s) AS window_start,
              max(post_time) AS post_time,
              max(post_likes) AS post_likes,
              count(*) AS comments,
              count(counted) AS scored,
              nullif(count(DISTINCT user_id), 0) AS commenters,
              sum(counted * weight) / sum(weight) FILTER (counted IS NOT NULL) AS sentiment,
              avg(counted) AS sentiment_unweighted,
              stddev_samp(counted) AS stddev,
              quantile_cont(counted, [0.1, 0.5, 0.9]) AS quantiles,
              count(*) FILTER (counted >= 0.5) / nullif(count(counted), 0) AS positive_share,
              coalesce(sum(weight) FILTER (counted IS NOT NULL), 0) AS weight_sum
            FROM (
              SELECT *,
                CASE WHEN NOT starts_with(decided_by, 'rule:') THEN sentiment::DOUBLE END AS counted,
                1 + greatest(coalesce(likes, 0), 0) AS weight
              FROM read_parquet(%3$s))
            GROUP BY ALL""";

    private static final String BLOGGERS = """
            CREATE OR REPLACE TEMP TABLE bloggers AS
            SELECT blogger_id, window_start,
              count(*) AS posts,
              sum(comments) AS comments,
              sum(scored) AS scored,
              sum(sentiment * weight) / sum(weight) FILTER (sentiment IS NOT NULL) AS sentiment,
              coalesce(sum(weight) FILTER (sentiment IS NOT NULL), 0) AS weight_sum
            FROM (SELECT *, 1 + greatest(coalesce(post_likes, 0), 0) AS weight FROM posts)
            GROUP BY ALL""";

    /** The rows that one side alone has, or in which the two differ. */
    private static final String DIFFERENT = """
            SELECT count(*) FROM (SELECT *, true AS here FROM %1$s) theirs
            FULL JOIN (SELECT *, true AS here FROM read_parquet(%2$s)) ours
            ON theirs.blogger_id IS NOT DISTINCT FROM ours.blogger_id AND theirs.window_start = ours.window_start%3$s
            WHERE theirs.here IS NULL OR ours.here IS NULL%4$s""";

    private static final String NEAR = """
            CREATE OR REPLACE TEMP MACRO near(x, y) AS
            (x IS NULL AND y IS NULL) OR coalesce(abs(x - y) <= 1e-9 * greatest(1, abs(x)), false)""";

    private final Connection connection;
    private final Path rows;
    private final Path output;

    private DuckDbWindows(Connection connection, Path rows, Path output) {
        this.connection = connection;
        this.rows = rows;
        this.output = output;
    }

    /**
     * A DuckDB of its own.
     *
     * @param rows the folder with the scored comments
     * @param output an existing folder for its tables
     * @throws SQLException if there is no DuckDB
     */
    static DuckDbWindows open(Path rows, Path output, int threads) throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        DuckDbWindows windows = new DuckDbWindows(connection, rows, output);
        windows.execute("SET threads = " + threads);
        windows.execute(NEAR);
        return windows;
    }

    /** Seconds to make and write both tables. */
    double seconds() {
        long start = System.nanoTime();
        execute(POSTS.formatted(DAY, BEIJING, files(rows)));
        execute("COPY posts TO " + quoted(output.resolve("posts.parquet")) + " (FORMAT parquet)");
        execute(BLOGGERS);
        execute("COPY bloggers TO " + quoted(output.resolve("bloggers.parquet")) + " (FORMAT parquet)");
        return (System.nanoTime() - start) / 1e9;
    }

    /** Its rows of {@code post_window_sentiment}. */
    long posts() {
        return number("SELECT count(*) FROM posts");
    }

    /**
     * How many rows of the two tables it and we do not agree on: counts, distinct users, and, within 1e-9, means and
     * quantiles.
     */
    long differences(OurWindows ours) {
        return differences(
                        "posts",
                        ours.table("post_window_sentiment"),
                        List.of("post_id"),
                        List.of("comments", "scored", "commenters"),
                        List.of("sentiment", "sentiment_unweighted", "positive_share", "weight_sum"),
                        List.of("p10", "p50", "p90"))
                + differences(
                        "bloggers",
                        ours.table("blogger_window_sentiment"),
                        List.of(),
                        List.of("posts", "comments", "scored"),
                        List.of("sentiment", "weight_sum"),
                        List.of());
    }

    private long differences(
            String table,
            Path ours,
            List<String> keys,
            List<String> counts,
            List<String> means,
            List<String> quantiles) {
        StringBuilder join = new StringBuilder();
        keys.forEach(key -> join.append(" AND theirs.%1$s IS NOT DISTINCT FROM ours.%1$s".formatted(key)));
        StringBuilder different = new StringBuilder();
        counts.forEach(count -> different.append(" OR theirs.%1$s IS DISTINCT FROM ours.%1$s".formatted(count)));
        means.forEach(mean -> different.append(" OR NOT near(theirs.%1$s, ours.%1$s)".formatted(mean)));
        for (int i = 0; i < quantiles.size(); i++) {
            different.append(" OR NOT near(theirs.quantiles[%d], ours.%s)".formatted(i + 1, quantiles.get(i)));
        }
        return number(DIFFERENT.formatted(table, files(ours), join, different));
    }

    private static String files(Path folder) {
        return quoted(folder.resolve("*.parquet"));
    }

    private static String quoted(Path path) {
        return "'" + path.toString().replace("'", "''") + "'";
    }

    private void execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB could not run '" + sql + "': " + e.getMessage(), e);
        }
    }

    private long number(String sql) {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB could not run '" + sql + "': " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB could not be closed: " + e.getMessage(), e);
        }
    }
}
