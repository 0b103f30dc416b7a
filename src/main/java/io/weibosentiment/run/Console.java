package io.weibosentiment.run;

import io.weibosentiment.util.Counted;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** What a person at the terminal sees of a run; it never shows a comment's text. */
public final class Console {

    private final PrintStream out;
    private final Clock clock;
    private final Progress.Style style;

    /** A console on {@code out}; {@code style} says how progress is shown there. */
    public Console(PrintStream out, Clock clock, Progress.Style style) {
        this.out = out;
        this.clock = clock;
        this.style = style;
    }

    /** The process's standard output {@code out}, redrawing progress where it is a terminal. */
    public static Console on(PrintStream out) {
        return new Console(out, Clock.systemUTC(), isTerminal() ? Progress.Style.REDRAWN : Progress.Style.LINES);
    }

    /** A console that shows nothing. */
    public static Console silent() {
        return new Console(
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
                Clock.systemUTC(),
                Progress.Style.LINES);
    }

    @SuppressWarnings("SystemConsoleNull") // where it is never null, isTerminal exists
    private static boolean isTerminal() {
        java.io.Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) java.io.Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true; // before Java 22 there is a console only on a terminal
        }
    }

    /** A line about one aspect of the run: {@code line("model", "weibo-bert-mini, float32, cpu")}. */
    public void line(String aspect, String text) {
        out.printf(Locale.ROOT, "%-9s %s%n", aspect, text);
    }

    /** A line about something the user may have to act on. */
    public void warn(String text) {
        line("warning", text);
    }

    /**
     * Does {@code work} and shows how far it is.
     *
     * @param unit what is counted, such as {@code texts scored}
     * @param total how many there will be; 0 if that is not known
     * @param done how many there are now; asked from another thread
     */
    public <T> T following(String unit, long total, LongSupplier done, Supplier<T> work) {
        Progress progress = Progress.start(out, clock, style, unit, total, done);
        try {
            return work.get();
        } finally {
            progress.close();
        }
    }

    /**
     * Does {@code work} and shows how far it is.
     *
     * @param state how far, in words; asked from another thread
     */
    public <T> T following(Supplier<String> state, Supplier<T> work) {
        Progress progress = Progress.start(out, clock, style, elapsed -> state.get());
        try {
            return work.get();
        } finally {
            progress.close();
        }
    }

    /** The end of a run: its tables, figures and warnings, and its counts in the last line. */
    public void summary(RunSummary summary, Duration wall) {
        List<RunSummary.Table> tables = summary.tables();
        int width =
                tables.stream().mapToInt(table -> table.name().length()).max().orElse(1);
        for (RunSummary.Table table : tables) {
            String rows = Counted.of(table.rows(), "row ", "rows");
            line("wrote", String.format(Locale.ROOT, "%-" + width + "s %17s  %s", table.name(), rows, table.path()));
        }
        summary.figures().forEach(figure -> line("result", figure.label() + ": " + figure.value()));
        summary.warnings().forEach(this::warn);
        line("done", "in " + Progress.written(wall) + ": " + summary.outcome());
    }
}
