package io.weibosentiment.submit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefaultsTest {

    @Test
    void are_set_where_nobody_has_given_them() {
        assertThat(missing(""))
                .contains(
                        "spark.driver.memory=4g",
                        "spark.executor.memory=4g",
                        "spark.driver.memoryOverhead=2g",
                        "spark.executor.memoryOverhead=4g",
                        "spark.executorEnv.DJL_OFFLINE=true",
                        "spark.yarn.appMasterEnv.WEIBO_SENTIMENT_CACHE=/cache",
                        "spark.kubernetes.driverEnv.WEIBO_SENTIMENT_CACHE=/cache");
    }

    @ParameterizedTest
    @CsvSource({
        "--executor-memory 2g, spark.executor.memory=",
        "-c spark.executor.memory=2g, spark.executor.memory=",
        "-c spark.driver.memory=2g, spark.driver.memory=",
        "-c spark.executor.memoryOverhead=1g, spark.executor.memoryOverhead=",
        "-c spark.executor.memoryOverheadFactor=0.4, spark.executor.memoryOverhead=",
        "-c spark.kubernetes.memoryOverheadFactor=0.4, spark.driver.memoryOverhead=",
        "-c spark.executorEnv.WEIBO_SENTIMENT_CACHE=/mine, spark.executorEnv.WEIBO_SENTIMENT_CACHE=",
        "-c spark.yarn.appMasterEnv.LC_ALL=zh_CN.UTF-8, spark.yarn.appMasterEnv.LC_ALL=",
        "--name mine, spark.app.name=",
        "-c spark.standalone.submit.waitAppCompletion=false, spark.standalone.submit.waitAppCompletion=",
    })
    void give_way_to_what_the_user_says(String options, String beginning) {
        List<String> all = missing("");

        List<String> left = missing(options);

        assertThat(left).noneMatch(setting -> setting.startsWith(beginning));
        assertThat(all.stream().filter(setting -> !left.contains(setting)))
                .as("gives way and nothing else that is not of the same kind")
                .allMatch(setting -> setting.startsWith(beginning) || options.contains("verheadFactor"));
        assertThat(all).anyMatch(setting -> setting.startsWith(beginning));
    }

    private static List<String> missing(String options) {
        List<String> words = options.isEmpty() ? List.of() : Arrays.asList(options.split(" ", -1));
        Map<String, String> environment = Map.of("WEIBO_SENTIMENT_CACHE", "/cache", "TENSORFLOW_LIBRARY_PATH", " ");
        return Defaults.missingIn(SparkOptions.parse(words, environment), environment);
    }
}
