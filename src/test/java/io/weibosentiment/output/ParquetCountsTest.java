package io.weibosentiment.output;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weibosentiment.TestSpark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParquetCountsTest {

    private static final int ROWS = 100;

    private final SparkSession spark = TestSpark.session();

    @TempDir
    Path dir;

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 40}) // footers of 40 files are read in tasks
    void counts_the_rows_and_those_with_a_value(int files) throws IOException {
        rows().repartition(files).write().parquet(folder());

        ParquetCounts counts = counts();

        assertThat(counts.rows()).isEqualTo(ROWS);
        assertThat(counts.with("id")).isEqualTo(ROWS);
        assertThat(counts.with("third")).isEqualTo(34);
    }

    @Test
    void counts_no_rows() throws IOException {
        rows().limit(0).write().parquet(folder());
        assertThat(counts().rows()).isZero();
        assertThat(counts().with("third")).isZero();
    }

    @Test
    void counts_all_parts_of_a_table_and_nothing_that_readers_do_not_see() throws IOException {
        rows().write().parquet(folder() + "/window=day");
        rows().write().parquet(folder() + "/window=week");
        rows().write().parquet(folder() + "/_temporary/0");
        assertThat(counts().rows()).isEqualTo(2 * ROWS);
    }

    @Test
    void refuses_to_guess() throws IOException {
        rows().write().parquet(folder());
        assertThatThrownBy(() -> counts().with("other")).hasMessageContaining("other");
        Files.createDirectories(dir.resolve("empty"));
        assertThatThrownBy(() -> ParquetCounts.in(spark, local(), new org.apache.hadoop.fs.Path(dir + "/empty")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("no Parquet file");
    }

    private Dataset<Row> rows() {
        return spark.range(ROWS).withColumn("third", when(col("id").mod(3).equalTo(0), lit("x")));
    }

    private String folder() {
        return dir.resolve("[1] table").toString();
    }

    private ParquetCounts counts() throws IOException {
        return ParquetCounts.in(spark, local(), new org.apache.hadoop.fs.Path(folder()));
    }

    private static FileSystem local() throws IOException {
        return FileSystem.getLocal(new Configuration());
    }
}
