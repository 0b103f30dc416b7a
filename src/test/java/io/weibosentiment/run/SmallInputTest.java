package io.weibosentiment.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.weibosentiment.TestSpark;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

class SmallInputTest {

    private static final String ADAPTIVE = "spark.sql.adaptive.enabled";
    private static final String FACTORY = "spark.sql.codegen.factoryMode";
    private static final String PARTITIONS = "spark.sql.shuffle.partitions";

    private final SparkSession spark = TestSpark.session();

    @Test
    void is_computed_without_generated_code_and_adaptive_execution_until_it_is_closed() {
        try (SmallInput input = SmallInput.of(spark, SmallInput.BYTES - 1)) {
            assertThat(spark.conf().get(ADAPTIVE)).isEqualTo("false");
            assertThat(spark.conf().get(FACTORY)).isEqualTo("NO_CODEGEN");
            assertThat(spark.conf().get("spark.sql.codegen.wholeStage")).isEqualTo("false");
            assertThat(spark.conf().get(PARTITIONS))
                    .as("what the session was opened with, %s", input)
                    .isEqualTo("4");
        }
        assertThat(spark.conf().get(ADAPTIVE)).isEqualTo("true");
        assertThat(spark.conf().get(FACTORY)).isEqualTo("FALLBACK");
        assertThat(spark.conf().get("spark.sql.codegen.wholeStage")).isEqualTo("true");
    }

    @Test
    void leaves_a_large_input_as_it_is() {
        try (SmallInput input = SmallInput.of(spark, SmallInput.BYTES)) {
            assertThat(spark.conf().get(ADAPTIVE)).as("%s", input).isEqualTo("true");
            assertThat(spark.conf().get(FACTORY)).isEqualTo("FALLBACK");
        }
    }

    @Test
    void is_what_the_start_script_takes_for_small() throws Exception {
        assertThat(Files.readAllLines(Path.of("submit/input.sh"))).contains("small_input=" + SmallInput.BYTES);
    }

    @Test
    void keeps_what_the_user_set() {
        spark.conf().set(ADAPTIVE, "true");
        try (SmallInput input = SmallInput.of(spark, 1)) {
            assertThat(spark.conf().get(ADAPTIVE)).as("%s", input).isEqualTo("true");
            assertThat(spark.conf().get(FACTORY)).isEqualTo("NO_CODEGEN");
        } finally {
            spark.conf().unset(ADAPTIVE);
        }
    }
}
