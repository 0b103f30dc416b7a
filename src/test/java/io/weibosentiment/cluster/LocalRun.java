package io.weibosentiment.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Runs commands on this machine as a user does, with {@code submit/local.sh}. */
public final class LocalRun {

    private static final Path PROJECT = Path.of("").toAbsolutePath();
    private static final Duration LIMIT = Duration.ofMinutes(20);
    private static final String JAVA_OPTIONS = "WEIBO_SENTIMENT_JAVA_OPTIONS";

    /** What a JVM that lives for seconds is started with: it has no time to optimize code. */
    static final List<String> SHORT_JVM =
            List.of("-XX:TieredStopAtLevel=1", "-XX:ReservedCodeCacheSize=240m", "-XX:+UseSerialGC");

    private LocalRun() {}

    /** Runs a command and waits for its end. */
    public static Finished of(String... arguments) throws IOException, InterruptedException {
        return start(List.of(arguments)).finish();
    }

    /** Starts a command. */
    public static Running start(List<String> arguments) throws IOException {
        return Running.start(process(PROJECT, arguments), PROJECT.resolve("target/local-runs"), LIMIT);
    }

    /** The process that runs a command from {@code directory}; not started yet. */
    public static ProcessBuilder process(Path directory, List<String> arguments) {
        List<String> command =
                new ArrayList<>(List.of(PROJECT.resolve("submit/local.sh").toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("WEIBO_SENTIMENT_HEAP", "3g");
        builder.environment().put(JAVA_OPTIONS, String.join(" ", SHORT_JVM));
        return builder;
    }

    /** The same process with more options for Java. */
    static ProcessBuilder with(String options, ProcessBuilder process) {
        process.environment().merge(JAVA_OPTIONS, options, (before, more) -> before + " " + more);
        return process;
    }
}
