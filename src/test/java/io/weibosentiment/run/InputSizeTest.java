package io.weibosentiment.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.weibosentiment.TestSpark;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputSizeTest {

    private static final String ADAPTIVE = "spark.sql.adaptive.enabled";
    private static final String FACTORY = "spark.sql.codegen.factoryMode";
    private static final String PARTITIONS = "spark.sql.shuffle.partitions";

    private final SparkSession spark = TestSpark.session();

    @Test
    void is_computed_without_generated_code_and_adaptive_execution_until_it_is_closed() {
        try (InputSize size = InputSize.of(spark, InputSize.SMALL - 1)) {
            assertThat(spark.conf().get(ADAPTIVE)).isEqualTo("false");
            assertThat(spark.conf().get(FACTORY)).isEqualTo("NO_CODEGEN");
            assertThat(spark.conf().get("spark.sql.codegen.wholeStage")).isEqualTo("false");
            assertThat(spark.conf().get(PARTITIONS))
                    .as("what the session was opened with, %s", size)
                    .isEqualTo("4");
        }
        assertThat(spark.conf().get(ADAPTIVE)).isEqualTo("true");
        assertThat(spark.conf().get(FACTORY)).isEqualTo("FALLBACK");
        assertThat(spark.conf().get("spark.sql.codegen.wholeStage")).isEqualTo("true");
    }

    @Test
    void leaves_a_large_input_as_it_is() {
        try (InputSize size = InputSize.of(spark, InputSize.SMALL)) {
            assertThat(spark.conf().get(ADAPTIVE)).as("%s", size).isEqualTo("true");
            assertThat(spark.conf().get(FACTORY)).isEqualTo("FALLBACK");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "4_999_999, 8, 1",
        "5_000_000, 8, 8",
        "20_000_000, 8, 16",
        "6_400_000_000, 2, 100",
        "1_000_000_000_000, 2, 200",
        "1_000_000_000_000, 128, 256"
    })
    void has_as_many_partitions_as_it_fills_and_two_a_core(String bytes, int cores, long partitions) {
        assertThat(InputSize.partitions(Long.parseLong(bytes.replace("_", "")), cores))
                .isEqualTo(partitions);
    }

    @Test
    void is_what_the_start_script_takes_for_small() throws Exception {
        assertThat(Files.readAllLines(Path.of("submit/input.sh"))).contains("small_input=" + InputSize.SMALL);
    }

    @Test
    void keeps_what_the_user_set() {
        spark.conf().set(ADAPTIVE, "true");
        try (InputSize size = InputSize.of(spark, 1)) {
            assertThat(spark.conf().get(ADAPTIVE)).as("%s", size).isEqualTo("true");
            assertThat(spark.conf().get(FACTORY)).isEqualTo("NO_CODEGEN");
        } finally {
            spark.conf().unset(ADAPTIVE);
        }
    }
}
