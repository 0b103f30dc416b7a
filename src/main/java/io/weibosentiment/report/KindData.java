package io.weibosentiment.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weibosentiment.WindowKind;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the page shows of one kind of window, as its script reads it. Times are seconds on the clocks of the run's zone. */
final class KindData {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final long MICROS = 1_000_000;
    private static final double DIGITS = 1e4;
    private static final int THIN = 1;
    private static final int INCOMPLETE = 2;

    private final WindowKind kind;
    private final ZoneId zone;
    private final boolean byLikes;
    private final List<WindowTotals> windows;
    private final Map<Long, Integer> places = new HashMap<>();
    private final Map<Optional<String>, List<BloggerCell>> bloggers = new LinkedHashMap<>();
    private final Map<String, List<PostCell>> posts = new LinkedHashMap<>();
    private final KindTotals totals;
    private final long allPosts;

    /**
     * Reads what {@code limits} allow.
     *
     * @param zone the zone of calendar windows
     * @param byLikes whether a post's likes weigh it in its blogger's mean
     */
    KindData(String kind, PublishedTables tables, Limits limits, ZoneId zone, boolean byLikes) throws IOException {
        this.kind = WindowKind.parse(kind);
        this.zone = zone;
        this.byLikes = byLikes;
        this.windows = tables.windows(kind, limits);
        for (WindowTotals window : windows) {
            places.put(window.start(), places.size());
        }
        tables.bloggerCells(kind, limits).stream()
                .filter(cell -> places.containsKey(cell.start()))
                .sorted(Comparator.comparing(cell -> cell.blogger().orElse("")))
                .forEach(cell -> bloggers.computeIfAbsent(cell.blogger(), blogger -> new ArrayList<>())
                        .add(cell));
        tables.postCells(kind, limits).stream()
                .filter(cell -> places.containsKey(cell.start()))
                .sorted(Comparator.comparing(PostCell::post))
                .forEach(cell -> posts.computeIfAbsent(cell.post(), post -> new ArrayList<>())
                        .add(cell));
        this.totals = tables.totals(kind);
        this.allPosts = tables.posts(kind);
    }

    /** The kind's specification. */
    String name() {
        return kind.text();
    }

    /** A blogger's mean in the window that begins at {@code start}; NaN if the page does not hold it. */
    double sentiment(Optional<String> blogger, long start) {
        return bloggers.getOrDefault(blogger, List.of()).stream()
                .filter(cell -> cell.start() == start)
                .mapToDouble(BloggerCell::sentiment)
                .findFirst()
                .orElse(Double.NaN);
    }

    /** What the run has of it. */
    KindTotals totals() {
        return totals;
    }

    /** Whether any window of the kind has a comment. */
    boolean isEmpty() {
        return windows.isEmpty();
    }

    /** The share of measured windows that are thin; 1 if there is none. */
    double thinShare() {
        List<BloggerCell> measured = bloggers.values().stream()
                .flatMap(List::stream)
                .filter(BloggerCell::isMeasured)
                .toList();
        return measured.isEmpty()
                ? 1
                : (double) measured.stream().filter(BloggerCell::isThin).count() / measured.size();
    }

    /** How many comments count in a measured window on average; 0 if there is none. */
    double meanCounted() {
        return bloggers.values().stream()
                .flatMap(List::stream)
                .filter(BloggerCell::isMeasured)
                .mapToLong(BloggerCell::counted)
                .average()
                .orElse(0);
    }

    /** Whether any of its means has a standard error. */
    boolean hasErrors() {
        return bloggers.values().stream().flatMap(List::stream).anyMatch(cell -> !Double.isNaN(cell.error()));
    }

    boolean isCorrected() {
        return bloggers.values().stream()
                .flatMap(List::stream)
                .anyMatch(cell -> !Double.isNaN(cell.corrected().mean()));
    }

