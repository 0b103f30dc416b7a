package io.weibosentiment.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weibosentiment.Columns;
import io.weibosentiment.FitColumns;
import io.weibosentiment.output.PublishedRun;
import io.weibosentiment.output.Table;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;

/** What each model says of the windows of the bloggers that are shown, from the table {@code forecasts}. */
final class FitForecasts {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Set<String> COLUMNS = Set.of(
            FitColumns.MODEL,
            FitColumns.METHOD,
            FitColumns.AGENT,
            FitColumns.STEP,
            Columns.WINDOW_START,
            FitColumns.VALUE,
            FitColumns.OBSERVED,
            FitColumns.LOW,
            FitColumns.HIGH);

    /** Fitted opinions of a window that is known are no forecasts, and are not shown as such. */
    private static final List<String> METHODS = List.of("free-run", "forecast");

    private static final long MICROS = 1_000_000;

    private final Map<String, Integer> places = new HashMap<>();
    private final int first;
    private final int steps;
    private final ZoneId zone;
    private final Map<Integer, Long> starts = new HashMap<>();
    private final double[][] observed;
    private final Map<String, Series> series = new HashMap<>();

    private FitForecasts(List<String> shown, int first, int steps, ZoneId zone) {
        shown.forEach(blogger -> places.put(blogger, places.size()));
        this.first = first;
        this.steps = steps;
        this.zone = zone;
        this.observed = empty(shown.size(), steps);
    }

    /**
     * Reads the series of some bloggers.
     *
     * @param first the first window that is shown, from 1
     * @param steps how many windows are shown from there on
     */
    static FitForecasts of(
            PublishedRun run, List<String> shown, int first, int steps, ZoneId zone, Configuration hadoop)
            throws IOException {
        FitForecasts forecasts = new FitForecasts(shown, first, steps, zone);
        new ParquetTable(run.place(Table.FORECASTS), hadoop).read(COLUMNS, forecasts::add);
        return forecasts;
    }

    private static double[][] empty(int rows, int columns) {
        double[][] values = new double[rows][columns];
        for (double[] row : values) {
            Arrays.fill(row, Double.NaN);
        }
        return values;
    }

    /** A method's values of each blogger in each window, and their intervals; not a number where there is none. */
    private static final class Series {

        private final double[][] values;
        private final double[][] low;
        private final double[][] high;

        Series(int bloggers, int steps) {
            values = empty(bloggers, steps);
            low = empty(bloggers, steps);
            high = empty(bloggers, steps);
        }
    }

    private void add(Values row) {
        String method = row.text(FitColumns.METHOD).orElse("");
        int place = places.getOrDefault(row.text(FitColumns.AGENT).orElse(""), -1);
        int step = (int) row.number(FitColumns.STEP) - first;
        if (place < 0 || step < 0 || step >= steps || !METHODS.contains(method)) {
            return;
        }
        row.whole(Columns.WINDOW_START).ifPresent(start -> starts.put(step, wall(start)));
        double known = row.number(FitColumns.OBSERVED);
        if (!Double.isNaN(known)) {
            observed[place][step] = known;
        }
        Series of = series.computeIfAbsent(
                key(row.text(FitColumns.MODEL).orElse(""), method), key -> new Series(places.size(), steps));
        of.values[place][step] = row.number(FitColumns.VALUE);
        of.low[place][step] = row.number(FitColumns.LOW);
        of.high[place][step] = row.number(FitColumns.HIGH);
    }

    private static String key(String model, String method) {
        return model + " " + method;
    }

    /** When each window starts; shorter than the series by the windows that are not known. */
    ArrayNode starts() {
        ArrayNode json = NODES.arrayNode();
        for (int step = 0; starts.containsKey(step); step++) {
            json.add(starts.get(step));
        }
        return json;
    }

    /** What was seen, of each blogger. */
    ArrayNode observed() {
        ArrayNode json = NODES.arrayNode();
        for (double[] values : observed) {
            json.add(numbers(values, 0));
        }
        return json;
    }

    /** Adds the series of a model or a baseline under the names of methods. */
    void addTo(ObjectNode json, String model) {
        ObjectNode methods = json.putObject("series");
        for (String method : METHODS) {
            Series of = series.get(key(model, method));
            if (of != null) {
                ArrayNode bloggers = methods.putArray(method);
                for (int place = 0; place < places.size(); place++) {
                    bloggers.add(series(of, place));
                }
            }
        }
    }

    /** One blogger's series from its first window on. */
    private static ObjectNode series(Series of, int place) {
        int from = 0;
        while (from < of.values[place].length && Double.isNaN(of.values[place][from])) {
            from++;
        }
        ObjectNode json = NODES.objectNode().put("from", from);
        json.set("values", numbers(of.values[place], from));
        if (Arrays.stream(of.low[place]).anyMatch(Double::isFinite)) {
            json.set("low", numbers(of.low[place], from));
            json.set("high", numbers(of.high[place], from));
        }
        return json;
    }

    private static ArrayNode numbers(double[] values, int from) {
        ArrayNode json = NODES.arrayNode();
        for (int step = from; step < values.length; step++) {
            json.add(Digits.number(values[step]));
        }
        return json;
    }

    /** Seconds that clocks in the zone show. */
    private long wall(long micros) {
        long seconds = Math.floorDiv(micros, MICROS);
        return seconds
                + zone.getRules().getOffset(Instant.ofEpochSecond(seconds)).getTotalSeconds();
    }
}
