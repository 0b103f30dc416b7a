package io.weibosentiment.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.weibosentiment.Columns;
import io.weibosentiment.TestSpark;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkloadTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0, 8, 1",
        "1, 10, 8, 1",
        "300, 5000, 8, 8",
        "50000, 700000, 2, 7",
        "50000, 700000, 8, 8",
        "1000000, 16000000, 2, 8",
        "10000000, 160000000, 8, 80",
    })
    void divides_work_by_cores_and_size(long texts, long work, int cores, int partitions) {
        assertThat(new Workload(texts, work).partitions(cores)).isEqualTo(partitions);
    }

    @Test
    void counts_characters_that_the_model_will_see() {
        StructType schema = new StructType()
                .add(Columns.TEXT_KEY, DataTypes.StringType)
                .add(Columns.CLEANED_TEXT, DataTypes.StringType);
        Dataset<Row> texts = TestSpark.session()
                .createDataFrame(
                        List.of(RowFactory.create("a", "好看"), RowFactory.create("b", "x".repeat(9_000))), schema);
        assertThat(Workload.of(texts)).isEqualTo(new Workload(2, 2 + 2 + 512 + 2));
        assertThat(Workload.of(texts.limit(0))).isEqualTo(new Workload(0, 0));
    }
}
