package io.weibosentiment.job;

import io.weibosentiment.ingest.ScoredColumns;
import io.weibosentiment.output.RunManifest;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The columns that the user of {@code aggregate} named, in the manifest's section {@code scored_columns}.
 *
 * @param named the columns by their fields, such as {@code post-id}
 */
record NamedColumns(Map<String, String> named) {

    static final String SECTION = "scored_columns";

    NamedColumns {
        named = new TreeMap<>(named);
    }

    static NamedColumns of(ScoredColumns columns) {
        return new NamedColumns(columns.named().entrySet().stream()
                .collect(Collectors.toMap(column -> column.getKey().key(), Map.Entry::getValue)));
    }

    /** The columns that a run's manifest names; none where it was written by a version that did not say. */
    static ScoredColumns in(RunManifest manifest) {
        return manifest.facts()
                .get(SECTION, NamedColumns.class)
                .map(NamedColumns::columns)
                .orElseGet(() -> new ScoredColumns(Map.of()));
    }

    private ScoredColumns columns() {
        return ScoredColumns.parse(named.entrySet().stream()
                .map(column -> column.getKey() + "=" + column.getValue())
                .collect(Collectors.joining(",")));
    }
}
