package io.weibosentiment.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.weibosentiment.inference.ScoringMetrics;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SparkSessionsTest {

    private static final String OURS = ScoringMetrics.class.getName();
    private static final String PLUGINS = "spark.plugins";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    given                    | plugins
                    ''                       | OURS
                    com.acme.Watch           | com.acme.Watch,OURS
                    com.acme.Watch,OURS      | com.acme.Watch,OURS
                    """, useHeadersInDisplayName = true)
    void adds_the_metrics_to_the_users_plugins(String given, String plugins) {
        SparkConf conf = completed(conf().set("spark.master", "local[2]").set(PLUGINS, given.replace("OURS", OURS)));

        assertThat(conf.get(PLUGINS)).isEqualTo(plugins.replace("OURS", OURS));
    }

    @Test
    void adds_the_metrics_on_a_cluster_where_spark_submit_brings_the_job_jar() {
        SparkConf bare = conf().set("spark.master", "spark://host:7077");

        assertThat(completed(bare).contains(PLUGINS)).isFalse();
        assertThat(completed(bare.set("spark.submit.deployMode", "client")).get(PLUGINS))
                .isEqualTo(OURS);
    }

    @Test
    void keeps_what_the_user_set() {
        SparkConf conf = completed(conf().set("spark.master", "local[2]")
                .set("spark.app.name", "nightly")
                .set("spark.ui.enabled", "true"));

        assertThat(conf.get("spark.app.name")).isEqualTo("nightly");
        assertThat(conf.get("spark.ui.enabled")).isEqualTo("true");
        assertThat(completed(conf()).get("spark.app.name")).isEqualTo("weibo-sentiment score");
    }

    @ParameterizedTest
    @CsvSource({"local[2], 0s", "spark://host:7077, 9s"})
    void waits_for_a_better_place_only_where_a_timer_ends_the_waiting(String master, String wait) {
        SparkConf conf = completed(conf().set("spark.master", master)
                .set("spark.locality.wait", "9s")
                .set("spark.locality.wait.node", "9s"));

        assertThat(conf.get("spark.locality.wait")).isEqualTo(wait);
        assertThat(conf.get("spark.locality.wait.node")).isEqualTo(wait);
    }

    @Test
    void computes_alike_on_every_line_whatever_the_cluster_has_set() {
        SparkConf conf = completed(conf().set("spark.master", "local[2]")
                .set("spark.sql.ansi.enabled", "false")
                .set("spark.sql.session.timeZone", "Asia/Shanghai")
                .set("spark.sql.timestampType", "TIMESTAMP_NTZ"));

        assertThat(conf.get("spark.sql.ansi.enabled")).isEqualTo("true");
        assertThat(conf.get("spark.sql.files.ignoreCorruptFiles")).isEqualTo("false");
        assertThat(conf.get("spark.sql.session.timeZone")).isEqualTo("UTC");
        assertThat(conf.get("spark.sql.timestampType")).isEqualTo("TIMESTAMP_LTZ");
    }

    private static SparkConf conf() {
        return new SparkConf(false);
    }

    private static SparkConf completed(SparkConf given) {
        return SparkSessions.completed(given, "score", ScoringMetrics.class);
    }
}
