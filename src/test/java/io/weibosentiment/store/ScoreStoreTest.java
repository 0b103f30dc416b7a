package io.weibosentiment.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.weibosentiment.Columns;
import io.weibosentiment.TestSpark;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreStoreTest {

    private static final Fingerprint ONE = new Fingerprint("aa", "float32", 128);

    private final SparkSession spark = TestSpark.session();

    @TempDir
    Path dir;

    @Test
    void misses_everything_at_first_and_nothing_that_was_kept() {
        ScoreStore store = open(ONE);
        assertThat(store.missing(rows(0, 40)).count()).isEqualTo(40);
        store.append("1", rows(0, 30));
        assertThat(store.missing(rows(0, 40)).count()).isEqualTo(10);
        assertThat(store.scores(rows(0, 40)).count()).isEqualTo(30);
    }

    @Test
    void gives_the_scores_that_were_kept() {
        ScoreStore store = open(ONE);
        store.append("1", rows(0, 20));
        assertThat(store.scores(rows(0, 20)).orderBy(Columns.TEXT_KEY).collectAsList())
                .isEqualTo(rows(0, 20).orderBy(Columns.TEXT_KEY).collectAsList());
    }

    @Test
    void gives_a_text_once_that_two_runs_have_kept() {
        ScoreStore store = open(ONE);
        store.append("1", rows(0, 20));
        store.append("2", rows(10, 30));
        assertThat(store.scores(rows(0, 30)).count()).isEqualTo(30);
    }

    @Test
    void keeps_no_text_without_a_score() {
        ScoreStore store = open(ONE);
        store.append("1", spark.createDataFrame(List.of(RowFactory.create(key(1), null, 3, false)), ScoreStore.SCHEMA));
        assertThat(store.missing(rows(0, 3)).count()).isEqualTo(3);
    }

    @Test
    void keeps_fingerprints_apart() {
        open(ONE).append("1", rows(0, 20));
        for (Fingerprint other : List.of(
                new Fingerprint("ab", "float32", 128),
                new Fingerprint("aa", "bfloat16", 128),
                new Fingerprint("aa", "float32", 64))) {
            assertThat(open(other).missing(rows(0, 20)).count()).as("%s", other).isEqualTo(20);
        }
    }

    @Test
    void misses_the_texts_of_a_damaged_file_once_it_is_set_aside() throws IOException {
        ScoreStore store = open(ONE);
        store.append("1", rows(0, 200));
        Path file = parquet().get(3);
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(60); // a page, not the footer
            bytes.write(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
        }
        Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
        assertThat(store.damaged()).containsExactly(file.toUri().toString().replace("file:///", "file:/"));
        assertThat(store.setDamagedAside()).hasSize(1);
        assertThat(store.damaged()).isEmpty();
        long missing = store.missing(rows(0, 200)).count();
        assertThat(missing).isBetween(1L, 60L);
        assertThat(store.scores(rows(0, 200)).count()).isEqualTo(200 - missing);
    }

    @Test
    void finds_a_file_that_was_cut_short() throws IOException {
        ScoreStore store = open(ONE);
        store.append("1", rows(0, 200));
        Path file = parquet().get(0);
        Files.write(file, java.util.Arrays.copyOf(Files.readAllBytes(file), 100));
        assertThat(store.damaged()).hasSize(1);
    }

    @Test
    void sees_the_files_of_a_store_below_a_folder_that_spark_would_hide() throws IOException {
        String hidden = dir.resolve("_kept").toString();
        ScoreStore store = ScoreStore.open(spark, hidden, ONE, "bundle");
        store.append("1", rows(0, 20));
        assertThat(StoreInventory.of(hidden, new Configuration()).entries())
                .singleElement()
                .satisfies(entry -> assertThat(entry.scores()).isEqualTo(20));
    }

    @Test
    void merges_small_waves_without_losing_a_score() throws IOException {
        ScoreStore store = open(ONE);
        for (int wave = 0; wave < 10; wave++) {
            store.append("w" + wave, rows(10 * wave, 10 * wave + 15));
        }
        long before = parquet().size();
        store.compact("merged");
        assertThat(parquet().size()).isLessThan((int) before / 4);
        assertThat(store.all().count()).isEqualTo(105);
        assertThat(store.missing(rows(0, 105)).count()).isZero();
    }

    @Test
    void tells_what_it_holds_and_drops_what_is_unused() throws IOException {
        open(ONE).append("1", rows(0, 20));
        StoreInventory folder = StoreInventory.of(dir.toString(), new Configuration());
        assertThat(folder.entries()).singleElement().satisfies(entry -> {
            assertThat(entry.fingerprint()).isEqualTo(ONE);
            assertThat(entry.scores()).isEqualTo(20);
            assertThat(entry.bundle()).isEqualTo("bundle");
        });
        assertThat(folder.prune(Duration.ofDays(1), false)).isEmpty();
        assertThat(folder.prune(Duration.ofSeconds(-5), true)).hasSize(1);
        assertThat(folder.entries()).hasSize(1);
        assertThat(folder.prune(Duration.ofSeconds(-5), false)).hasSize(1);
        assertThat(folder.entries()).isEmpty();
    }

    private ScoreStore open(Fingerprint fingerprint) {
        return ScoreStore.open(spark, dir.toString(), fingerprint, "bundle");
    }

    private Dataset<Row> rows(int from, int to) {
        List<Row> rows = IntStream.range(from, to)
                .mapToObj(number -> RowFactory.create(key(number), number / 1000f, number, number % 2 == 0))
                .toList();
        return spark.createDataFrame(rows, ScoreStore.SCHEMA);
    }

    private static String key(int number) {
        return String.format("%x%031d", number % 16, number);
    }

    private List<Path> parquet() throws IOException {
        try (Stream<Path> files = Files.walk(dir)) {
            return files.filter(file -> file.toString().endsWith(".parquet")
                            && !file.toString().contains("/_"))
                    .sorted()
                    .toList();
        }
    }
}
