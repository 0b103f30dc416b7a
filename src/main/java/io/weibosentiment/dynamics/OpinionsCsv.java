package io.weibosentiment.dynamics;

import io.weibosentiment.InvalidInputException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;

/**
 * A matrix as CSV, in the form of {@code _trajectories.csv}: a header of {@code window_start} and ids, times such as
 * {@code 2023-09-08T16:00:00Z}, numbers, an empty field where there is no value.
 */
final class OpinionsCsv {

    private static final String EXPECTED =
            "; expected the form of _trajectories.csv, which begins with window_start and the bloggers' ids";

    private final Path file;
    private final List<Instant> starts = new ArrayList<>();
    private final List<double[]> rows = new ArrayList<>();

    private OpinionsCsv(Path file) {
        this.file = file;
    }

    /**
     * Reads a file, which may be compressed.
     *
     * @throws InvalidInputException if it is not of that form
     */
    static Opinions read(Path file, Configuration hadoop) throws IOException {
        FileSystem files = file.getFileSystem(hadoop);
        CompressionCodec codec = new CompressionCodecFactory(hadoop).getCodec(file);
        try (InputStream raw = files.open(file);
                InputStream bytes = codec == null ? raw : codec.createInputStream(raw);
                BufferedReader lines = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
            return new OpinionsCsv(file).read(lines);
        }
    }

    private Opinions read(BufferedReader lines) throws IOException {
        String first = lines.readLine();
        List<String> header = first == null ? List.of() : fields(first.replace("\uFEFF", ""), 1);
        if (header.size() < 2 || !header.get(0).equals(Opinions.timeColumn())) {
            throw new InvalidInputException(file + ": found the header " + header + EXPECTED);
        }
        int number = 1;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            if (!line.isBlank()) {
                add(fields(line, number), header.size(), number);
            }
        }
        return new Opinions(header.subList(1, header.size()), starts, rows.toArray(double[][]::new));
    }

    private void add(List<String> fields, int columns, int line) {
        if (fields.size() != columns) {
            throw new InvalidInputException(
                    file + ", line " + line + ": found " + fields.size() + " fields; the header has " + columns);
        }
        Instant start = start(fields.get(0), line);
        if (!starts.isEmpty() && !start.isAfter(starts.get(starts.size() - 1))) {
            throw new InvalidInputException(file + ", line " + line + ": window " + start + " follows "
                    + starts.get(starts.size() - 1) + "; expected one row for each window, in chronological order");
        }
        double[] row = new double[columns - 1];
        for (int column = 1; column < columns; column++) {
            row[column - 1] = value(fields.get(column), line);
        }
        starts.add(start);
        rows.add(row);
    }

    private Instant start(String text, int line) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new InvalidInputException(
                    file + ", line " + line + ": found the time '" + text
                            + "'; expected one such as 2023-09-08T16:00:00Z",
                    e);
        }
    }

    private double value(String text, int line) {
        if (text.isBlank()) {
            return Double.NaN;
        }
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new InvalidInputException(
                    file + ", line " + line + ": found '" + text + "'; expected a number from 0 to 1", e);
        }
    }

    private List<String> fields(String line, int number) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean isQuoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' && isQuoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                field.append(c);
                i++;
            } else if (c == '"') {
                isQuoted = !isQuoted;
            } else if (c == ',' && !isQuoted) {
                fields.add(field.toString().strip());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        if (isQuoted) {
            throw new InvalidInputException(file + ", line " + number + ": a quote does not close" + EXPECTED);
        }
        fields.add(field.toString().strip());
        return fields;
    }
}
