package io.weibosentiment.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompactionTest {

    private static final long MB = 1L << 20;

    @TempDir
    private Path folder;

    private Compaction compaction;

    @BeforeEach
    void open() throws IOException {
        compaction = new Compaction(
                FileSystem.getLocal(new Configuration()),
                new org.apache.hadoop.fs.Path(folder.toString()),
                Instant.now());
    }

    @Test
    void merges_all_small_waves_once_there_are_more_than_eight() throws IOException {
        for (int wave = 1; wave <= 8; wave++) {
            write("w" + wave, wave);
        }
        assertThat(compaction.waves()).isEmpty();
        write("w9", 9);
        write("large", 1024);
        assertThat(compaction.waves()).containsExactly("w1", "w2", "w3", "w4", "w5", "w6", "w7", "w8", "w9");
    }

    @Test
    void merges_the_smallest_and_no_more_than_make_a_large_one() throws IOException {
        for (int wave = 10; wave < 30; wave++) {
            write("w" + wave, 400 - wave);
        }
        assertThat(compaction.waves()).isEqualTo(List.of("w29", "w28", "w27"));
    }

    /** A wave of as many megabytes, none of which is on the disk. */
    private void write(String wave, long megabytes) throws IOException {
        Path bucket = Files.createDirectories(folder.resolve("wave=" + wave + "/bucket=0"));
        try (RandomAccessFile file =
                new RandomAccessFile(bucket.resolve("part.parquet").toFile(), "rw")) {
            file.setLength(megabytes * MB);
        }
        Files.createFile(folder.resolve("wave=" + wave + "/_SUCCESS"));
    }
}
