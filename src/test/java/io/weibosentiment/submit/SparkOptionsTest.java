package io.weibosentiment.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weibosentiment.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SparkOptionsTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--conf spark.executor.memory=2g          | spark.executor.memory | 2g",
                "--conf=spark.executor.memory=2g          | spark.executor.memory | 2g",
                "-c spark.executor.memory=2g              | spark.executor.memory | 2g",
                "--executor-memory 2g                     | spark.executor.memory | 2g",
                "--executor-memory=2g                     | spark.executor.memory | 2g",
                "--driver-memory 2g                       | spark.driver.memory | 2g",
                "--jars a.jar,b.jar                       | spark.jars | a.jar,b.jar",
                "--files a                                | spark.files | a",
                "--name mine                              | spark.app.name | mine",
                "--master yarn --deploy-mode cluster      | spark.submit.deployMode | cluster",
                "--verbose --supervise --master yarn      | spark.master | yarn",
                "--conf spark.driver.extraJavaOptions=-Da=b | spark.driver.extraJavaOptions | -Da=b",
                "-c spark.x=1 -c spark.x=2                | spark.x | 2",
                "--executor-memory 2g --conf spark.executor.memory=3g | spark.executor.memory | 2g",
            })
    void knows_every_spelling(String options, String key, String value) {
        assertThat(parse(options).setting(key)).contains(value);
    }

    @ParameterizedTest
    @CsvSource({"'spark.executor.memory 2g'", "spark.executor.memory=2g", "'spark.executor.memory: 2g  '"})
    void reads_a_properties_file_as_java_does(String line) throws IOException {
        Path file = Files.writeString(folder.resolve("my.conf"), "# spark.executor.memory 9g\n\n" + line + "\n");

        SparkOptions options = parse("--properties-file " + file);

        assertThat(options.setting(SparkOptions.EXECUTOR_MEMORY)).contains("2g");
    }

    @Test
    void reads_spark_defaults_unless_there_is_a_properties_file() throws IOException {
        Path defaults = Files.writeString(folder.resolve("spark-defaults.conf"), "spark.a 1\nspark.b 1\n");
        Path file = Files.writeString(folder.resolve("my.conf"), "spark.a 2\n");

        assertThat(parse("--verbose").settings()).containsEntry("spark.a", "1");
        assertThat(parse("-c spark.a=3").settings()).containsEntry("spark.a", "3");
        assertThat(parse("--properties-file " + file).settings())
                .containsEntry("spark.a", "2")
                .doesNotContainKey("spark.b");
        assertThat(parse("--load-spark-defaults --properties-file " + file).settings())
                .containsEntry("spark.a", "2")
                .containsEntry("spark.b", "1");
        Path home = Files.createDirectories(folder.resolve("spark/conf")).getParent();
        Files.copy(defaults, home.resolve("conf/spark-defaults.conf"));
        assertThat(SparkOptions.parse(List.of(), Map.of("SPARK_HOME", home.toString()))
                        .settings())
                .containsEntry("spark.b", "1");
    }

    @Test
    void variables_that_spark_reads_stand_below_all() {
        Map<String, String> environment = Map.of("SPARK_EXECUTOR_MEMORY", "7g", "DEPLOY_MODE", "cluster");

        SparkOptions none = SparkOptions.parse(List.of(), environment);
        SparkOptions client = SparkOptions.parse(List.of("--deploy-mode", "client"), environment);

        assertThat(none.setting(SparkOptions.EXECUTOR_MEMORY)).contains("7g");
        assertThat(none.isClusterMode()).isTrue();
        assertThat(client.isClusterMode()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "yarn, yarn",
        "k8s://https://host:6443, k8s",
        "spark://host:7077, spark",
        "local[*], local",
        "local, local"
    })
    void tells_kinds_of_clusters_apart(String master, String manager) {
        assertThat(parse("--master " + master).manager()).isEqualTo(manager);
    }

    @Test
    void joins_lists() {
        assertThat(parse("--jars b.jar,a.jar").joined(SparkOptions.JARS, List.of("a.jar", "c.jar")))
                .isEqualTo("a.jar,c.jar,b.jar");
        assertThat(parse("--verbose").joined(SparkOptions.JARS, List.of())).isEmpty();
    }

    @Test
    void refuses_an_option_without_its_value_and_a_file_that_is_not_there() {
        assertThatThrownBy(() -> parse("--verbose --master"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("--master has no value");
        assertThatThrownBy(() -> parse("--properties-file /nowhere.conf"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("/nowhere.conf");
    }

    private SparkOptions parse(String options) {
        return SparkOptions.parse(Arrays.asList(options.split(" ", -1)), Map.of("SPARK_CONF_DIR", folder.toString()));
    }
}
