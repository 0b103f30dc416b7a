package io.weibosentiment.inference;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.sum;
import static org.assertj.core.api.Assertions.assertThat;

import io.weibosentiment.Columns;
import io.weibosentiment.TestSpark;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextLengthsTest {

    @ParameterizedTest
    @CsvSource({
        "0, 12, 8, 1",
        "1, 8, 8, 1",
        "300, 14, 8, 8",
        "50000, 12, 2, 7",
        "50000, 12, 8, 8",
        "1000000, 14, 2, 8",
        "10000000, 14, 8, 80",
    })
    void divides_work_by_cores_and_size(long texts, int characters, int cores, int partitions) {
        List<Long> byLength = new ArrayList<>(Collections.nCopies(512 + 1, 0L));
        byLength.set(characters, texts);
        assertThat(new TextLengths(byLength).partitions(cores)).isEqualTo(partitions);
    }

    @Test
    void counts_characters_that_the_model_will_see() {
        StructType schema = new StructType()
                .add(Columns.TEXT_KEY, DataTypes.StringType)
                .add(Columns.CLEANED_TEXT, DataTypes.StringType);
        Dataset<Row> texts = TestSpark.session()
                .createDataFrame(
                        List.of(RowFactory.create("a", "好看"), RowFactory.create("b", "x".repeat(9_000))), schema);
        assertThat(TextLengths.of(texts, 128).texts()).isEqualTo(2);
        assertThat(TextLengths.of(texts, 128).work()).isEqualTo(2 + 2 + 128 + 2);
        assertThat(TextLengths.of(texts.limit(0), 128).work()).isZero();
    }

    @Test
    void cuts_the_texts_into_parts_of_equal_work_and_few_lengths() {
        Dataset<Row> texts = TestSpark.session()
                .range(20_000)
                .selectExpr(
                        "sha2(cast(id AS string), 256) AS text_key",
                        "repeat('字', cast(60 * pow(rand(3), 3) AS int)) AS cleaned_text");
        TextLengths workload = TextLengths.of(texts, 512);
        Dataset<Row> parts = texts.select(
                        workload.partition(8).as("part"),
                        length(col(Columns.CLEANED_TEXT)).as("length"))
                .groupBy("part")
                .agg(sum(col("length").plus(2)), countDistinct("length"));
        assertThat(parts.collectAsList())
                .hasSize(8)
                .allSatisfy(part -> assertThat(part.getLong(1))
                        .isBetween((long) (0.95 * workload.work() / 8), (long) (1.05 * workload.work() / 8)))
                .extracting(part -> part.getInt(0))
                .containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7);
        long lengths = parts.collectAsList().stream()
                .mapToLong(part -> part.getLong(2))
                .sum();
        assertThat(lengths).isLessThanOrEqualTo(60 + 8);
    }
}
