package io.weibosentiment.inference;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import io.weibosentiment.Columns;
import io.weibosentiment.TestSpark;
import io.weibosentiment.text.TextKey;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextScoresTest {

    private static final int TEXTS = 2000;

    private final SparkSession spark = TestSpark.session();

    @TempDir
    Path dir;

    @Test
    void waves_share_out_every_text_by_its_key() {
        Dataset<Row> texts = texts();
        List<Double> ends = List.of(0.0, 0.013, 0.25, 1.0 / 3, 0.999, 1.0);

        List<Long> waves = IntStream.range(1, ends.size())
                .mapToObj(wave -> texts.where(KeyRange.between(ends.get(wave - 1), ends.get(wave)))
                        .count())
                .toList();

        assertThat(waves.stream().mapToLong(Long::longValue).sum()).isEqualTo(TEXTS);
        assertThat(waves.get(1)).isBetween(TEXTS * 20L / 100, TEXTS * 28L / 100);
        assertThat(waves.get(3)).isBetween(TEXTS * 60L / 100, TEXTS * 73L / 100);
    }

    @Test
    void a_wave_begins_at_the_key_where_the_one_before_it_ends() {
        Dataset<Row> ends = spark.createDataset(
                        List.of("00000000", "3fffffffffffffff", "4000000000000000", "ffffffffffffffff"),
                        Encoders.STRING())
                .toDF(Columns.TEXT_KEY);
        assertThat(keys(ends.where(KeyRange.between(0, 0.25)))).containsExactly("00000000", "3fffffffffffffff");
        assertThat(keys(ends.where(KeyRange.between(0.25, 1)))).containsExactly("4000000000000000", "ffffffffffffffff");
    }

    @Test
    void a_wave_is_a_filter_that_parquet_can_skip_pages_by() {
        String folder = dir.resolve("missing").toString();
        texts().write().parquet(folder);
        String plan = spark.read()
                .parquet(folder)
                .where(KeyRange.between(0.25, 0.5))
                .queryExecution()
                .executedPlan()
                .toString();
        assertThat(plan).contains("GreaterThanOrEqual(text_key,40000000)", "LessThan(text_key,80000000)");
    }

    @Test
    void takes_each_text_once_and_none_that_a_rule_decided() {
        Dataset<Row> twice = texts().union(texts());
        Dataset<Row> byRule =
                twice.limit(1).withColumn(Columns.TEXT_KEY, lit(null).cast(DataTypes.StringType));
        Dataset<Row> distinct = TextScores.distinct(twice.union(byRule));
        assertThat(distinct.count()).isEqualTo(TEXTS);
        assertThat(distinct.where(col(Columns.TEXT_KEY).isNull()).count()).isZero();
    }

    private Dataset<Row> texts() {
        List<Row> rows = IntStream.range(0, TEXTS)
                .mapToObj(number -> RowFactory.create(TextKey.of("好看 " + number), "好看 " + number))
                .toList();
        return spark.createDataFrame(
                rows,
                new StructType()
                        .add(Columns.TEXT_KEY, DataTypes.StringType)
                        .add(Columns.CLEANED_TEXT, DataTypes.StringType));
    }

    private static List<String> keys(Dataset<Row> rows) {
        return rows.as(Encoders.STRING()).collectAsList();
    }
}
