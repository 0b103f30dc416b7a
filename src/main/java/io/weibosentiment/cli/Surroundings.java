package io.weibosentiment.cli;

import io.weibosentiment.job.Console;
import java.io.PrintStream;
import java.util.Map;

/**
 * What a command sees of its process.
 *
 * @param out where answers go
 * @param err where complaints go
 * @param console shows a run's course
 * @param environment the process's environment variables
 */
public record Surroundings(PrintStream out, PrintStream err, Console console, Map<String, String> environment) {

    public Surroundings {
        environment = Map.copyOf(environment);
    }
}
