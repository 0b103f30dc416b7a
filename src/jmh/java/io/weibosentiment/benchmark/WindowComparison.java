package io.weibosentiment.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Our tables of windows beside DuckDB's, of the same rows.
 *
 * @param comments how many comments are in them
 * @param ours comments per second of ours
 * @param duckDb comments per second of DuckDB; empty if it was not measured
 * @param times how many times as long ours takes; empty if it was not measured
 * @param reason why it was not measured; empty if it was
 */
record WindowComparison(long comments, double ours, Optional<Double> duckDb, Optional<Double> times, String reason) {

    private static final String OURS = "ours";
    private static final String DUCKDB = "DuckDB";

    /** Measures both in turns, {@code repeats} times after a first time that does not count. */
    static WindowComparison measure(OurWindows ours, Path folder, int threads, int repeats) throws IOException {
        Rounds rounds = new Rounds();
        long comments = ours.rows().count();
        rounds.add(OURS, comments, ours::seconds);
        DuckDbWindows opened;
        try {
            Path output = Files.createDirectories(folder.resolve("duckdb"));
            opened = DuckDbWindows.open(ours.rows().folder(), output, threads);
        } catch (SQLException | LinkageError e) {
            rounds.run(repeats);
            return alone(rounds, comments, "there is no DuckDB: " + e.getMessage());
        }
        try (DuckDbWindows duckDb = opened) {
            rounds.add(DUCKDB, comments, duckDb::seconds);
            rounds.run(repeats);
            long differences = duckDb.differences(ours);
            if (differences > 0) {
                return alone(
                        rounds,
                        comments,
                        differences + " rows of the two sides' tables differ; DuckDB has " + duckDb.posts()
                                + " rows of posts");
            }
            // The longer, the fewer comments per second.
            return new WindowComparison(
                    comments, rounds.rate(OURS).orElseThrow(), rounds.rate(DUCKDB), rounds.ratio(DUCKDB, OURS), "");
        }
    }

    private static WindowComparison alone(Rounds rounds, long comments, String reason) {
        return new WindowComparison(
                comments, rounds.rate(OURS).orElseThrow(), Optional.empty(), Optional.empty(), reason);
    }
}
