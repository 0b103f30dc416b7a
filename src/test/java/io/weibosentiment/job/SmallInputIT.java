package io.weibosentiment.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.weibosentiment.TestSpark;
import io.weibosentiment.config.ConfigLoader;
import io.weibosentiment.config.ConfigSources;
import io.weibosentiment.config.JobConfig;
import io.weibosentiment.model.TinyBundle;
import io.weibosentiment.run.RunSummary;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bundled sample as the small input that it is, and with the settings of a large one. */
class SmallInputIT {

    private static final Map<String, String> LARGE = Map.of(
            "spark.sql.adaptive.enabled", "true",
            "spark.sql.codegen.wholeStage", "true",
            "spark.sql.codegen.factoryMode", "CODEGEN_ONLY");

    @TempDir
    Path folder;

    @Test
    void tables_are_equal_to_the_bit_whether_code_is_generated_or_not() {
        SparkSession spark = TestSpark.session();

        Map<String, List<String>> small = tables("small");
        LARGE.forEach(spark.conf()::set);
        Map<String, List<String>> large;
        try {
            large = tables("large");
        } finally {
            LARGE.keySet().forEach(spark.conf()::unset);
        }

        assertThat(small)
                .containsKeys("comment_scores", "posts", "rejected_comments", "post_window_sentiment", "trajectories");
        assertThat(small.get("comment_scores")).hasSizeGreaterThan(200);
        assertThat(small).isEqualTo(large);
    }

    /** The rows of each table in Java's shortest exact notation of their values, sorted. */
    private Map<String, List<String>> tables(String name) {
        Map<String, List<String>> tables = new TreeMap<>();
        RunSummary summary = ScoreJob.run(config(name), QuietSession.open());
        for (RunSummary.Table table : summary.tables()) {
            Dataset<Row> rows = TestSpark.session().read().parquet(table.path());
            if (!table.name().equals("run_history")) {
                tables.put(
                        table.name(),
                        rows.collectAsList().stream().map(Row::json).sorted().toList());
            }
        }
        return tables;
    }

    private JobConfig config(String name) {
        return new ConfigLoader(Map.of())
                .load(new ConfigSources(
                        List.of(),
                        List.of(
                                "output.dir=" + folder.resolve(name),
                                "model.bundle=" + TinyBundle.path(),
                                "model.precision=float32"),
                        Optional.of("conf/sample.conf")));
    }
}
