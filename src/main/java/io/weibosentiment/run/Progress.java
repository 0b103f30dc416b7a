package io.weibosentiment.run;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** The progress of one step - done, rate and time left - shown from a thread of its own until it is closed. */
public final class Progress implements AutoCloseable {

    /** How progress is shown. */
    public enum Style {
        /** One line, drawn again and again. */
        REDRAWN(500),
        /** A new line every ten seconds. */
        LINES(10_000);

        private final long everyMillis;

        Style(long everyMillis) {
            this.everyMillis = everyMillis;
        }
    }

    private static final int LINE_WIDTH = 78;

    private final PrintStream out;
    private final Clock clock;
    private final Style style;
    private final Function<Duration, String> state;
    private final Instant start;
    private final ScheduledExecutorService timer;

    private Progress(PrintStream out, Clock clock, Style style, Function<Duration, String> state) {
        this.out = out;
        this.clock = clock;
        this.style = style;
        this.state = state;
        this.start = clock.instant();
        this.timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "progress");
            thread.setDaemon(true);
            return thread;
        });
    }

    static Progress start(PrintStream out, Clock clock, Style style, String unit, long total, LongSupplier done) {
        return start(out, clock, style, elapsed -> state(done.getAsLong(), total, unit, elapsed));
    }

    /** @param state what is shown, by the time since the start; asked from another thread */
    @SuppressWarnings("FutureReturnValueIgnored") // the timer is stopped as a whole
    static Progress start(PrintStream out, Clock clock, Style style, Function<Duration, String> state) {
        Progress progress = new Progress(out, clock, style, state);
        progress.timer.scheduleAtFixedRate(progress::show, style.everyMillis, style.everyMillis, TimeUnit.MILLISECONDS);
        return progress;
    }

    /** Shows the last state, and no more. */
    @Override
    public void close() {
        timer.shutdownNow();
        try {
            timer.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        show();
        if (style == Style.REDRAWN) {
            out.println();
        }
    }

    private synchronized void show() {
        String line = "progress  " + state.apply(Duration.between(start, clock.instant()));
        if (style == Style.REDRAWN) {
            out.printf(Locale.ROOT, "\r%-" + LINE_WIDTH + "s", line);
            out.flush();
        } else {
            out.println(line);
        }
    }

    static String state(long done, long total, String unit, Duration elapsed) {
        double seconds = Math.max(1e-3, elapsed.toMillis() / 1e3);
        double rate = done / seconds;
        String counted = total > 0
                ? String.format(Locale.ROOT, "%,d of %,d %s (%d%%)", done, total, unit, 100 * done / total)
                : String.format(Locale.ROOT, "%,d %s", done, unit);
        String speed = String.format(Locale.ROOT, rate < 10 ? ", %.1f/s" : ", %,.0f/s", rate);
        if (done == 0 || total <= done) {
            return counted + (done == 0 ? "" : speed);
        }
        return counted + speed + ", " + written(Duration.ofSeconds(Math.round((total - done) / rate))) + " left";
    }

    static String written(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 60) {
            return seconds < 10 ? String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1e3) : seconds + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min " + seconds % 60 + " s";
        }
        return seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
    }
}
