package io.weibosentiment.config;

import static io.weibosentiment.config.Key.key;

import java.util.List;

/**
 * The labels that the tables of windows are corrected by.
 *
 * @param paths the files with labels; empty: nothing is corrected
 * @param tuning how much the scores count beside the labels
 * @param minimum a cell with fewer labels is corrected by those of its strata
 */
public record LabelsConfig(List<String> paths, Tuning tuning, int minimum) {

    public static final Key<List<String>> PATHS = key("labels.paths")
            .listOf("files of labels", "an empty path")
            .flag(
                    "--labels",
                    "FILE",
                    "Sheets of sample that people have filled in; adds corrected means and their intervals to the tables"
                            + " of posts and bloggers. Can be repeated.");

    public static final Key<Tuning> TUNING = key("labels.tuning")
            .parsed(Tuning::parse, Tuning::text)
            .flag(
                    "--tuning",
                    "one|optimal|NUMBER",
                    "How much the scores count beside the labels, from 0 to 1: the tuning λ of PPI++.");

    public static final Key<Integer> MINIMUM = key("labels.minimum")
            .integer()
            .atLeast(2, "labels")
            .flag("--min-labels", "N", "A cell with fewer labels is corrected by those of its strata.");

    public LabelsConfig {
        paths = List.copyOf(paths);
    }

    static LabelsConfig of(Key.Values values) {
        return new LabelsConfig(values.get(PATHS), values.get(TUNING), values.get(MINIMUM));
    }
}
