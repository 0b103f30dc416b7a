package io.weibosentiment.report;

import io.weibosentiment.Columns;
import io.weibosentiment.output.PublishedRun;
import io.weibosentiment.output.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;

/** The tables of a small run, read without Spark. */
final class DirectTables implements PublishedTables {

    private final PublishedRun run;
    private final boolean byLikes;
    private final Configuration hadoop;
    private final Map<String, List<BloggerCell>> bloggers = new HashMap<>();
    private final Map<String, Map<String, List<PostCell>>> posts = new HashMap<>();

    /**
     * Reads the tables of windows.
     *
     * @param byLikes whether a post's likes weigh it in its blogger's mean
     */
    DirectTables(PublishedRun run, boolean byLikes, Configuration hadoop) throws IOException {
        this.run = run;
        this.byLikes = byLikes;
        this.hadoop = hadoop;
        table(Table.BLOGGER_WINDOW_SENTIMENT)
                .read(
                        BloggerCell.COLUMNS,
                        row -> bloggers.computeIfAbsent(kind(row), kind -> new ArrayList<>())
                                .add(BloggerCell.of(row)));
        table(Table.POST_WINDOW_SENTIMENT).read(PostCell.COLUMNS, row -> {
            PostCell cell = PostCell.of(row);
            if (!Double.isNaN(cell.sentiment()) && cell.counted() > 0) {
                posts.computeIfAbsent(kind(row), kind -> new LinkedHashMap<>())
                        .computeIfAbsent(cell.post(), post -> new ArrayList<>())
                        .add(cell);
            }
        });
    }

    private ParquetTable table(Table table) {
        return new ParquetTable(run.place(table), hadoop);
    }

    private static String kind(Values row) {
        return row.text(Columns.WINDOW).orElse("");
    }

    @Override
    public List<WindowTotals> windows(String kind, Limits limits) {
        Map<Long, WindowTotals> sums = new HashMap<>();
        cells(kind).forEach(cell -> sums.merge(cell.start(), WindowTotals.of(cell), WindowTotals::plus));
        return sums.values().stream()
                .sorted(Comparator.comparingLong(WindowTotals::comments)
                        .reversed()
                        .thenComparing(WindowTotals::start))
                .limit(limits.windows())
                .sorted(Comparator.comparingLong(WindowTotals::start))
                .toList();
    }

    private List<BloggerCell> cells(String kind) {
        return bloggers.getOrDefault(kind, List.of());
    }

    private Map<Optional<String>, List<BloggerCell>> byBlogger(String kind) {
        return cells(kind).stream().collect(Collectors.groupingBy(BloggerCell::blogger));
    }

    @Override
    public KindTotals totals(String kind) {
        List<BloggerCell> cells = cells(kind);
        return new KindTotals(
                byBlogger(kind).size(),
                cells.stream().mapToLong(BloggerCell::start).distinct().count(),
                cells.stream().mapToLong(BloggerCell::start).min().orElse(0),
                cells.stream().mapToLong(BloggerCell::end).max().orElse(0));
    }

    @Override
    public List<BloggerCell> bloggerCells(String kind, Limits limits) {
        Map<Optional<String>, List<BloggerCell>> all = byBlogger(kind);
        Function<Optional<String>, Long> counted = blogger ->
                all.get(blogger).stream().mapToLong(BloggerCell::counted).sum();
        List<Ranked<Optional<String>>> ranked = all.keySet().stream()
                .sorted(Comparator.comparing(counted).reversed().thenComparing(blogger -> blogger.orElse("")))
                .limit(limits.bloggers())
                .map(blogger -> new Ranked<>(blogger, all.get(blogger).size()))
                .toList();
        return Ranked.fitting(ranked, limits.bloggerCells()).stream()
                .map(all::get)
                .flatMap(Collection::stream)
                .toList();
    }

    @Override
    public long posts(String kind) {
        return posts.getOrDefault(kind, Map.of()).size();
    }

    @Override
    public List<PostCell> postCells(String kind, Limits limits) {
        Map<String, List<PostCell>> all = posts.getOrDefault(kind, Map.of());
        Map<Optional<String>, Map<Long, BloggerCell>> windows = new HashMap<>();
        cells(kind)
                .forEach(cell -> windows.computeIfAbsent(cell.blogger(), blogger -> new HashMap<>())
                        .put(cell.start(), cell));
        Map<String, Double> moved = new HashMap<>();
        all.forEach((post, cells) -> moved.put(
                post,
                cells.stream().mapToDouble(cell -> moved(cell, windows)).max().orElse(-1)));
        Function<String, Long> counted =
                post -> all.get(post).stream().mapToLong(PostCell::counted).sum();
        List<Ranked<String>> ranked = all.keySet().stream()
                .sorted(Comparator.<String, Double>comparing(moved::get)
                        .thenComparing(counted)
                        .reversed()
                        .thenComparing(Comparator.naturalOrder()))
                .limit(limits.posts())
                .map(post -> new Ranked<>(post, all.get(post).size()))
                .toList();
        return Ranked.fitting(ranked, limits.postCells()).stream()
                .map(all::get)
                .flatMap(Collection::stream)
                .toList();
    }

    /** How far a post moved its blogger's window; -1 where it is alone. */
    private double moved(PostCell cell, Map<Optional<String>, Map<Long, BloggerCell>> windows) {
        BloggerCell window = windows.getOrDefault(cell.blogger(), Map.of()).get(cell.start());
        double shift = window == null ? Double.NaN : cell.shift(cell.weight(byLikes), window);
        return Double.isNaN(shift) ? -1 : Math.abs(shift);
    }

    @Override
    public ScoreCounts scores() throws IOException {
        ScoreCounts counts = new ScoreCounts();
        Set<String> columns = new HashSet<>(Set.of(Columns.SENTIMENT, Columns.DECIDED_BY));
        if (!run.has(Table.COMMENT_SCORES)) {
            return counts;
        }
        table(Table.COMMENT_SCORES).read(columns, row -> {
            double score = row.number(Columns.SENTIMENT);
            boolean isScored = !Double.isNaN(score);
            counts.add(
                    row.text(Columns.DECIDED_BY).orElse(""),
                    isScored ? ScoreCounts.bin(score) : 0,
                    1,
                    isScored ? score : 0);
        });
        return counts;
    }
}
