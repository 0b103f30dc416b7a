package io.weibosentiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DriverHostTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            local[*],           ,        ,     OWN_PROCESS
            spark://host:7077,  client,  ,     OWN_PROCESS
            yarn,               client,  ,     OWN_PROCESS
            k8s://https://host, client,  ,     OWN_PROCESS
            spark://host:7077,  cluster, ,     CLUSTER
            k8s://https://host, client,  true, CLUSTER
            yarn,               cluster, ,     YARN
            """)
    void is_told_by_what_spark_submit_sets(String master, String deployMode, String inPod, DriverHost expected) {
        Properties properties = new Properties();
        properties.setProperty("spark.master", master);
        set(properties, "spark.submit.deployMode", deployMode);
        set(properties, "spark.kubernetes.submitInDriver", inPod);

        assertThat(DriverHost.from(properties)).isEqualTo(expected);
    }

    private static void set(Properties properties, String key, String value) {
        if (value != null) {
            properties.setProperty(key, value);
        }
    }
}
