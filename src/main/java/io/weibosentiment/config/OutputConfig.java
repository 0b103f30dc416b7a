package io.weibosentiment.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where tables go and what they keep.
 *
 * @param dir the folder, on any Hadoop file system; empty where a command writes no tables
 * @param text whether comment_scores keeps raw and cleaned text
 * @param users whether comment_scores keeps users as keyed hashes
 * @param keyFile the file with the key of the users' hashes; empty: the environment
 * @param compression Parquet's codec
 * @param rowsPerFile most rows of one Parquet file
 * @param keepRuns how many of the latest runs are kept
 * @param rejectedDays days that rejected rows, which hold raw text, are kept; 0: as long as their run
 * @param waitMinutes how long to wait for another run that holds the folder
 * @param leaseSeconds how long a run may be silent before another takes it for dead
 * @param failOnRejected whether a run that could not use some rows says so in its exit code
 */
public record OutputConfig(
        String dir,
        boolean text,
        boolean users,
        Optional<String> keyFile,
        String compression,
        long rowsPerFile,
        int keepRuns,
        int rejectedDays,
        int waitMinutes,
        int leaseSeconds,
        boolean failOnRejected) {

    private static final List<String> COMPRESSIONS = List.of("zstd", "snappy", "gzip", "none");
    private static final int USUAL_RUNS = 7;
    private static final int USUAL_LEASE_SECONDS = 120;

    public OutputConfig {
        Problems checks = new Problems();
        checks.that(
                COMPRESSIONS.contains(compression),
                "output.compression",
                "'" + compression + "'",
                String.join(", ", COMPRESSIONS));
        checks.that(rowsPerFile >= 1, "output.rows-per-file", rowsPerFile, "at least 1");
        checks.that(keepRuns >= 1, "output.keep-runs", keepRuns, "at least 1");
        checks.that(rejectedDays >= 0, "output.rejected-days", rejectedDays, "0 or more days");
        checks.that(waitMinutes >= 0, "output.wait-minutes", waitMinutes, "0 or more minutes");
        checks.that(leaseSeconds >= 1, "output.lease-seconds", leaseSeconds, "at least 1 second");
        checks.done();
    }

    /** With the usual ways to keep runs, to wait for others and to end. */
    public OutputConfig(
            String dir, boolean text, boolean users, Optional<String> keyFile, String compression, long rowsPerFile) {
        this(dir, text, users, keyFile, compression, rowsPerFile, USUAL_RUNS, 0, 0, USUAL_LEASE_SECONDS, false);
    }

    /** How long to wait for another run. */
    public Duration waiting() {
        return Duration.ofMinutes(waitMinutes);
    }

    /** How long a run may be silent before another takes it for dead. */
    public Duration leaseExpires() {
        return Duration.ofSeconds(leaseSeconds);
    }
}
