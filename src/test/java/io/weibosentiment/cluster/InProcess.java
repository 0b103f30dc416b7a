package io.weibosentiment.cluster;

import io.weibosentiment.cli.CommandContext;
import io.weibosentiment.cli.CommandRunner;
import io.weibosentiment.run.Console;
import io.weibosentiment.run.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import scala.Option;

/** Runs commands in this JVM, from their arguments to their exit code: less than a process of their own costs. */
final class InProcess {

    private InProcess() {}

    /** Something that happens while a command runs. */
    @FunctionalInterface
    interface Event {
        void happen() throws IOException;
    }

    /** Runs a command. */
    static Finished of(List<String> arguments) {
        return of(arguments, "no such line", () -> {});
    }

    /** Runs a command; {@code event} happens just before it prints the line that begins with {@code beginning}. */
    static Finished of(List<String> arguments, String beginning, Event event) {
        closeSession();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream before = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream console = new PrintStream(out, true, StandardCharsets.UTF_8) {
            @Override
            public PrintStream printf(java.util.Locale locale, String format, Object... values) {
                String line = String.format(locale, format, values);
                if (line.startsWith(beginning)) {
                    run(event);
                }
                super.print(line);
                return this;
            }
        };
        CommandContext context = new CommandContext(
                before,
                new PrintStream(err, true, StandardCharsets.UTF_8),
                new Console(console, Clock.systemUTC(), Progress.Style.LINES),
                Map.of("WEIBO_SENTIMENT_HOME", Path.of("").toAbsolutePath().toString()));
        int code =
                new CommandRunner(context).run(arguments.toArray(String[]::new)).code();
        return new Finished(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** One that other tests left open would be used in place of the command's own. */
    private static void closeSession() {
        Option<SparkSession> open = SparkSession.getDefaultSession();
        if (open.isDefined()) {
            open.get().stop();
        }
    }

    private static void run(Event event) {
        try {
            event.happen();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
