package io.weibosentiment.dynamics;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.ingest.CsvTable;
import io.weibosentiment.ingest.CsvTable.Line;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * A matrix as CSV, in the form of {@code _trajectories.csv}: a header of {@code window_start} and ids, times such as
 * {@code 2023-09-08T16:00:00Z} or dates, numbers, an empty field where there is no value.
 */
final class OpinionsCsv {

    private static final String EXPECTED =
            "; expected the form of _trajectories.csv, which begins with window_start and the bloggers' ids";

    /** Java reads more as a number. */
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

    private static final Pattern NONE = Pattern.compile("|nan|na|null|none", Pattern.CASE_INSENSITIVE);

    private final Path file;
    private final ZoneId zone;
    private final List<Instant> starts = new ArrayList<>();
    private final List<double[]> rows = new ArrayList<>();

    private OpinionsCsv(Path file, ZoneId zone) {
        this.file = file;
        this.zone = zone;
    }

    /**
     * Reads a file, which may be compressed.
     *
     * @param zone where windows are named by a date alone
     * @throws InvalidInputException if it is not of that form
     */
    static Opinions read(Path file, ZoneId zone, Configuration hadoop) throws IOException {
        return new OpinionsCsv(file, zone).read(CsvTable.read(file, OpinionsCsv::isHeader, hadoop));
    }

    private static boolean isHeader(List<String> names) {
        return names.get(0).equals(Opinions.timeColumn());
    }

    private Opinions read(List<Line> lines) {
        List<String> header =
                lines.isEmpty() ? List.of() : withoutEnd(lines.get(0).fields());
        if (header.size() < 2 || !isHeader(header)) {
            throw new InvalidInputException(file + ": found the header [" + Opinions.shown(header) + "]" + EXPECTED);
        }
        lines.stream().skip(1).forEach(line -> add(line, header));
        return new Opinions(header.subList(1, header.size()), starts, rows.toArray(double[][]::new));
    }

    /** Without the empty fields that spreadsheets write beyond a table. */
    private static List<String> withoutEnd(List<String> fields) {
        int end = fields.size();
        while (end > 0 && fields.get(end - 1).isEmpty()) {
            end--;
        }
        return fields.subList(0, end);
    }

    private void add(Line line, List<String> header) {
        List<String> fields = line.fields();
        int columns = header.size();
        if (withoutEnd(fields).isEmpty()) { // below a table, spreadsheets write rows of separators
            return;
        }
        if (fields.size() < columns || withoutEnd(fields).size() > columns) {
            throw new InvalidInputException(
                    place(line) + ": found " + fields.size() + " fields; the header has " + columns);
        }
        Instant start = WindowStart.parse(fields.get(0), zone)
                .orElseThrow(() -> new InvalidInputException(place(line) + ": found the time '" + fields.get(0)
                        + "'; expected the start of a window, such as " + WindowStart.EXAMPLES));
        if (!starts.isEmpty() && !start.isAfter(starts.get(starts.size() - 1))) {
            throw new InvalidInputException(place(line) + ": window " + start + " follows "
                    + starts.get(starts.size() - 1) + "; expected one row for each window, in chronological order");
        }
        double[] row = new double[columns - 1];
        for (int column = 1; column < columns; column++) {
            row[column - 1] = value(fields.get(column), header.get(column), line);
        }
        starts.add(start);
        rows.add(row);
    }

    private double value(String text, String blogger, Line line) {
        if (NONE.matcher(text).matches()) {
            return Double.NaN;
        }
        if (!NUMBER.matcher(text).matches()) {
            throw new InvalidInputException(place(line) + ": found '" + text + "' for " + blogger
                    + "; expected a number from 0 to 1, with a decimal point, or nothing");
        }
        return Double.parseDouble(text);
    }

    private String place(Line line) {
        return file + ", line " + line.line();
    }
}
