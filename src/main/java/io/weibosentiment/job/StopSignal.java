package io.weibosentiment.job;

import io.weibosentiment.StopRequestedException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Somebody's wish that the run ends as soon as that costs no work; heard between steps and between waves. */
public final class StopSignal {

    private final AtomicBoolean requested = new AtomicBoolean();

    /**
     * Asks the run to end.
     *
     * @return whether it had been asked before
     */
    public boolean request() {
        return requested.getAndSet(true);
    }

    /**
     * Ends the run if that was asked for.
     *
     * @param done what is finished, in words
     * @throws StopRequestedException if it was
     */
    void check(String done) {
        if (requested.get()) {
            throw new StopRequestedException("stopped as asked, after " + done
                    + "; nothing was published, and what was scored is kept: start again to go on");
        }
    }
}
