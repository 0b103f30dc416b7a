package io.weibosentiment.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator's own tools see of a run on a cluster: Prometheus on the driver, every executor's own sink. */
class MetricsIT {

    private static final int OK = 0;
    private static final String PLUGIN = "plugin.io.weibosentiment.inference.ScoringMetrics.";
    private static final String ON_DRIVER =
            "metrics_weibo_sentiment_driver_plugin_io_weibosentiment_inference_ScoringMetrics_executor";

    @TempDir
    private Path folder;

    @Test
    void shows_each_executors_scoring_on_the_drivers_prometheus_page_and_in_its_own_sinks() throws Exception {
        int port = freePort();
        Path sink = Files.createDirectory(folder.resolve("sink"));
        AtomicReference<String> page = new AtomicReference<>("");
        Thread scraper = new Thread(() -> scrape(port, page), "scrape");
        scraper.start();
        StandaloneCluster cluster = StandaloneCluster.shared();
        try {
            cluster.submit(
                            List.of(
                                    "score",
                                    "--config",
                                    "conf/sample.conf",
                                    "--output",
                                    folder.resolve("out").toString()),
                            settings(port, sink))
                    .endedWith(OK);
            assertThat(cluster.executorLogs()).isNotEmpty().doesNotContain("Unable to create executor");
        } finally {
            scraper.interrupt();
            scraper.join();
        }

        assertThat(page.get()).contains(ON_DRIVER + "s_Value{type=\"gauges\"} 2");
        double texts = sum(page.get(), "texts");
        assertThat(texts).isPositive();
        assertThat(sum(page.get(), "models_loaded")).isPositive();
        assertThat(lastOf(sink, "0", "texts") + lastOf(sink, "1", "texts")).isPositive();
    }

    private static Map<String, String> settings(int port, Path sink) {
        Map<String, String> settings = new TreeMap<>(Map.of(
                "spark.ui.enabled", "true",
                "spark.ui.port", Integer.toString(port),
                "spark.metrics.conf.driver.sink.prometheusServlet.class",
                        "org.apache.spark.metrics.sink.PrometheusServlet",
                "spark.metrics.conf.driver.sink.prometheusServlet.path", "/metrics/prometheus"));
        settings.putAll(Map.of(
                "spark.metrics.conf.executor.sink.csv.class", "org.apache.spark.metrics.sink.CsvSink",
                "spark.metrics.conf.executor.sink.csv.directory", sink.toString(),
                "spark.metrics.conf.executor.sink.csv.period", "1"));
        return settings;
    }

    /** Keeps the latest page that has been told of an executor. */
    private static void scrape(int port, AtomicReference<String> page) {
        try {
            while (true) {
                Thread.sleep(500);
                try (InputStream in = URI.create("http://127.0.0.1:" + port + "/metrics/prometheus/")
                        .toURL()
                        .openStream()) {
                    String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                    if (text.contains(ON_DRIVER + "_")) {
                        page.set(text);
                    }
                } catch (IOException e) {
                    // The driver is not up yet, or not any more.
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A metric on the Prometheus page, summed over the executors. */
    private static double sum(String page, String metric) {
        return page.lines()
                .filter(line -> line.matches(ON_DRIVER + "_[0-9]+_" + metric + "_Value\\{.*"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** The last value that an executor's CSV sink wrote of a metric. */
    private static double lastOf(Path sink, String executor, String metric) throws IOException {
        Path file = sink.resolve("weibo_sentiment." + executor + "." + PLUGIN + metric + ".csv");
        try (Stream<String> lines = Files.lines(file)) {
            return lines.skip(1)
                    .mapToDouble(line -> Double.parseDouble(line.split(",", -1)[1]))
                    .max()
                    .orElse(0);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
