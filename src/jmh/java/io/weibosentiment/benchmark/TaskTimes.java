package io.weibosentiment.benchmark;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import scala.collection.Iterator;

/** How long the tasks took that ran the engine; Spark calls it on a thread of its own. */
final class TaskTimes extends SparkListener {

    private static final String COUNTER = "engine nanoseconds";

    private final Map<Integer, List<Long>> byStage = new HashMap<>();

    @Override
    public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
        if (ranTheEngine(end.taskInfo().accumulables().iterator())) {
            byStage.computeIfAbsent(end.stageId(), stage -> new ArrayList<>())
                    .add(end.taskInfo().duration());
        }
    }

    private static boolean ranTheEngine(Iterator<AccumulableInfo> counters) {
        boolean found = false;
        while (!found && counters.hasNext()) {
            found = counters.next().name().exists(name -> name.contains(COUNTER));
        }
        return found;
    }

    /** The longest task over the one in the middle, of the stage that scored last; 1 if none was seen. */
    synchronized double slowestOverMedian() {
        List<Long> last = byStage.entrySet().stream()
                .max(Comparator.comparingInt(Map.Entry::getKey))
                .map(Map.Entry::getValue)
                .orElse(List.of(1L));
        List<Long> sorted = last.stream().sorted().toList();
        return (double) Collections.max(sorted) / sorted.get(sorted.size() / 2);
    }
}
