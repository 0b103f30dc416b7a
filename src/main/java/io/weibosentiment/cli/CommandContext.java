package io.weibosentiment.cli;

import io.weibosentiment.run.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What a command sees of its process.
 *
 * @param out where answers go
 * @param err where complaints go
 * @param console shows a run's course
 * @param environment the process's environment variables
 */
public record CommandContext(PrintStream out, PrintStream err, Console console, Map<String, String> environment) {

    public CommandContext {
        environment = Map.copyOf(environment);
    }

    /** This process's, whose streams are written in UTF-8 whatever the locale says. */
    static CommandContext ofProcess() {
        PrintStream out = utf8(FileDescriptor.out);
        return new CommandContext(out, utf8(FileDescriptor.err), Console.on(out), System.getenv());
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
