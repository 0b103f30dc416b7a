package io.weibosentiment.labels.correction;

import java.util.List;

/**
 * A row of a sheet of labels, as it is written there.
 *
 * @param key the comment's key
 * @param run the run that was drawn from
 * @param stratum the stratum that it was drawn from
 * @param probability the inclusion probability
 * @param labels the labels, one of each coder
 */
record SheetRow(String key, String run, String stratum, String probability, List<String> labels) {

    SheetRow {
        labels = List.copyOf(labels);
    }

    /** Whether nothing is written in it, as below the last row of a table in a spreadsheet. */
    boolean isBlank() {
        return (key + run + stratum + probability + String.join("", labels)).isBlank();
    }
}
