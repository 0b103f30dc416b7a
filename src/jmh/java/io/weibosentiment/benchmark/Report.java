package io.weibosentiment.benchmark;

import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The figures of one benchmark: a table for people, printed line by line, and JSON for programs. */
final class Report {

    private final Map<String, Object> values = new LinkedHashMap<>();
    private final PrintStream out;

    Report(PrintStream out) {
        this.out = out;
    }

    /** Keeps a value for the JSON alone. */
    void value(String key, Object value) {
        values.put(key, value);
    }

    /** Keeps a number for both; {@code format} is that of the table. */
    void figure(String key, String label, String format, double value) {
        values.put(key, value);
        line(label, String.format(Locale.ROOT, format, value));
    }

    /** Keeps how many times faster ours is; without a value, null and the reason. */
    void ratio(String key, String label, Optional<Double> ratio, String reason) {
        ratio.ifPresentOrElse(value -> values.put(key, value), () -> missing(key, reason));
        line(
                label,
                ratio.map(value -> String.format(Locale.ROOT, "%.2f x", value)).orElse("not measured: " + reason));
    }

    /** Keeps null for what was not measured, and the reason. */
    void missing(String key, String reason) {
        values.put(key, null);
        values.put(key + "_reason", reason);
    }

    void heading(String text) {
        out.println();
        out.println(text);
    }

    void line(String label, String text) {
        out.printf(Locale.ROOT, "  %-46s %s%n", label, text);
    }

    void write(Path file) throws IOException {
        String json = new GsonBuilder()
                .serializeNulls()
                .setPrettyPrinting()
                .disableHtmlEscaping()
                .create()
                .toJson(values);
        Files.writeString(file, json + "\n");
    }
}
