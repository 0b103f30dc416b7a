package io.weibosentiment;

import io.weibosentiment.output.RunManifest;
import io.weibosentiment.output.RunManifest.Facts;
import io.weibosentiment.output.Table;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Manifests of runs that were made up. */
public final class Manifests {

    private static final Instant STARTED = Instant.parse("2026-11-25T08:00:00Z");
    private static final Instant FINISHED = Instant.parse("2026-11-25T08:01:00Z");

    private Manifests() {}

    /** The manifest of {@code run}, which has {@code tables}. */
    public static RunManifest of(String run, Table... tables) {
        return of(run, FINISHED, tables);
    }

    /** The manifest of {@code run}, which has {@code tables} and finished at {@code finished}. */
    public static RunManifest of(String run, Instant finished, Table... tables) {
        Map<String, String> paths = new LinkedHashMap<>();
        for (Table table : tables) {
            paths.put(table.folder(), "runs/" + run + "/" + table.folder());
        }
        return new RunManifest(
                run,
                "score",
                Map.of("weibo-sentiment", "0.1.0", "spark", "4.1.3"),
                new Attempt("test", 0),
                Map.of("policy", "standard", "aggregate.zone", "Asia/Shanghai"),
                Facts.none(),
                STARTED,
                finished,
                Map.of("ingest", 1.5),
                Map.of(),
                paths);
    }
}
