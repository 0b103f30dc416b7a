package io.weibosentiment.config;

import static io.weibosentiment.config.Key.key;

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
 * @param ifChanged whether nothing is done where the current run has the tables that this one would make
 * @param failOnRejected whether a run that could not use some rows says so in its exit code
 * @param catalog the database of Spark's catalog whose tables follow the current run; empty: none
 * @param report whether a page of the run is made beside its tables
 * @param reportLanguage the page's language, {@code zh} or {@code en}; {@code auto}: by the locale
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
        boolean ifChanged,
        boolean failOnRejected,
        Optional<String> catalog,
        boolean report,
        String reportLanguage) {

    public static final Key<String> DIR =
            key("output.dir").text().flag("--output", "DIR", "The folder to write the tables to.");

    public static final Key<Boolean> TEXT = key("output.text").trueOrFalse();

    public static final Key<Boolean> USERS = key("output.users").trueOrFalse();

    public static final Key<Optional<String>> KEY_FILE = key("output.key-file").optionalText();

    public static final Key<String> COMPRESSION =
            key("output.compression").oneOf(List.of("zstd", "snappy", "gzip", "none"));

    public static final Key<Long> ROWS_PER_FILE =
            key("output.rows-per-file").longInteger().atLeast(1L);

    public static final Key<Integer> KEEP_RUNS =
            key("output.keep-runs").integer().atLeast(1);

    public static final Key<Integer> REJECTED_DAYS =
            key("output.rejected-days").integer().atLeast(0, "days");

    public static final Key<Integer> WAIT_MINUTES = key("output.wait-minutes")
            .integer()
            .atLeast(0, "minutes")
            .flag("--wait", "MINUTES", "How long to wait for another run that holds the output folder.");

    public static final Key<Integer> LEASE_SECONDS =
            key("output.lease-seconds").integer().atLeast(1, "second");

    public static final Key<Boolean> IF_CHANGED = key("output.if-changed")
            .trueOrFalse()
            .flag(
                    "--if-changed",
                    "Does nothing if files, configuration, model and program are those of the current run.");

    public static final Key<Boolean> FAIL_ON_REJECTED = key("output.fail-on-rejected")
            .trueOrFalse()
            .flag(
                    "--fail-on-rejected",
                    "Ends with exit code 5 if any row could not be used; the tables are published all the same.");

    public static final Key<Optional<String>> CATALOG = key("output.catalog").optionalText();

    public static final Key<Boolean> REPORT = key("output.report").trueOrFalse();

    public static final Key<String> REPORT_LANGUAGE = key("output.report-language")
            .oneOf(List.of("auto", "zh", "en"))
            .flag("--language", "LANGUAGE", "The language of the page: zh or en; auto goes by the locale.");

    static OutputConfig of(Key.Values values) {
        return new OutputConfig(
                values.get(DIR),
                values.get(TEXT),
                values.get(USERS),
                values.get(KEY_FILE),
                values.get(COMPRESSION),
                values.get(ROWS_PER_FILE),
                values.get(KEEP_RUNS),
                values.get(REJECTED_DAYS),
                values.get(WAIT_MINUTES),
                values.get(LEASE_SECONDS),
                values.get(IF_CHANGED),
                values.get(FAIL_ON_REJECTED),
                values.get(CATALOG),
                values.get(REPORT),
                values.get(REPORT_LANGUAGE));
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
