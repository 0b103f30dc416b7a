package io.weibosentiment.job;

import io.weibosentiment.util.Checklist;
import io.weibosentiment.util.Finding;
import io.weibosentiment.util.Finding.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Problems that are made side by side until a deadline; one that hangs then has found a problem. */
final class TimedChecks implements AutoCloseable {

    private final long deadline;
    private final Map<String, Future<List<Finding>>> started = new LinkedHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "check");
        thread.setDaemon(true); // what hangs must not keep the process
        return thread;
    });

    /** {@code deadline} is as {@link System#nanoTime} counts. */
    TimedChecks(long deadline) {
        this.deadline = deadline;
    }

    /** Starts a check that answers what it found good and throws what it found bad. */
    void start(String name, Callable<String> check) {
        startAll(name, () -> {
            Checklist findings = new Checklist();
            findings.check(name, check);
            return findings.all();
        });
    }

    /** Starts several checks that are made together, called {@code name} if they do not end. */
    void startAll(String name, Callable<List<Finding>> checks) {
        started.put(name, threads.submit(checks));
    }

    /** What all checks found, in the order they were started; waits for them, but not beyond the deadline. */
    List<Finding> found() {
        List<Finding> found = new ArrayList<>();
        started.forEach((name, check) -> found.addAll(found(name, check)));
        return found;
    }

    private List<Finding> found(String name, Future<List<Finding>> check) {
        try {
            return check.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            return Checklist.problems(name, e.getCause());
        } catch (TimeoutException e) {
            return List.of(new Finding(
                    name,
                    Outcome.PROBLEM,
                    "not done in time; expected an answer: is the file system or the cluster up, and are cores free?"
                            + " Give more time with --within, or see more with --verbose"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of(new Finding(name, Outcome.PROBLEM, "interrupted before it was done; run check again"));
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
