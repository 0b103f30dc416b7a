package io.weibosentiment.inference;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.LongAccumulator;
import scala.Tuple4;
import scala.collection.Iterator;
import scala.collection.Seq;

/** How far the scoring is: finished tasks, and running ones as of their executor's last heartbeat. */
public final class ScoringProgress extends SparkListener implements AutoCloseable {

    private final SparkContext context;
    private final ScoringAccumulators counters;
    private final Map<Long, RunningTask> running = new HashMap<>();

    private record RunningTask(int stage, Map<Long, Long> counts) {}

    /**
     * Counts so far.
     *
     * @param texts texts done, scored or not
     * @param tokens tokens of the texts scored
     * @param unscored texts that could not be scored
     * @param batches runs of the engine
     * @param engineNanos time inside the engine, over all tasks
     */
    public record Counts(long texts, long tokens, long unscored, long batches, long engineNanos) {

        /** Of a run that has nothing to score. */
        static final Counts NONE = new Counts(0, 0, 0, 0, 0);
    }

    private ScoringProgress(SparkContext context, ScoringAccumulators counters) {
        this.context = context;
        this.counters = counters;
    }

    /** Starts counting; one of it serves one scoring. */
    public static ScoringProgress register(SparkSession spark) {
        SparkContext context = spark.sparkContext();
        ScoringProgress progress = new ScoringProgress(context, ScoringAccumulators.register(context));
        context.addSparkListener(progress);
        return progress;
    }

    ScoringAccumulators counters() {
        return counters;
    }

    /** Counts of finished and running tasks; may lag some seconds behind. */
    public synchronized Counts soFar() {
        List<Long> counts = counters.all().stream()
                .map(counter -> counter.sum()
                        + running.values().stream()
                                .mapToLong(task -> task.counts().getOrDefault(counter.id(), 0L))
                                .sum())
                .toList();
        return counts(counts);
    }

    /** Counts of finished tasks alone. */
    public Counts done() {
        return counts(counters.all().stream().map(LongAccumulator::sum).toList());
    }

    private static Counts counts(List<Long> values) {
        return new Counts(values.get(0), values.get(1), values.get(2), values.get(3), values.get(4));
    }

    @Override
    public synchronized void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate update) {
        // Scala's own iterators: what turns its collections into Java's is another class in 2.12 than in 2.13.
        Iterator<? extends Tuple4<Object, Object, Object, ? extends Seq<AccumulableInfo>>> tasks =
                update.accumUpdates().iterator();
        while (tasks.hasNext()) {
            Tuple4<Object, Object, Object, ? extends Seq<AccumulableInfo>> task = tasks.next();
            Map<Long, Long> counts = counts(task._4().iterator());
            if (!counts.isEmpty()) {
                running.put((Long) task._1(), new RunningTask((Integer) task._2(), counts));
            }
        }
    }

    private Map<Long, Long> counts(Iterator<AccumulableInfo> updates) {
        Map<Long, Long> counts = new HashMap<>();
        while (updates.hasNext()) {
            AccumulableInfo counter = updates.next();
            if (isOurs(counter) && counter.update().isDefined()) {
                counts.put(counter.id(), (Long) counter.update().get());
            }
        }
        return counts;
    }

    private boolean isOurs(AccumulableInfo counter) {
        return counters.all().stream().anyMatch(ours -> ours.id() == counter.id());
    }

    @Override
    public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
        running.remove(end.taskInfo().taskId());
    }

    @Override
    public synchronized void onStageCompleted(SparkListenerStageCompleted completed) {
        running.values().removeIf(task -> task.stage() == completed.stageInfo().stageId());
    }

    /** Stops listening; {@link #done} still answers. */
    @Override
    public void close() {
        context.removeSparkListener(this);
    }
}
