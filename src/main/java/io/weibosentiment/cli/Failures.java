package io.weibosentiment.cli;

import io.weibosentiment.InconsistentRunException;
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
import java.util.function.UnaryOperator;
import picocli.CommandLine;

/** Reports a failure briefly, and finds its exit code. */
final class Failures {

    private static final int CAUSES_SHOWN = 5;
    private static final int LONGEST_CAUSE = 400;

    private final PrintStream err;
    private final BooleanSupplier verbose;
    private final List<String> reported = new ArrayList<>();

    Failures(PrintStream err, BooleanSupplier verbose) {
        this.err = err;
        this.verbose = verbose;
    }

    /** The lines reported so far. */
    List<String> reported() {
        return List.copyOf(reported);
    }

    /** The command line cannot be understood. */
    int badUsage(CommandLine.ParameterException exception, String[] args) {
        CommandLine command = exception.getCommandLine();
        report("error: " + exception.getMessage());
        if (exception instanceof CommandLine.UnmatchedArgumentException unmatched) {
            unmatched.getSuggestions().stream()
                    .findFirst()
                    .ifPresent(suggestion -> report("Did you mean '" + suggestion + "'?"));
        }
        err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return ExitStatus.BAD_USAGE.code();
    }

    /** {@code command} failed: {@code exception} is what it threw. */
    ExitStatus failed(Throwable exception, CommandLine command) {
        return failed(exception, new MentionedOptions(command.getCommandSpec())::explained);
    }

    /** No command could run: {@code exception} is what was thrown, which may be an {@link Error}. */
    ExitStatus failed(Throwable exception) {
        return failed(exception, UnaryOperator.identity());
    }

    private ExitStatus failed(Throwable exception, UnaryOperator<String> explained) {
        Optional<InvalidInputException> invalid = causeOf(exception, InvalidInputException.class);
        Optional<RejectLimitExceededException> rejects = causeOf(exception, RejectLimitExceededException.class);
        Optional<OutputBusyException> busy = causeOf(exception, OutputBusyException.class);
        Optional<StopRequestedException> stopped = causeOf(exception, StopRequestedException.class);
        Optional<InconsistentRunException> inconsistent = causeOf(exception, InconsistentRunException.class);
        ExitStatus status;
        if (invalid.isPresent()) {
            invalid.get()
                    .problems()
                    .forEach(problem -> report("error: " + explained.apply(withoutStackTrace(problem))));
            status = ExitStatus.BAD_USAGE;
        } else if (rejects.isPresent()) {
            List<String> lines = rejects.get().getMessage().lines().toList();
            report("error: " + explained.apply(lines.get(0)));
            lines.stream().skip(1).forEach(line -> report("  " + line));
            status = ExitStatus.TOO_MANY_REJECTS;
        } else if (busy.isPresent()) {
            report("error: " + explained.apply(busy.get().getMessage()));
            status = ExitStatus.OUTPUT_BUSY;
        } else if (stopped.isPresent()) {
            report(stopped.get().getMessage());
            status = ExitStatus.STOPPED;
        } else if (inconsistent.isPresent()) {
            report("error: " + inconsistent.get().getMessage());
            status = ExitStatus.FAILED;
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

    private void report(String line) {
        reported.add(line);
        err.println(line);
    }

    private void causes(Throwable exception) {
        Set<String> lines = new LinkedHashSet<>();
        for (Throwable cause = exception; cause != null && lines.size() < CAUSES_SHOWN; cause = cause.getCause()) {
            lines.add(described(cause));
        }
        String lead = "error: ";
        for (String line : lines) {
            report(lead + line);
            lead = "  because: ";
        }
    }

    /** Messages of Hadoop's servers contain the server's stack trace. */
    private static String withoutStackTrace(String message) {
        return message.replaceAll("(\\R\\tat .*)+\\R?", "");
    }

    /** The exception's type and the first line of its message; in Spark's messages a stack trace follows. */
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
