package io.weibosentiment.inference;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import io.weibosentiment.Columns;
import io.weibosentiment.TestSpark;
import io.weibosentiment.config.DeviceChoice;
import io.weibosentiment.config.ScoringConfig;
import io.weibosentiment.config.TestConfig;
import io.weibosentiment.engine.SavedModelSession;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.spark.SparkConf;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.resource.ResourceInformation;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Spark's JMX sink shows of a scoring; in local mode the driver is the executor. */
class ScoringMetricsTest {

    private static final int ENGINE_LIMIT = 320;
    private static final ScoringConfig BATCHES_OF_160_TOKENS = TestConfig.with(
                    "scoring.batch-tokens=160", "scoring.look-ahead=1000")
            .scoring();

    @TempDir
    Path dir;

    @Test
    void jmx_shows_what_the_executor_scored() throws Exception {
        SizeLimitedModel.write(dir, ENGINE_LIMIT);
        TestSpark.session();
        Totals before = Totals.shown();

        try (ScoringProgress progress = ScoringProgress.register(TestSpark.session())) {
            new Scorer(request(dir.toString()), BATCHES_OF_160_TOKENS, progress)
                    .scorePartitions(texts(64, 10, 1, ENGINE_LIMIT + 1).coalesce(1))
                    .count();
        }

        Totals after = Totals.shown();
        assertThat(after.texts() - before.texts()).isEqualTo(65);
        assertThat(after.failed() - before.failed()).isEqualTo(1);
        assertThat(after.tokens() - before.tokens()).isEqualTo(640);
        assertThat(after.batches() - before.batches()).isEqualTo(4);
        assertThat(after.models() - before.models()).isEqualTo(1);
        assertThat(after.engineSeconds()).isGreaterThan(before.engineSeconds());
        assertThat(after.fill()).isGreaterThan(0).isLessThanOrEqualTo(1);
    }

    @Test
    void fill_is_the_share_of_the_allowed_tokens_over_all_batches() {
        ScoringTotals totals = new ScoringTotals();
        assertThat(totals.byName()).containsEntry("batch_fill", 0.0);

        totals.batch(4096, 4096, 1);
        totals.batch(1024, 4096, 1);

        assertThat(totals.byName()).containsEntry("batch_fill", 0.625);
    }

    /** A long job on machines that come and go has executors without end. */
    @Test
    void the_driver_forgets_an_executor_that_is_gone() throws Exception {
        MetricRegistry registry = new MetricRegistry();
        DriverPlugin driver = new ScoringMetrics().driverPlugin();
        driver.init(TestSpark.session().sparkContext(), new RegistryContext(registry));
        for (String executor : List.of("7", "71")) {
            driver.receive(new Object[] {executor, Map.of("texts", 5L, "batches", 1L)});
        }
        assertThat(registry.getNames())
                .containsExactlyInAnyOrder(
                        "executors",
                        "executor.7.texts",
                        "executor.7.batches",
                        "executor.71.texts",
                        "executor.71.batches");

        ((SparkListener) driver).onExecutorRemoved(new SparkListenerExecutorRemoved(0, "7", "its host was taken away"));
        driver.receive(new Object[] {"7", Map.of("texts", 6L, "batches", 1L)}); // was under way

        assertThat(registry.getNames())
                .containsExactlyInAnyOrder("executors", "executor.71.texts", "executor.71.batches");
        assertThat(registry.getGauges().get("executors").getValue()).isEqualTo(1);
    }

    /** What Spark gives a plugin, as far as the driver's asks for it. */
    private record RegistryContext(MetricRegistry metricRegistry) implements PluginContext {

        @Override
        public SparkConf conf() {
            return TestSpark.session().sparkContext().conf();
        }

        @Override
        public String executorID() {
            return "driver";
        }

        @Override
        public String hostname() {
            return "localhost";
        }

        @Override
        public Map<String, ResourceInformation> resources() {
            return Map.of();
        }

        @Override
        public void send(Object message) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Object ask(Object message) {
            throw new UnsupportedOperationException();
        }
    }

    /** The totals as JMX has them. */
    private record Totals(
            long texts, long failed, long tokens, long batches, double fill, double engineSeconds, long models) {

        static Totals shown() throws JMException {
            return new Totals(
                    shown("texts").longValue(),
                    shown("texts_failed").longValue(),
                    shown("tokens").longValue(),
                    shown("batches").longValue(),
                    shown("batch_fill").doubleValue(),
                    shown("engine_seconds").doubleValue(),
                    shown("models_loaded").longValue());
        }

        private static Number shown(String metric) throws JMException {
            ObjectName name = new ObjectName("metrics:type=gauges,name=tests"
                    + ".driver.plugin.io.weibosentiment.inference.ScoringMetrics." + metric);
            return (Number) ManagementFactory.getPlatformMBeanServer().getAttribute(name, "Value");
        }
    }

    private static ExecutorModels.Request request(String folder) {
        ModelLoader loader = (cache, engine) -> new LoadedModel(
                new CharacterCounter(),
                SavedModelSession.load(Path.of(folder), engine),
                "logits",
                CharacterCounter.HEAD);
        return new ExecutorModels.Request("watched", DeviceChoice.CPU, "", loader);
    }

    private static Dataset<Row> texts(int count, int length, int others, int othersLength) {
        StructType schema = new StructType()
                .add(Columns.TEXT_KEY, DataTypes.StringType)
                .add(Columns.CLEANED_TEXT, DataTypes.StringType);
        Stream<String> texts = Stream.concat(
                IntStream.range(0, count).mapToObj(i -> "x".repeat(length)),
                IntStream.range(0, others).mapToObj(i -> "y".repeat(othersLength)));
        return TestSpark.session()
                .createDataFrame(
                        texts.map(text -> RowFactory.create("key", text)).toList(), schema);
    }
}
