package io.weibosentiment.run;

import io.weibosentiment.StopRequestedException;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Somebody's wish that the run ends. What becomes of the work that goes on is up to that work: it is broken off, or
 * finished where it would be lost otherwise.
 */
public final class StopSignal {

    private static final long LOOK_AGAIN_MILLISECONDS = 200;

    private Work work = new Work(since -> false, false, null);
    private String place = "the start of Spark";
    private long requestedAt;
    private boolean requested;

    /** Breaks work off; asked again and again from another thread, until the work has ended. */
    @FunctionalInterface
    public interface BreakOff {

        /**
         * Does so.
         *
         * @param since how long ago the run was asked to end
         * @return whether anything was broken off
         */
        boolean now(Duration since);
    }

    /** What is being done, and inside of what. */
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
     * Asks the run to end.
     *
     * @return whether it had been asked before
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
     * Does work that is broken off by {@code breakOff} as soon as the run is asked to end.
     *
     * @throws StopRequestedException if it was
     */
    public <T> T breaking(BreakOff breakOff, Supplier<T> todo) {
        return during(breakOff, false, todo);
    }

    /**
     * Does work that is finished although the run was asked to end.
     *
     * @param breakOff breaks it off all the same, if it finds that the work does not go on
     */
    public <T> T finishing(BreakOff breakOff, Supplier<T> todo) {
        return during(breakOff, true, todo);
    }

    /** Says what is being done from now on, in words. */
    synchronized void at(String place) {
        this.place = place;
    }

    /**
     * Ends the run if that was asked for, unless it is in work that may finish.
     *
     * @param done what is finished, in words
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
            Thread.currentThread().interrupt(); // nobody does
        }
    }

    private static StopRequestedException stopped(String where, Exception cause) {
        return new StopRequestedException(
                "stopped as asked, " + where
                        + "; nothing was published, and what was scored is kept: start again to go on",
                cause);
    }
}
