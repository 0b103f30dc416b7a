package io.weibosentiment.aggregate;

import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.not;

import io.weibosentiment.WindowKind;
import io.weibosentiment.config.AggregateConfig;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** All tables of all kinds of windows that one configuration asks for. */
public final class Aggregation {

    private final AggregateConfig config;
    private final List<Windows> windows;

    public Aggregation(AggregateConfig config) {
        this.config = config;
        this.windows = config.windows().stream()
                .map(spec -> new Windows(spec, config.windowBy(), config.zone()))
                .toList();
    }

    /** The rows of {@code post_window_sentiment} of every kind of window, from one pass over the scored comments. */
    public Dataset<Row> posts(Dataset<Row> scored) {
        Column[] every = windows.stream().map(Windows::windows).toArray(Column[]::new);
        return new PostWindows(config).aggregate(Windows.assign(scored, concat(every)));
    }

    /** The rows of {@code blogger_window_sentiment}, see {@link BloggerWindows#aggregate}. */
    public Dataset<Row> bloggers(Dataset<Row> posts, Optional<Instant> latest) {
        return new BloggerWindows(config).aggregate(posts, latest);
    }

    /** The matrix of each kind of window, in the order configured. Runs a Spark job for each. */
    public Map<WindowKind, Trajectories.Matrix> trajectories(Dataset<Row> bloggers) {
        Map<WindowKind, Trajectories.Matrix> matrices = new LinkedHashMap<>();
        for (Windows kind : windows) {
            matrices.put(kind.spec(), new Trajectories(config, kind).of(bloggers));
        }
        return matrices;
    }

    /**
     * How many comments are in no window.
     *
     * @param atAll in none of any kind
     * @param ofKind in none of each kind, in the order configured
     */
    public record WithoutWindow(long atAll, Map<WindowKind, Long> ofKind) {

        public WithoutWindow {
            ofKind = Collections.unmodifiableMap(new LinkedHashMap<>(ofKind));
        }
    }

    /** How many comments are in no window. Runs one Spark job. */
    public WithoutWindow withoutWindow(Dataset<Row> scored) {
        List<Column> lacking =
                windows.stream().map(kind -> not(kind.hasWindow())).toList();
        List<Column> counts = new ArrayList<>();
        counts.add(count_if(lacking.stream().reduce(Column::and).orElseThrow()));
        lacking.forEach(lacks -> counts.add(count_if(lacks)));
        Row row = scored.select(counts.toArray(Column[]::new)).first();
        Map<WindowKind, Long> without = new LinkedHashMap<>();
        for (int i = 0; i < windows.size(); i++) {
            without.put(windows.get(i).spec(), row.getLong(i + 1));
        }
        return new WithoutWindow(row.getLong(0), without);
    }
}
