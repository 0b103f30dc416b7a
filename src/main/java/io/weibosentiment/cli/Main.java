package io.weibosentiment.cli;

import io.weibosentiment.cli.CommandRunner.Outcome;
import java.util.List;

/** The process's entry point. */
public final class Main {

    private Main() {}

    /**
     * Runs the command in {@code args} and ends the process with its {@link ExitStatus}. If a cluster runs the driver,
     * it returns after a success.
     *
     * @throws CommandFailedException after a failure, if YARN runs the driver
     */
    public static void main(String[] args) {
        end(outcome(args));
    }

    private static Outcome outcome(String[] args) {
        try {
            return CommandRunner.ofProcess().outcome(args);
        } catch (Throwable thrown) { // before any command runs; Java would end with 1
            String message = "error: " + thrown;
            System.err.println(message);
            return new Outcome(ExitStatus.FAILED, List.of(message));
        }
    }

    private static void end(Outcome outcome) {
        ExitStatus status = outcome.status();
        DriverHost host = DriverHost.ofProcess();
        if (status.isSuccess() && host != DriverHost.OWN_PROCESS) {
            return;
        }
        if (host == DriverHost.YARN) {
            YarnApplication.fail(status, outcome.message(), System.err);
            throw new CommandFailedException(outcome.message());
        }
        System.exit(status.code());
    }
}
