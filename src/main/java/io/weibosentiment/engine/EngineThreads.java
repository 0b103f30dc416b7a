package io.weibosentiment.engine;

/**
 * Native threads of a process's engine. TensorFlow has one pool for the work inside operations, shared by all sessions
 * of the process and sized by whoever comes first; operations themselves are run by the thread that calls.
 *
 * @param pool threads inside operations, over all tasks of the process; 1: the calling thread alone
 */
public record EngineThreads(int pool) {

    /** As ConfigProto has it: the operations of a graph run one after the other on the calling thread. */
    static final int CALLING_THREAD = -1;

    public EngineThreads {
        if (pool < 1) {
            throw new IllegalArgumentException("threads: " + pool + ", expected at least 1");
        }
    }

    /** One task that has the whole process to itself, on every processor. */
    public static EngineThreads ofAllProcessors() {
        return new EngineThreads(Runtime.getRuntime().availableProcessors());
    }

    /**
     * Tasks that run side by side: with one processor each, every task works on its own thread alone; with more, they
     * share a pool as large as what they have together, so tasks times threads never exceeds the processors.
     *
     * @param tasks tasks that run at the same time in this process
     * @param processorsPerTask processors that each of them was given
     */
    public static EngineThreads forTasks(int tasks, int processorsPerTask) {
        return new EngineThreads(processorsPerTask == 1 ? 1 : Math.max(1, tasks) * processorsPerTask);
    }
}
