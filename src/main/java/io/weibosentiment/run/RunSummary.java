package io.weibosentiment.run;

import java.util.List;

/**
 * What a run did, in the few numbers that matter; {@code read = kept + duplicates + rejected}.
 *
 * @param read rows read
 * @param kept comments kept
 * @param duplicates rows that repeated a comment
 * @param rejected rows that could not be used
 * @param tables the tables written, in the order written
 * @param figures numbers worth a line on the console
 * @param warnings what the user may have to act on
 */
public record RunSummary(
        long read,
        long kept,
        long duplicates,
        long rejected,
        List<Table> tables,
        List<Figure> figures,
        List<String> warnings) {

    public RunSummary {
        tables = List.copyOf(tables);
        figures = List.copyOf(figures);
        warnings = List.copyOf(warnings);
        if (read != kept + duplicates + rejected) {
            throw new IllegalArgumentException("read " + read + " rows, but kept " + kept + " + duplicates "
                    + duplicates + " + rejected " + rejected + " are " + (kept + duplicates + rejected));
        }
    }

    /**
     * A table written.
     *
     * @param name the table's name
     * @param rows its rows
     * @param path its folder
     */
    public record Table(String name, long rows, String path) {}

    /**
     * A number and what it counts.
     *
     * @param label what it is, such as {@code mean sentiment}
     * @param value the number, formatted
     */
    public record Figure(String label, String value) {}

    /** Whether some rows could not be used. */
    public boolean hasRejects() {
        return rejected > 0;
    }
}