    ObjectNode json() {
        ObjectNode json = NODES.objectNode()
                .put("kind", kind.text())
                .put("since_post", isSincePost())
                .put("from", wall(totals.start()))
                .put("to", wall(totals.end()))
                .put("bloggers_all", totals.bloggers())
                .put("posts_all", allPosts)
                .put("windows_all", totals.windows());
        kind.slide()
                .filter(slide -> !kind.length().equals(kind.slide()))
                .ifPresent(slide -> json.put("slide", slide.toSeconds()));
        ArrayNode spans = json.putArray("windows");
        for (WindowTotals window : windows) {
            ArrayNode span = spans.addArray().add(wall(window.start())).add(wall(window.end()));
            span.add(window.comments()).add(window.scored()).add(window.neutral());
            add(span, window.mean());
        }
        Map<Optional<String>, Integer> names = new LinkedHashMap<>();
        ArrayNode shown = json.putArray("bloggers");
        bloggers.forEach((blogger, cells) -> {
            names.put(blogger, names.size());
            shown.add(blogger(cells));
        });
        ArrayNode listed = json.putArray("posts");
        posts.values().forEach(cells -> listed.add(post(cells, names)));
        ArrayNode ids = json.putArray("names");
        names.keySet().forEach(name -> name.ifPresentOrElse(ids::add, ids::addNull));
        return json;
    }

    /** Whether its windows are counted from the post, and not by the clock. */
    boolean isSincePost() {
        return kind.placement() == WindowKind.Placement.SINCE_POST;
    }

    /** The seconds since 1970 that clocks in the run's zone show; under {@code since-post}, those since the post. */
    long wall(long micros) {
        long seconds = Math.floorDiv(micros, MICROS);
        return seconds
                + (isSincePost() ? ZoneOffset.UTC : zone.getRules().getOffset(Instant.ofEpochSecond(seconds)))
                        .getTotalSeconds();
    }

    private ArrayNode blogger(List<BloggerCell> cells) {
        ArrayNode row = NODES.arrayNode();
        cells.stream().sorted(Comparator.comparingLong(BloggerCell::start)).forEach(cell -> row.add(cell(cell)));
        return row;
    }

    /** A mean that was not measured is no number here, whatever the table has filled in. */
    private ArrayNode cell(BloggerCell cell) {
        ArrayNode values = NODES.arrayNode()
                .add(places.get(cell.start()))
                .add(cell.posts())
                .add(cell.comments())
                .add(cell.counted());
        add(values, cell.isMeasured() ? cell.sentiment() : Double.NaN);
        values.add((cell.isThin() ? THIN : 0) + (cell.isComplete() ? 0 : INCOMPLETE));
        add(values, cell.error());
        add(values, cell.effectiveComments());
        add(values, cell.effectivePosts());
        add(values, cell.largestShare());
        values.add(cell.status().orElse(""));
        add(values, cell.corrected().mean());
        add(values, cell.corrected().low());
        add(values, cell.corrected().high());
        return values;
    }

    private ArrayNode post(List<PostCell> cells, Map<Optional<String>, Integer> names) {
        PostCell first = cells.get(0);
        names.putIfAbsent(first.blogger(), names.size());
        ArrayNode post = NODES.arrayNode().add(names.get(first.blogger())).add(first.post());
        first.time().ifPresentOrElse(time -> post.add(zoned(time)), post::addNull);
        first.likes().ifPresentOrElse(post::add, post::addNull);
        Map<Long, BloggerCell> own = new HashMap<>();
        bloggers.getOrDefault(first.blogger(), List.of()).forEach(cell -> own.put(cell.start(), cell));
        ArrayNode rows = post.addArray();
        cells.stream().sorted(Comparator.comparingLong(PostCell::start)).forEach(cell -> {
            ArrayNode values = rows.addArray()
                    .add(places.get(cell.start()))
                    .add(cell.comments())
                    .add(cell.counted());
            add(values, cell.sentiment());
            Optional<BloggerCell> window = Optional.ofNullable(own.get(cell.start()));
            double weight = cell.weight(byLikes);
            add(values, window.map(mean -> weight / mean.weight()).orElse(Double.NaN));
            add(values, window.map(mean -> cell.shift(weight, mean)).orElse(Double.NaN));
        });
        return post;
    }

    /** The seconds since 1970 that clocks in the run's zone show, also where windows are counted from the post. */
    private long zoned(long micros) {
        long seconds = Math.floorDiv(micros, MICROS);
        return seconds
                + zone.getRules().getOffset(Instant.ofEpochSecond(seconds)).getTotalSeconds();
    }

    private static void add(ArrayNode values, double number) {
        if (Double.isNaN(number)) {
            values.addNull();
        } else {
            values.add(Math.round(number * DIGITS) / DIGITS);
        }
    }
}
