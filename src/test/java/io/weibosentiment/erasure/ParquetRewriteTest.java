package io.weibosentiment.erasure;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;

import io.weibosentiment.Columns;
import io.weibosentiment.TestSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParquetRewriteTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"zstd", "snappy", "gzip", "none"})
    void only_files_concerned_change_and_every_other_row_keeps_its_values(String codec) throws IOException {
        String table = folder.resolve("表 1").toString();
        rows().write().option("compression", codec).parquet(table);
        List<Path> files = parquet(table);
        assertThat(files).hasSize(4);
        ErasedRows erased = ErasedRows.of(
                TestSpark.session(),
                ErasedIds.of(
                        new byte[] {1},
                        List.of(new ErasedId(IdKind.COMMENT, "7"), new ErasedId(IdKind.COMMENT, "23")),
                        Optional.empty()));
        Dataset<Row> before = TestSpark.session().read().parquet(table);
        List<Row> expected = before.where(
                        col(Columns.COMMENT_ID).isin("7", "23").equalTo(false))
                .orderBy(Columns.LIKES)
                .collectAsList();
        List<byte[]> contents = contents(files);

        ConcernedFiles found = ConcernedFiles.of(before, erased.isErased(before));
        long changed = ParquetRewrite.rewrite(TestSpark.session(), found.paths(), erased.removed());

        assertThat(found.rows()).isEqualTo(2);
        assertThat(changed).isEqualTo(2);
        Dataset<Row> after = TestSpark.session().read().parquet(table);
        assertThat(after.schema()).isEqualTo(before.schema());
        assertThat(after.orderBy(Columns.LIKES).collectAsList()).isEqualTo(expected);
        assertThat(parquet(table)).isEqualTo(files);
        List<byte[]> now = contents(files);
        long same = 0;
        for (int i = 0; i < files.size(); i++) {
            same += java.util.Arrays.equals(contents.get(i), now.get(i)) ? 1 : 0;
        }
        assertThat(same).isEqualTo(2);
        assertThat(all(table)).noneMatch(file -> file.getFileName().toString().contains("replacement"));
        assertThat(ConcernedFiles.of(after, erased.isErased(after)).paths()).isEmpty();
    }

    private static Dataset<Row> rows() {
        return TestSpark.session()
                .range(0, 40, 1, 4)
                .select(
                        col("id").cast(DataTypes.StringType).as(Columns.COMMENT_ID),
                        col("id").as(Columns.LIKES),
                        when(col("id").mod(3).equalTo(0), lit("文字")).as(Columns.TEXT),
                        timestamp_micros(col("id").multiply(1_234_567)).as(Columns.COMMENT_TIME),
                        col("id").divide(7).cast(DataTypes.FloatType).as(Columns.SENTIMENT),
                        col("id").mod(2).equalTo(0).as(Columns.TRUNCATED),
                        array(col("id").cast(DataTypes.FloatType), lit(0.5f)).as(Columns.PROBABILITIES),
                        map(lit("a"), col("id").cast(DataTypes.DoubleType)).as(Columns.LABEL_SHARES),
                        struct(
                                        col("id").as("x"),
                                        lit(null).cast(DataTypes.StringType).as("y"))
                                .as("nested"));
    }

    private static List<Path> all(String table) throws IOException {
        try (Stream<Path> all = Files.list(Path.of(table))) {
            return all.sorted().toList();
        }
    }

    private static List<Path> parquet(String table) throws IOException {
        return all(table).stream()
                .filter(file -> file.toString().endsWith(".parquet"))
                .toList();
    }

    private static List<byte[]> contents(List<Path> files) throws IOException {
        List<byte[]> contents = new ArrayList<>();
        for (Path file : files) {
            contents.add(Files.readAllBytes(file));
        }
        return contents;
    }
}
