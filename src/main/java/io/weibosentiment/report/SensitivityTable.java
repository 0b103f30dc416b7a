package io.weibosentiment.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weibosentiment.Columns;
import io.weibosentiment.output.DerivedTable;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** The windows that other choices move the most, from the table {@code sensitivity} beside a run's tables. */
final class SensitivityTable {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Set<String> COLUMNS = Set.of(
            Columns.RUN,
            Columns.BLOGGER_ID,
            Columns.WINDOW,
            Columns.WINDOW_START,
            Columns.WINDOW_END,
            Columns.SENTIMENT,
            Columns.LOWEST,
            Columns.HIGHEST,
            Columns.SPREAD,
            Columns.MOVED_MOST_BY);

    /** So many windows are shown. */
    private static final int MOST = 300;

    /** Made with other choices than the run's, it has other means. */
    private static final double TOLERANCE = 1e-9;

    private static final double DIGITS = 1e4;

    private final PriorityQueue<Cell> widest = new PriorityQueue<>(Comparator.comparingDouble(Cell::spread));
    private final Map<String, Integer> choices = new TreeMap<>();
    private final Set<String> runs = new HashSet<>();
    private long cells;
    private double sum;

    /** A window with its mean and the lowest and highest mean under any choice. */
    private record Cell(
            Optional<String> blogger,
            String kind,
            long start,
            long end,
            double sentiment,
            double lowest,
            double highest,
            double spread,
            String movedBy) {}

    /** The table beside the runs of {@code root}; empty if there is none. */
    static Optional<SensitivityTable> in(Path root, Configuration hadoop) throws IOException {
        Path folder = new DerivedTable(root, DerivedTable.SENSITIVITY).place();
        if (!folder.getFileSystem(hadoop).exists(folder)) {
            return Optional.empty();
        }
        SensitivityTable table = new SensitivityTable();
        new ParquetTable(folder, hadoop).read(COLUMNS, table::add);
        return Optional.of(table);
    }

    private void add(Values row) {
        runs.add(row.text(Columns.RUN).orElse(""));
        Cell cell = new Cell(
                row.text(Columns.BLOGGER_ID),
                row.text(Columns.WINDOW).orElse(""),
                row.count(Columns.WINDOW_START),
                row.count(Columns.WINDOW_END),
                row.number(Columns.SENTIMENT),
                row.number(Columns.LOWEST),
                row.number(Columns.HIGHEST),
                row.number(Columns.SPREAD),
                row.text(Columns.MOVED_MOST_BY).orElse(""));
        if (Double.isNaN(cell.sentiment()) || Double.isNaN(cell.spread())) {
            return;
        }
        cells++;
        sum += cell.spread();
        if (!cell.movedBy().isEmpty()) {
            choices.merge(cell.movedBy(), 1, Integer::sum);
        }
        widest.add(cell);
        if (widest.size() > MOST) {
            widest.remove();
        }
    }

    /** Whether it was made of {@code run}, whose windows are {@code kinds}, with the choices of the run itself. */
    boolean isOf(String run, List<KindData> kinds) {
        return runs.equals(Set.of(run))
                && widest.stream()
                        .allMatch(cell -> kinds.stream()
                                .filter(kind -> kind.name().equals(cell.kind()))
                                .anyMatch(kind -> {
                                    double own = kind.sentiment(cell.blogger(), cell.start());
                                    return Double.isNaN(own) || Math.abs(own - cell.sentiment()) < TOLERANCE;
                                }));
    }

    ObjectNode json(List<KindData> kinds) {
        ObjectNode json = NODES.objectNode().put("all", cells).put("mean", cells == 0 ? 0 : rounded(sum / cells));
        ObjectNode moved = json.putObject("choices");
        choices.forEach(moved::put);
        ArrayNode rows = json.putArray("rows");
        widest.stream()
                .sorted(Comparator.comparingDouble(Cell::spread)
                        .reversed()
                        .thenComparing(cell -> cell.blogger().orElse(""))
                        .thenComparing(Cell::kind)
                        .thenComparing(Cell::start))
                .forEach(cell -> kinds.stream()
                        .filter(kind -> kind.name().equals(cell.kind()))
                        .findFirst()
                        .ifPresent(kind -> rows.add(row(cell, kind))));
        return json;
    }

    private static ArrayNode row(Cell cell, KindData kind) {
        ArrayNode row = NODES.arrayNode();
        cell.blogger().ifPresentOrElse(row::add, row::addNull);
        return row.add(cell.kind())
                .add(kind.wall(cell.start()))
                .add(kind.wall(cell.end()))
                .add(rounded(cell.sentiment()))
                .add(rounded(cell.lowest()))
                .add(rounded(cell.highest()))
                .add(rounded(cell.spread()))
                .add(cell.movedBy());
    }

    private static double rounded(double number) {
        return Math.round(number * DIGITS) / DIGITS;
    }
}
