package io.weibosentiment.cli;

/** The process's entry point. */
public final class Main {

    private Main() {}

    /** Runs the command in {@code args} and ends the process with its {@link ExitStatus}. */
    public static void main(String[] args) {
        System.exit(CommandRunner.ofProcess().run(args).code());
    }
}
