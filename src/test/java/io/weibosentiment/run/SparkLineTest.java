package io.weibosentiment.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weibosentiment.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SparkLineTest {

    private static final SparkLine OLDEST = new SparkLine("3.5", "2.12");

    @Test
    void is_that_of_the_spark_it_was_built_with() {
        assertThatCode(SparkLine.built()::requireRunning).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"3.5.8,2.12.18", "3.5.1-amzn-1,2.12.18", "3.5,2.12"})
    void accepts_every_patch_of_its_line(String spark, String scala) {
        assertThatCode(() -> OLDEST.require(spark, scala)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"3.4.2,2.12.17", "3.50.1,2.12.18", "3.5.8,2.13.8", "4.1.3,2.13.17", "unknown,2.12.18"})
    void refuses_another_line_or_scala_and_names_both(String spark, String scala) {
        assertThatThrownBy(() -> OLDEST.require(spark, scala))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("found Spark " + spark + " with Scala " + scala)
                .hasMessageContaining("built for Spark 3.5 with Scala 2.12");
    }

    @Test
    void says_how_to_build_for_the_spark_that_was_found() {
        assertThat(SparkLine.of("4.1.3", "2.13.17")).isEqualTo(new SparkLine("4.1", "2.13"));
        assertThatThrownBy(() -> OLDEST.require("4.1.3", "2.13.17"))
                .hasMessageContaining("mvn -DskipTests -Dspark=4.1 -Dscala=2.13 package");
    }
}
