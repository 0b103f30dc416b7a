package io.weibosentiment.util;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import org.junit.jupiter.api.Test;

class HadoopSettingsTest {

    @Test
    void takes_what_a_spark_session_would_take_and_nothing_else() {
        Properties properties = new Properties();
        properties.setProperty("spark.hadoop.fs.s3a.endpoint", "http://127.0.0.1:9000");
        properties.setProperty("spark.master", "local[1]");
        properties.setProperty("fs.defaultFS", "hdfs://elsewhere");

        assertThat(HadoopSettings.from(properties).get("fs.s3a.endpoint")).isEqualTo("http://127.0.0.1:9000");
        assertThat(HadoopSettings.from(properties).get("spark.master")).isNull();
        assertThat(HadoopSettings.from(properties).get("fs.defaultFS")).isEqualTo("file:///");
    }
}
