package io.weibosentiment.run;

import io.weibosentiment.StopRequestedException;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * A request to stop the run. The work in progress decides what happens to it: it is cancelled, or finished if its
 * result would be lost.
 */
public final class StopSignal {

    private static final long LOOK_AGAIN_MILLISECONDS = 200;

    private Work work = new Work(since -> false, false, null);
    private String place = "the start of Spark";
    private long requestedAt;
    private boolean requested;

    /** Cancels work; called repeatedly from another thread, until the work has ended. */
    @FunctionalInterface
    public interface BreakOff {

        /**
         * Cancels what can be cancelled.
         *
         * @param since the time since the request
         * @return whether anything was cancelled
         */
        boolean now(Duration since);
    }

    /** The work in progress, and the work that contains it. */
    private static final class Work {

        private final BreakOff breakOff;
        private final boolean mayFinish;
        private final Work outer;
        private boolean broken;

        Work(BreakOff breakOff, boolean mayFinish, Work outer) {
            this.breakOff = breakOff;
            this.mayFinish = mayFinish;
            this.outer = outer;
        }
    }

    /**
     * Requests the stop.
     *
     * @return whether it was already requested
     */
    public synchronized boolean request() {
        if (requested) {
            return true;
        }
        requested = true;
        requestedAt = System.nanoTime();
        Thread thread = new Thread(this::breakOff, "stop");
        thread.setDaemon(true);
        thread.start();
        return false;
    }

    /**
     * Does work that {@code breakOff} cancels as soon as a stop is requested.
     *
     * @throws StopRequestedException if it was
     */
    public <T> T breaking(BreakOff breakOff, Supplier<T> todo) {
        return during(breakOff, false, todo);
    }

    /**
     * Does work that is finished even if a stop is requested.
     *
     * @param breakOff cancels the work if it finds that it makes no progress
     */
    public <T> T finishing(BreakOff breakOff, Supplier<T> todo) {
        return during(breakOff, true, todo);
    }

    /** Sets the name of the work in progress, for messages. */
    synchronized void at(String place) {
        this.place = place;
    }

    /**
     * Ends the run if a stop was requested, unless it is in work that may finish.
     *
     * @param done the finished work, in words
     * @throws StopRequestedException if it was
     */
    public synchronized void check(String done) {
        if (requested && !work.mayFinish) {
            throw stopped("after " + done, null);
        }
    }

    private <T> T during(BreakOff breakOff, boolean mayFinish, Supplier<T> todo) {
        begin(breakOff, mayFinish);
        try {
            return todo.get();
        } catch (Exception e) { // Spark's checked exceptions are not declared
            if (isBroken() && !(e instanceof StopRequestedException)) {
                throw stopped("in " + place, e);
            }
            throw e;
        } finally {
            end();
        }
    }

    private synchronized void begin(BreakOff breakOff, boolean mayFinish) {
        check(place);
        work = new Work(breakOff, mayFinish, work);
    }

    private synchronized boolean isBroken() {
        return work.broken;
    }

    @SuppressWarnings("ThreadInterruptedNotRethrown")
    private synchronized void end() {
        if (work.broken) {
            Thread.interrupted(); // what follows cleans up, and was not meant
        }
        work = work.outer;
    }

    private void breakOff() {
        try {
            while (true) {
                synchronized (this) {
                    Duration since = Duration.ofNanos(System.nanoTime() - requestedAt);
                    work.broken |= work.breakOff.now(since);
                }
                Thread.sleep(LOOK_AGAIN_MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // no other thread interrupts this one
        }
    }

    private static StopRequestedException stopped(String where, Exception cause) {
        return new StopRequestedException(
                "stopped as asked, " + where
                        + "; nothing was published, and finished scores are kept: start again to continue",
                cause);
    }
}
