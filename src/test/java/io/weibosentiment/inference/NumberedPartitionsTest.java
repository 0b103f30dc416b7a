package io.weibosentiment.inference;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.spark_partition_id;
import static org.assertj.core.api.Assertions.assertThat;

import io.weibosentiment.TestSpark;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberedPartitionsTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 64, 1000})
    void sends_each_row_to_the_partition_it_names(int partitions) {
        Dataset<Row> numbered = TestSpark.session()
                .range(2L * partitions)
                .select(col("id").mod(partitions).cast(DataTypes.IntegerType).as("number"));

        Dataset<Row> placed = numbered.repartition(partitions, NumberedPartitions.key(col("number"), partitions));

        assertThat(placed.rdd().getNumPartitions()).isEqualTo(partitions);
        assertThat(placed.filter(spark_partition_id().notEqual(col("number"))).count())
                .isZero();
        assertThat(placed.count()).isEqualTo(2L * partitions);
    }
}
