package io.weibosentiment.cli;

import io.weibosentiment.run.StopSignal;
import java.io.PrintStream;
import org.apache.hadoop.service.launcher.IrqHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** SIGTERM stops the run; a second one ends the process at once, like SIGKILL. */
final class TermSignal {

    private static final Logger LOG = LoggerFactory.getLogger(TermSignal.class);
    private static final int KILLED = 143;

    private TermSignal() {}

    static void handle(StopSignal stop, PrintStream err) {
        try {
            new IrqHandler(IrqHandler.SIGTERM, signal -> {
                        if (stop.request()) {
                            Runtime.getRuntime().halt(KILLED);
                        }
                        err.println(
                                "SIGTERM: stopping. A wave that is being scored is finished and kept, anything else is"
                                        + " cancelled; a second SIGTERM ends the process at once");
                    })
                    .bind();
        } catch (IllegalArgumentException e) {
            LOG.debug("SIGTERM cannot be handled here", e);
        }
    }
}
