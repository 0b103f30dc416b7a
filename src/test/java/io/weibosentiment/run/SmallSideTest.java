package io.weibosentiment.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.weibosentiment.TestSpark;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SmallSideTest {

    private static final String THRESHOLD = "spark.sql.autoBroadcastJoinThreshold";

    private final SparkSession spark = TestSpark.session();

    /** Whatever Spark would do for itself. */
    @BeforeEach
    void keepSparkFromSending() {
        spark.conf().set(THRESHOLD, "-1");
    }

    @AfterEach
    void unset() {
        spark.conf().unset(THRESHOLD);
    }

    @Test
    void few_rows_are_sent_to_what_they_are_joined_to() {
        assertThat(planOfJoinTo(1_000)).contains("BroadcastHashJoin").doesNotContain("SortMergeJoin");
    }

    @Test
    void many_rows_are_not() {
        assertThat(planOfJoinTo(1_000_001)).contains("SortMergeJoin").doesNotContain("BroadcastHashJoin");
    }

    private String planOfJoinTo(long rows) {
        Dataset<Row> few = spark.range(10).toDF("key").filter("key > 1");
        return spark.range(100)
                .toDF("key")
                .join(SmallSide.of(few, rows), new String[] {"key"}, "left")
                .queryExecution()
                .executedPlan()
                .toString();
    }
}
