package io.weibosentiment.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings of Spark that a cluster or a user may have, and that must change no number. */
class SettingsIT {

    private static final Map<String, String> HOSTILE = Map.ofEntries(
            Map.entry("spark.sql.ansi.enabled", "false"),
            Map.entry("spark.sql.caseSensitive", "true"),
            Map.entry("spark.sql.datetime.java8API.enabled", "true"),
            Map.entry("spark.sql.decimalOperations.allowPrecisionLoss", "false"),
            Map.entry("spark.sql.files.ignoreCorruptFiles", "true"),
            Map.entry("spark.sql.files.ignoreMissingFiles", "true"),
            Map.entry("spark.sql.legacy.allowNegativeScaleOfDecimal", "true"),
            Map.entry("spark.sql.legacy.decimal.retainFractionDigitsOnTruncate", "true"),
            Map.entry("spark.sql.legacy.literal.pickMinimumPrecision", "false"),
            Map.entry("spark.sql.legacy.sizeOfNull", "false"),
            Map.entry("spark.sql.legacy.statisticalAggregate", "true"),
            Map.entry("spark.sql.legacy.timeParserPolicy", "LEGACY"),
            Map.entry("spark.sql.parquet.binaryAsString", "true"),
            Map.entry("spark.sql.parquet.datetimeRebaseModeInWrite", "LEGACY"),
            Map.entry("spark.sql.parquet.mergeSchema", "true"),
            Map.entry("spark.sql.parquet.outputTimestampType", "INT96"),
            Map.entry("spark.sql.session.timeZone", "America/New_York"),
            Map.entry("spark.sql.sources.partitionOverwriteMode", "DYNAMIC"),
            Map.entry("spark.sql.sources.useV1SourceList", "csv"),
            Map.entry("spark.sql.timestampType", "TIMESTAMP_NTZ"));

    @TempDir
    private Path folder;

    @Test
    void no_number_depends_on_the_settings_of_the_cluster() throws Exception {
        Path scores = writeScores(folder.resolve("scores.csv"));
        InProcess.of(aggregate(scores, "plain")).endedWith(0);
        underHostileSettings(aggregate(scores, "hostile")).endedWith(0);

        try (Output plain = new Output(folder.resolve("plain"));
                Output hostile = new Output(folder.resolve("hostile"))) {
            hostile.equalsUpTo(plain, 0, List.of("post_window_sentiment", "blogger_window_sentiment", "trajectories"));
            assertThat(plain.tables().count("post_window_sentiment", "sentiment IS NOT NULL"))
                    .isPositive();
        }
    }

    @Test
    void no_setting_makes_a_damaged_file_an_empty_one() throws Exception {
        Path input = Files.createDirectories(folder.resolve("input"));
        Path scores = writeScores(folder.resolve("scores.csv"));
        InProcess.of(aggregate(scores, "plain")).endedWith(0);
        Path table = Files.createDirectories(input.resolve("a"));
        byte[] good = Files.readAllBytes(parquetFile(folder.resolve("plain/post_window_sentiment")));
        Files.write(table.resolve("good.parquet"), good);
        byte[] bad = good.clone();
        for (int i = 10; i < good.length / 3; i++) {
            bad[i] ^= 0x55;
        }
        Files.write(table.resolve("bad.parquet"), bad);

        Finished run = underHostileSettings(aggregate(input, "hostile"));

        assertThat(run.exitCode()).as(run.stderr()).isIn(3, 4);
        assertThat(folder.resolve("hostile/manifest.json")).doesNotExist();
    }

    private static Path parquetFile(Path table) throws IOException {
        try (var files = Files.list(table)) {
            return files.filter(file -> file.toString().endsWith(".parquet"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static Finished underHostileSettings(List<String> arguments) {
        HOSTILE.forEach(System::setProperty);
        try {
            return InProcess.of(arguments);
        } finally {
            HOSTILE.keySet().forEach(System::clearProperty);
        }
    }

    private List<String> aggregate(Path input, String output) {
        return List.of(
                "aggregate",
                "--input",
                input.toString(),
                "--output",
                folder.resolve(output).toString(),
                "--window",
                "day",
                "6h/2h");
    }

    private static Path writeScores(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("blogger_id,post_id,comment_time,post_time,likes,post_likes,sentiment,decided_by");
        for (int i = 0; i < 60; i++) {
            lines.add("b%d,p%d,2025-03-%02d %02d:15:00,2025-03-01 09:30:00,%d,%d,0.%d,%s"
                    .formatted(
                            i % 2,
                            i % 4,
                            1 + i % 9,
                            i % 24,
                            i * 1_000L,
                            i % 4,
                            i,
                            i % 5 == 0 ? "rule:reply" : "model"));
        }
        return Files.write(file, lines);
    }
}
