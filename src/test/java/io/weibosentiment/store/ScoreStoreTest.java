package io.weibosentiment.store;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.weibosentiment.Columns;
import io.weibosentiment.InvalidInputException;
import io.weibosentiment.ScoringEngine;
import io.weibosentiment.TestSpark;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScoreStoreTest {

    private static final ScoringEngine ENGINE = new ScoringEngine("TensorFlow 2.16.1", "AVX2");
    private static final ScoringEngine OTHER = new ScoringEngine("TensorFlow 2.16.1", "AVX512_CORE");
    private static final float TOLERANCE = 1e-3f;

    private static final Fingerprint ONE = fingerprint("aa", "float32", 128);

    private final SparkSession spark = TestSpark.session();

    private final Clock clock = Clock.fixed(Instant.parse("2025-03-04T10:00:00Z"), ZoneOffset.UTC);

    @TempDir
    Path dir;

    @Test
    void misses_everything_at_first_and_nothing_that_was_kept() {
        ScoreStore store = open(ONE);
        assertThat(missing(store, rows(0, 40))).isEqualTo(40);
        keep(store, "1", rows(0, 30));
        assertThat(missing(store, rows(0, 40))).isEqualTo(10);
        assertThat(store.scores(rows(0, 40)).count()).isEqualTo(30);
    }

    @Test
    void gives_the_scores_that_were_kept() {
        ScoreStore store = open(ONE);
        keep(store, "1", rows(0, 20));
        assertThat(store.scores(rows(0, 20)).orderBy(Columns.TEXT_KEY).collectAsList())
                .isEqualTo(rows(0, 20).orderBy(Columns.TEXT_KEY).collectAsList());
    }

    @Test
    void gives_a_text_once_that_two_runs_have_kept() {
        ScoreStore store = open(ONE);
        keep(store, "1", rows(0, 20));
        keep(store, "2", rows(10, 30));
        assertThat(store.scores(rows(0, 30)).count()).isEqualTo(30);
    }

    @Test
    void keeps_no_text_without_a_score() {
        ScoreStore store = open(ONE);
        keep(store, "1", spark.createDataFrame(List.of(RowFactory.create(key(1), null, 3, false)), ScoreStore.SCHEMA));
        assertThat(missing(store, rows(0, 3))).isEqualTo(3);
    }

    @Test
    void large_store_gives_what_a_small_one_does() {
        ScoreStore small = open(ONE);
        keep(small, "1", rows(0, 300));
        keep(small, "2", rows(200, 500));
        ScoreStore large = small.largeFrom(1);

        assertThat(small.isLarge()).isFalse();
        assertThat(large.isLarge()).isTrue();
        assertThat(large.scores(rows(250, 700)).orderBy(Columns.TEXT_KEY).collectAsList())
                .isEqualTo(rows(250, 500).orderBy(Columns.TEXT_KEY).collectAsList());
        assertThat(large.scores(rows(500, 600)).count()).isZero();
        assertThat(large.scores(rows(0, 0)).count()).isZero();
    }

    @Test
    void keyed_and_unkeyed_texts_have_stores_of_their_own() {
        Fingerprint keyed = new Fingerprint("aa", "float32", 128, OptionalInt.of(3), "0123456789abcdef");
        keep(open(ONE), "1", rows(0, 20));

        assertThat(missing(open(keyed), rows(0, 20))).isEqualTo(20);
        assertThat(keyed.id()).isNotEqualTo(ONE.id());
        assertThat(new Fingerprint("aa", "float32", 128, OptionalInt.of(3), "fedcba9876543210").id())
                .isNotEqualTo(keyed.id());
    }

    @Test
    void many_tasks_write_a_large_wave_though_its_keys_begin_alike() throws IOException {
        ScoreStore store = open(ONE);
        Dataset<Row> alike = rows(0, 1600).where(col(Columns.TEXT_KEY).startsWith("a"));
        store.append("1", alike, 2_000_000);

        assertThat(parquet()).hasSize(5).allMatch(file -> file.getParent().endsWith("bucket=a"));
        assertThat(store.scores(alike).count()).isEqualTo(100);
    }

    @Test
    void keeps_fingerprints_apart() {
        keep(open(ONE), "1", rows(0, 20));
        for (Fingerprint other : List.of(
                fingerprint("ab", "float32", 128),
                fingerprint("aa", "bfloat16", 128),
                fingerprint("aa", "float32", 64))) {
            assertThat(missing(open(other), rows(0, 20))).as("%s", other).isEqualTo(20);
        }
    }

    @Test
    void misses_the_texts_of_a_damaged_file_once_it_is_set_aside() throws IOException {
        ScoreStore store = open(ONE);
        keep(store, "1", rows(0, 200));
        Path file = parquet().get(3);
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(60); // a page, not the footer
            bytes.write(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
        }
        Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
        assertThat(store.damaged()).containsExactly(file.toUri().toString().replace("file:///", "file:/"));
        assertThat(store.setDamagedAside()).hasSize(1);
        assertThat(store.damaged()).isEmpty();
        long missing = missing(store, rows(0, 200));
        assertThat(missing).isBetween(1L, 60L);
        assertThat(store.scores(rows(0, 200)).count()).isEqualTo(200 - missing);
    }

    @Test
    void finds_a_file_that_was_cut_short() throws IOException {
        ScoreStore store = open(ONE);
        keep(store, "1", rows(0, 200));
        Path file = parquet().get(0);
        Files.write(file, java.util.Arrays.copyOf(Files.readAllBytes(file), 100));
        assertThat(store.damaged()).hasSize(1);
    }

    @Test
    void takes_no_file_for_damaged_that_another_run_has_merged_meanwhile() throws IOException {
        ScoreStore store = open(ONE);
        keep(store, "1", rows(0, 30));
        org.apache.hadoop.fs.Path gone = new org.apache.hadoop.fs.Path(store.place(), "wave=0/bucket=a/gone.parquet");

        assertThat(ParquetIntegrity.isWhole(gone, new Configuration())).isTrue();
        new ParquetIntegrity(spark, gone.getFileSystem(new Configuration()))
                .setAside(gone, new org.apache.hadoop.fs.Path(store.place()).getParent());
        assertThat(store.damaged()).isEmpty();
    }

    @Test
    void sees_the_files_of_a_store_below_a_folder_that_spark_would_hide() throws IOException {
        String hidden = dir.resolve("_kept").toString();
        ScoreStore store = ScoreStore.open(spark, hidden, ONE, use(ENGINE));
        keep(store, "1", rows(0, 20));
        assertThat(StoreInventory.of(hidden, new Configuration(), clock).entries())
                .singleElement()
                .satisfies(entry -> assertThat(entry.scores()).isEqualTo(20));
    }

    @Test
    void merges_small_waves_without_losing_a_score() throws IOException {
        ScoreStore store = open(ONE);
        for (int wave = 0; wave < 10; wave++) {
            keep(store, "w" + wave, rows(10 * wave, 10 * wave + 15));
        }
        keep(store, "w10", moved(rows(0, 20), TOLERANCE / 2));
        long before = parquet().size();
        store.compact("merged");
        assertThat(parquet().size()).isLessThan((int) before / 4);
        assertThat(sorted(store.all().drop(StoreLayout.WAVE, StoreLayout.BUCKET)))
                .isEqualTo(sorted(rows(0, 105)));
        assertThat(store.reproducibleWaves()).containsExactly("merged");
        assertThat(missing(store, rows(0, 105))).isZero();
    }

    @Test
    void tells_what_it_holds_and_drops_what_is_unused() throws IOException {
        keep(open(ONE), "1", rows(0, 20));
        StoreInventory folder = StoreInventory.of(dir.toString(), new Configuration(), clock);
        assertThat(folder.entries()).singleElement().satisfies(entry -> {
            assertThat(entry.fingerprint()).isEqualTo(ONE);
            assertThat(entry.scores()).isEqualTo(20);
            assertThat(entry.bundle()).isEqualTo("bundle");
        });
        assertThat(folder.unused(Duration.ofDays(1))).isEmpty();
        StoreInventory later =
                StoreInventory.of(dir.toString(), new Configuration(), Clock.offset(clock, Duration.ofDays(2)));
        assertThat(later.unused(Duration.ofDays(1))).isEqualTo(folder.entries());
        later.delete(later.entries().get(0));
        assertThat(folder.entries()).isEmpty();
    }

    @Test
    void takes_the_smaller_of_two_scores_in_whatever_order_they_were_kept() {
        Dataset<Row> greater = moved(rows(0, 20), TOLERANCE / 2);
        ScoreStore store = open(ONE);
        keep(store, "1", greater);
        keep(store, "2", rows(0, 20));
        keep(store, "3", greater);
        assertThat(sorted(store.scores(rows(0, 20)))).isEqualTo(sorted(rows(0, 20)));
    }

    @Test
    void compares_to_the_bit_with_what_the_same_engine_kept() throws IOException {
        ScoreStore store = open(ONE);
        keep(store, "1", rows(0, 20));
        assertThat(compared(ENGINE, rows(0, 20))).isEqualTo(new ScoreComparison(20, 20, 0, 0, 0, TOLERANCE));
        ScoreComparison moved = compared(ENGINE, moved(rows(0, 20), TOLERANCE / 2));
        assertThat(moved.beyond()).isEqualTo(20);
        assertThat(moved.largest()).isEqualTo(TOLERANCE / 2, within(1e-6));
        assertThat(moved.isSound()).isFalse();
    }

    @Test
    void compares_within_the_tolerance_with_what_another_engine_kept_or_an_unknown_one() throws IOException {
        keep(open(ONE), "1", rows(0, 20));
        keep(
                ScoreStore.open(spark, dir.toString(), ONE, new StoreUse("bundle", Set.of(), clock.instant())),
                "2",
                rows(20, 30));
        Dataset<Row> within = moved(rows(0, 30), TOLERANCE / 2);
        assertThat(compared(OTHER, within).within()).isEqualTo(30);
        assertThat(compared(OTHER, within).isSound()).isTrue();
        assertThat(compared(ENGINE, within).within()).isEqualTo(10);
        assertThat(compared(OTHER, moved(rows(0, 30), TOLERANCE * 2)).beyond()).isEqualTo(30);
    }

    @Test
    void counts_texts_whose_kept_scores_differ_by_more_than_engines_do() {
        ScoreStore store = open(ONE);
        keep(store, "1", rows(0, 20));
        keep(store, "2", moved(rows(0, 10), TOLERANCE / 2));
        ScoreAudit audit = new ScoreAudit(store, TOLERANCE);
        assertThat(audit.conflicting(rows(0, 20))).isZero();
        keep(store, "3", moved(rows(5, 15), TOLERANCE * 2));
        assertThat(audit.conflicting(rows(0, 20))).isEqualTo(10);
    }

    @Test
    void merges_waves_of_two_engines_into_one_that_neither_reproduces() throws IOException {
        ScoreStore store = open(ONE);
        for (int wave = 0; wave < 8; wave++) {
            keep(store, "w" + wave, rows(wave, wave + 1));
        }
        ScoreStore other = ScoreStore.open(spark, dir.toString(), ONE, use(OTHER));
        keep(other, "w8", rows(8, 9));
        assertThat(store.reproducibleWaves()).hasSize(8);
        assertThat(other.reproducibleWaves()).containsExactly("w8");
        other.compact("merged");
        assertThat(other.all().count()).isEqualTo(9);
        assertThat(other.reproducibleWaves()).isEmpty();
        assertThat(store.reproducibleWaves()).isEmpty();
    }

    @Test
    void refuses_a_newer_format_and_leaves_it_as_it_is() throws IOException {
        keep(open(ONE), "1", rows(0, 20));
        Path facts = dir.resolve("fingerprint=" + ONE.id()).resolve("_fingerprint.json");
        String newer = Files.readString(facts).replace("\"format\" : 1", "\"format\" : 2");
        Files.writeString(facts, newer);
        StoreInventory inventory = StoreInventory.of(dir.toString(), new Configuration(), clock);
        for (ThrowingCallable opening : List.<ThrowingCallable>of(() -> open(ONE), inventory::entries)) {
            assertThatThrownBy(opening)
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("_fingerprint.json has format 2; this version reads formats up to 1:"
                            + " use a newer version of weibo-sentiment");
        }
        assertThat(facts).hasContent(newer);
    }

    @Test
    void sets_a_damaged_file_aside_when_reading_fails_on_it() throws IOException {
        ScoreStore store = open(ONE);
        keep(store, "1", rows(0, 200));
        Path file = parquet().get(0);
        Files.write(file, java.util.Arrays.copyOf(Files.readAllBytes(file), 100));
        assertThatThrownBy(() -> store.reading(() -> store.scores(rows(0, 200)).collectAsList()))
                .isInstanceOfSatisfying(
                        StoreChangedException.class,
                        changed -> assertThat(changed.damaged())
                                .singleElement()
                                .asString()
                                .endsWith(file.getFileName().toString()));
        assertThat(store.reading(() -> store.scores(rows(0, 200)).count())).isLessThan(200);
    }

    @Test
    void knows_that_files_are_gone_when_reading_fails_on_it() throws IOException {
        ScoreStore store = open(ONE);
        keep(store, "1", rows(0, 200));
        Dataset<Row> scores = store.scores(rows(0, 200));
        scores.queryExecution().executedPlan(); // lists the files
        Files.delete(parquet().get(0));
        assertThatThrownBy(() -> store.reading(scores::collectAsList))
                .isInstanceOfSatisfying(
                        StoreChangedException.class,
                        changed -> assertThat(changed.damaged()).isEmpty());
    }

    @Test
    void lets_a_failure_pass_that_its_files_do_not_explain() {
        ScoreStore store = open(ONE);
        keep(store, "1", rows(0, 20));
        Dataset<Row> failing = store.scores(rows(0, 20))
                .where("raise_error(concat('no fault of fingerprint=" + ONE.id() + "', text_key)) IS NULL");
        assertThatThrownBy(() -> store.reading(failing::collectAsList))
                .isNotInstanceOf(StoreChangedException.class)
                .hasStackTraceContaining("no fault of");
    }

    @ParameterizedTest
    @CsvSource({
        "a984e6db55a94c7d9e3f65efc7512b25c50d1d9c43971636e59d70defaac1b14, float32, 64, , f5fa2692ac08f2b65419c26c",
        "a984e6db55a94c7d9e3f65efc7512b25c50d1d9c43971636e59d70defaac1b14, float32, 64, 3, f5fa2692ac08f2b65419c26c",
        "a984e6db55a94c7d9e3f65efc7512b25c50d1d9c43971636e59d70defaac1b14, float32, 64, 4, 206b369d3348d30d7a41cd00",
        "a984e6db55a94c7d9e3f65efc7512b25c50d1d9c43971636e59d70defaac1b14, float32, 64, 5, dbd50731f598778e8262f554",
        "aa, bfloat16, 128, 3, 9647a1030d81a1f44c514b32",
    })
    void id_never_changes(String model, String precision, int maxTokens, Integer graph, String id) {
        OptionalInt version = graph == null ? OptionalInt.empty() : OptionalInt.of(graph);
        assertThat(new Fingerprint(model, precision, maxTokens, version, "").id())
                .isEqualTo(id);
    }

    private ScoreComparison compared(ScoringEngine engine, Dataset<Row> again) throws IOException {
        ScoreAudit audit = new ScoreAudit(ScoreStore.open(spark, dir.toString(), ONE, use(engine)), TOLERANCE);
        return audit.compare(audit.kept(again), again);
    }

    private static void keep(ScoreStore store, String wave, Dataset<Row> scores) {
        store.append(wave, scores, scores.count());
    }

    private static long missing(ScoreStore store, Dataset<Row> texts) {
        return texts.count() - store.scores(texts).count();
    }

    private static List<Row> sorted(Dataset<Row> rows) {
        return rows.orderBy(Columns.TEXT_KEY).collectAsList();
    }

    private static Dataset<Row> moved(Dataset<Row> rows, float by) {
        return rows.withColumn(
                Columns.SENTIMENT, col(Columns.SENTIMENT).plus(lit(by)).cast(DataTypes.FloatType));
    }

    private static Fingerprint fingerprint(String model, String precision, int maxTokens) {
        return new Fingerprint(model, precision, maxTokens, OptionalInt.of(3), "");
    }

    private StoreUse use(ScoringEngine engine) {
        return new StoreUse("bundle", Set.of(engine), clock.instant());
    }

    private ScoreStore open(Fingerprint fingerprint) {
        return ScoreStore.open(spark, dir.toString(), fingerprint, use(ENGINE));
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
