package io.weibosentiment.cluster;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Strikes the executors of a running job. */
final class Faults {

    private Faults() {}

    /**
     * Waits until an executor does each of {@code phases}, one after the other; then kills the executor that was met in
     * the last of them.
     *
     * @throws IllegalStateException if the job ends without having been met there
     */
    static void killExecutor(StandaloneCluster cluster, Running job, ExecutorProcess.Doing... phases)
            throws InterruptedException {
        await(cluster, job, phases).destroyForcibly();
    }

    /** The executor that is first met in the last of {@code phases}, having waited for them one after the other. */
    static ProcessHandle await(StandaloneCluster cluster, Running job, ExecutorProcess.Doing... phases)
            throws InterruptedException {
        Map<ProcessHandle, ExecutorProcess> watched = new HashMap<>();
        int phase = 0;
        try {
            while (job.process().isAlive()) {
                for (ProcessHandle executor : cluster.executors()) {
                    if (is(executor, phases[phase], watched) && ++phase == phases.length) {
                        return executor;
                    }
                }
                Thread.sleep(10);
            }
        } finally {
            watched.values().forEach(ExecutorProcess::close);
        }
        throw new IllegalStateException(
                "the job ended and was never seen " + phases[phase] + "; see " + job.stdout() + " and " + job.stderr());
    }

    private static boolean is(
            ProcessHandle executor, ExecutorProcess.Doing what, Map<ProcessHandle, ExecutorProcess> watched) {
        try {
            ExecutorProcess process = watched.get(executor);
            if (process == null) {
                process = ExecutorProcess.of(executor);
                watched.put(executor, process);
            }
            return process.is(what);
        } catch (IOException | RuntimeException e) {
            return false; // it only starts, or has ended
        }
    }

    /** Lets a process run for a tenth of the time only, as on an overloaded machine, until the job ends. */
    static void slowDown(ProcessHandle executor, Running job) throws IOException, InterruptedException {
        while (job.process().isAlive() && executor.isAlive()) {
            signal("-STOP", executor);
            Thread.sleep(900);
            signal("-CONT", executor);
            Thread.sleep(100);
        }
    }

    private static void signal(String signal, ProcessHandle process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
    }
}
