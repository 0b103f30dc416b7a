package io.weibosentiment.cli;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.OutputBusyException;
import io.weibosentiment.RejectLimitExceededException;
import io.weibosentiment.StopRequestedException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;

/** Says what went wrong, shortly, and which exit code it is. */
final class Failures {

    private static final int CAUSES_SHOWN = 5;
    private static final int LONGEST_CAUSE = 400;

    private final PrintStream err;
    private final BooleanSupplier verbose;
    private final List<String> told = new ArrayList<>();

    Failures(PrintStream err, BooleanSupplier verbose) {
        this.err = err;
        this.verbose = verbose;
    }

    /** What was told of the failure, line by line. */
    List<String> told() {
        return List.copyOf(told);
    }

    /** The command line cannot be understood. */
    int badUsage(CommandLine.ParameterException exception, String[] args) {
        CommandLine command = exception.getCommandLine();
        tell("error: " + exception.getMessage());
        if (exception instanceof CommandLine.UnmatchedArgumentException unmatched) {
            unmatched.getSuggestions().stream()
                    .findFirst()
                    .ifPresent(suggestion -> tell("Did you mean '" + suggestion + "'?"));
        }
        err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return ExitStatus.BAD_USAGE.code();
    }

    /** The command did not end well: {@code exception} is whatever it threw, an {@link Error} too. */
    ExitStatus failed(Throwable exception) {
        Optional<InvalidInputException> invalid = causeOf(exception, InvalidInputException.class);
        Optional<RejectLimitExceededException> rejects = causeOf(exception, RejectLimitExceededException.class);
        Optional<OutputBusyException> busy = causeOf(exception, OutputBusyException.class);
        Optional<StopRequestedException> stopped = causeOf(exception, StopRequestedException.class);
        ExitStatus status;
        if (invalid.isPresent()) {
            invalid.get().problems().forEach(problem -> tell("error: " + withoutStackTrace(problem)));
            status = ExitStatus.BAD_USAGE;
        } else if (rejects.isPresent()) {
            tell("error: " + rejects.get().getMessage());
            status = ExitStatus.TOO_MANY_REJECTS;
        } else if (busy.isPresent()) {
            tell("error: " + busy.get().getMessage());
            status = ExitStatus.OUTPUT_BUSY;
        } else if (stopped.isPresent()) {
            tell(stopped.get().getMessage());
            status = ExitStatus.STOPPED;
        } else {
            causes(exception);
            status = ExitStatus.FAILED;
        }
        if (verbose.getAsBoolean()) {
            exception.printStackTrace(err);
        } else if (status == ExitStatus.FAILED) {
            err.println("Run again with --verbose to see the stack trace and Spark's own log.");
        }
        err.println("ended     exit code " + status.code() + ": " + status.meaning());
        return status;
    }

    private void tell(String line) {
        told.add(line);
        err.println(line);
    }

    private void causes(Throwable exception) {
        Set<String> lines = new LinkedHashSet<>();
        for (Throwable cause = exception; cause != null && lines.size() < CAUSES_SHOWN; cause = cause.getCause()) {
            lines.add(described(cause));
        }
        String lead = "error: ";
        for (String line : lines) {
            tell(lead + line);
            lead = "  because: ";
        }
    }

    /** Messages of Hadoop's servers bring the server's stack trace along. */
    private static String withoutStackTrace(String message) {
        return message.replaceAll("(\\R\\tat .*)+\\R?", "");
    }

    /** The first line of the message; Spark's go on with stack traces. */
    private static String described(Throwable cause) {
        String message = cause.getMessage() == null
                ? ""
                : cause.getMessage().strip().lines().findFirst().orElse("");
        String name = cause.getClass().getSimpleName();
        String line = message.isEmpty() ? name : name + ": " + message;
        return line.length() <= LONGEST_CAUSE ? line : line.substring(0, LONGEST_CAUSE) + "…";
    }

    private static <T extends Throwable> Optional<T> causeOf(Throwable exception, Class<T> type) {
        for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
        }
        return Optional.empty();
    }
}
