package io.weibosentiment.inference;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import io.weibosentiment.engine.CodecLibraries;
import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows what each executor scores through Spark's metrics system. An executor has its own numbers; the driver has those
 * of all executors too, as Spark's Prometheus page exists on the driver alone. The names, which carry this class's, are
 * in docs/operations.md; dashboards rely on them.
 */
public final class ScoringMetrics implements SparkPlugin {

    private static final Logger LOG = LoggerFactory.getLogger(ScoringMetrics.class);

    /** What Spark calls the driver, which in local mode is the executor too. */
    private static final String DRIVER = "driver";

    private static final String EXECUTOR = "executor";
    private static final long TOLD_EVERY_SECONDS = 5;

    /** So many executors that have gone are remembered: their messages are under way for seconds. */
    private static final int MOST_GONE = 1000;

    @Override
    public DriverPlugin driverPlugin() {
        return new OnDriver();
    }

    @Override
    public ExecutorPlugin executorPlugin() {
        return new OnExecutor();
    }

    /** An executor's side: places codecs, registers the process's totals and tells them to the driver. */
    private static final class OnExecutor implements ExecutorPlugin {

        private final ScheduledExecutorService teller = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "tell-scoring-totals");
            thread.setDaemon(true);
            return thread;
        });
        private PluginContext context;

        @Override
        @SuppressWarnings("FutureReturnValueIgnored") // the teller is stopped as a whole
        public void init(PluginContext executor, Map<String, String> extraConf) {
            CodecLibraries.place();
            context = executor;
            ScoringTotals totals = ScoringTotals.ofProcess();
            for (String name : totals.byName().keySet()) {
                context.metricRegistry()
                        .register(name, (Gauge<Number>) () -> totals.byName().get(name));
            }
            if (!context.executorID().equals(DRIVER)) {
                teller.scheduleWithFixedDelay(this::tell, TOLD_EVERY_SECONDS, TOLD_EVERY_SECONDS, TimeUnit.SECONDS);
            }
        }

        /** A lost message is made good by the next one. */
        private void tell() {
            try {
                // Classes of Java alone: the driver's message loop may not see the job jar.
                context.send(new Object[] {
                    context.executorID(),
                    new HashMap<>(ScoringTotals.ofProcess().byName())
                });
            } catch (IOException | RuntimeException e) {
                LOG.debug("the driver was not told what this executor scored", e);
            }
        }

        @Override
        public void shutdown() {
            teller.shutdownNow();
        }
    }

    /** The driver's side: keeps what every executor told last, as long as the executor is there. */
    private static final class OnDriver extends SparkListener implements DriverPlugin {

        private final Map<String, Map<?, ?>> told = new ConcurrentHashMap<>();
        private final Set<String> gone = Collections.newSetFromMap(new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                return size() > MOST_GONE;
            }
        });
        private MetricRegistry registry;

        /**
         * One gauge to begin with: Spark leaves out a plugin that has none, and takes in later ones of one that has.
         */
        @Override
        public Map<String, String> init(SparkContext spark, PluginContext driver) {
            registry = driver.metricRegistry();
            registry.register("executors", (Gauge<Integer>) told::size);
            spark.addSparkListener(this);
            return Map.of();
        }

        @Override
        public synchronized Object receive(Object message) {
            if (message instanceof Object[] parts
                    && parts.length == 2
                    && parts[0] instanceof String executor
                    && parts[1] instanceof Map<?, ?> totals
                    && !gone.contains(executor) // its last message may come after the news of its end
                    && told.put(executor, totals) == null) {
                totals.keySet().forEach(name -> register(executor, String.valueOf(name)));
            }
            return null; // as Spark wants it of a message that is not a question
        }

        private void register(String executor, String name) {
            registry.register(MetricRegistry.name(EXECUTOR, executor, name), (Gauge<Object>)
                    () -> told.getOrDefault(executor, Map.of()).get(name));
        }

        @Override
        public synchronized void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
            gone.add(removed.executorId());
            if (told.remove(removed.executorId()) != null) {
                String own = MetricRegistry.name(EXECUTOR, removed.executorId()) + ".";
                registry.removeMatching((name, metric) -> name.startsWith(own));
            }
        }
    }
}
