package io.weibosentiment.run;

import io.weibosentiment.output.RunManifest;
import java.util.ArrayList;
import java.util.List;

/**
 * What a run did, for the console and the exit code.
 *
 * @param manifest what was published
 * @param tables the tables written, in the order written
 * @param figures numbers worth a line on the console
 * @param warnings what the user may have to act on
 * @param outcome the run in a few words, for the last line
 * @param hasRejects whether some rows could not be used
 */
public record RunSummary(
        RunManifest manifest,
        List<Table> tables,
        List<Figure> figures,
        List<String> warnings,
        String outcome,
        boolean hasRejects) {

    public RunSummary {
        tables = List.copyOf(tables);
        figures = List.copyOf(figures);
        warnings = List.copyOf(warnings);
    }

    /** This summary with one more warning. */
    public RunSummary warned(String warning) {
        List<String> all = new ArrayList<>(warnings);
        all.add(warning);
        return new RunSummary(manifest, tables, figures, all, outcome, hasRejects);
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
}
