package io.weibosentiment.run;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorAdded;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/**
 * The executors that a run lost, and why as far as the cluster says: what a failed run tells of itself is often only
 * that a job was cancelled or that Spark was shut down. Where one after the other is lost and none finishes a task, it
 * cancels the run's jobs.
 */
public final class LostExecutors extends SparkListener {

    private static final String OVERHEAD = "spark.executor.memoryOverhead";
    private static final String HEAP = "spark.executor.memory";
    private static final int LONGEST = 300;

    /** Killed by the kernel, by YARN or by Kubernetes for what they use beside the heap too. */
    private static final Pattern MEMORY = Pattern.compile("(?i)memory limits|oomkilled|\\b137\\b");

    /** Spark's own exit code where Java's heap is full. */
    private static final Pattern HEAP_FULL = Pattern.compile("(?i)(code|status):? 52\\b|java heap space");

    private static final List<String> MEANT =
            List.of("killed by driver", "decommission", "not because of an error in the running job");

    /** A cluster starts executors again without end that die before they finish a task. */
    private static final int LEAST_IN_VAIN = 10;

    private static final int TIMES_ALL = 4;

    private final SparkContext context;
    private int alive;
    private int mostAlive;
    private int lost;
    private int lostInVain;
    private String last = "";

    /** Counts the executors that {@code context} loses from now on. */
    public static LostExecutors of(SparkContext context) {
        LostExecutors lost = new LostExecutors(context);
        context.addSparkListener(lost);
        return lost;
    }

    LostExecutors(SparkContext context) {
        this.context = context;
    }

    @Override
    public synchronized void onExecutorAdded(SparkListenerExecutorAdded added) {
        alive++;
        mostAlive = Math.max(mostAlive, alive);
    }

    @Override
    public synchronized void onTaskEnd(SparkListenerTaskEnd ended) {
        if (ended.taskInfo().successful()) {
            lostInVain = 0;
        }
    }

    @Override
    public synchronized void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
        alive--;
        String reason = removed.reason().strip().lines().findFirst().orElse("").replaceFirst("\\.$", "");
        if (MEANT.stream().noneMatch(reason.toLowerCase(Locale.ROOT)::contains)) {
            lost++;
            lostInVain++;
            last = reason.length() <= LONGEST ? reason : reason.substring(0, LONGEST) + "…";
            if (isInVain()) {
                context.cancelAllJobs();
            }
        }
    }

    /** Whether so many were lost without a task finished meanwhile that the run would not end. */
    synchronized boolean isInVain() {
        return lostInVain >= Math.max(LEAST_IN_VAIN, TIMES_ALL * mostAlive);
    }

    /** What there is to tell of them and to do; empty if none was lost. */
    public synchronized Optional<String> described() {
        if (lost == 0) {
            return Optional.empty();
        }
        String told =
                lost == 1 ? "an executor was lost: " + last : lost + " executors were lost, the last one: " + last;
        return Optional.of(told + remedy());
    }

    private String remedy() {
        if (HEAP_FULL.matcher(last).find()) {
            return "; give executors more heap: --conf " + HEAP + "=…" + now(HEAP);
        }
        if (MEMORY.matcher(last).find()) {
            return "; give executors more memory beside the heap, where the model lives: --conf " + OVERHEAD + "=…"
                    + now(OVERHEAD) + ", or fewer cores";
        }
        return "; read the executors' logs";
    }

    private String now(String key) {
        return " (now " + context.getConf().get(key, "Spark's default") + ")";
    }
}
