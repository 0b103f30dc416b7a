package io.weibosentiment.cli;

import io.weibosentiment.run.Console;
import io.weibosentiment.run.Session;
import io.weibosentiment.run.StopSignal;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/**
 * The parts of its process that a command uses.
 *
 * @param out the stream for results
 * @param err the stream for errors
 * @param console shows the progress of a run
 * @param environment the process's environment variables
 */
public record CommandContext(PrintStream out, PrintStream err, Console console, Map<String, String> environment) {

    public CommandContext {
        environment = Map.copyOf(environment);
    }

    /** The context of this process, with its streams in UTF-8 whatever the locale. */
    static CommandContext ofProcess() {
        PrintStream out = utf8(FileDescriptor.out);
        return new CommandContext(out, utf8(FileDescriptor.err), Console.on(out), System.getenv());
    }

    /** The session of a command that runs in {@code spark} and ends when {@code stop} says so. */
    Session session(SparkSession spark, StopSignal stop) {
        return new Session(spark, console, stop, Clock.systemUTC(), environment);
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
