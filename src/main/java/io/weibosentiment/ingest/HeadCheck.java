package io.weibosentiment.ingest;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.config.Field;
import io.weibosentiment.config.InputFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * Looks at the beginnings of some files, spread over all. If none can be used, that is a problem; of one odd file among
 * good ones the rows are rejected and counted, which is no reason not to begin, but worth a warning.
 */
final class HeadCheck {

    private static final int HEADS = 10;
    private static final int SHOWN = 3;

    private final ReadSettings settings;
    private final Configuration hadoop;
    private final List<String> unreadable = new ArrayList<>();
    private final List<String> unusable = new ArrayList<>();
    private final Set<String> separators = new TreeSet<>();
    private final ColumnCheck columns;
    private final int looked;

    HeadCheck(ReadSettings settings, List<FileStatus> files, Configuration hadoop) {
        this.settings = settings;
        this.hadoop = hadoop;
        this.columns = new ColumnCheck(settings.layout());
        List<FileStatus> some =
                spread(files.stream().filter(file -> file.getLen() > 0).toList(), HEADS);
        this.looked = some.size();
        for (FileStatus file : some) {
            try {
                problem(file).ifPresent(unusable::add);
            } catch (InvalidInputException e) {
                unusable.addAll(e.problems());
            } catch (IOException | RuntimeException e) {
                unreadable.add("input file " + file.getPath() + " cannot be read: " + e.getMessage());
            }
        }
    }

    /** At most {@code count} of {@code files}, the first and the last among them, in equal steps. */
    static <T> List<T> spread(List<T> files, int count) {
        return files.size() <= count
                ? files
                : IntStream.range(0, count)
                        .mapToObj(i -> files.get((int) ((long) i * (files.size() - 1) / (count - 1))))
                        .toList();
    }

    /** What keeps the files from being read. */
    List<String> problems() {
        List<String> problems = new ArrayList<>(unreadable);
        if (!unusable.isEmpty() && unusable.size() == looked) {
            unusable.stream().limit(SHOWN).forEach(problems::add);
        }
        return problems;
    }

    /** The odd ones among files that can be read. */
    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (unusable.size() < looked) {
            unusable.stream()
                    .limit(SHOWN)
                    .map(problem -> "of " + looked + " files looked into, " + unusable.size()
                            + " cannot be used as they are: " + problem)
                    .forEach(warnings::add);
        }
        columns.warning().ifPresent(warnings::add);
        return warnings;
    }

    /** What separates the columns of CSV files, where it is no comma. */
    Set<String> separators() {
        return separators;
    }

    private Optional<String> problem(FileStatus file) throws IOException {
        Path path = file.getPath();
        InputFormat format = settings.formatOf(path.getName());
        if (format == InputFormat.PARQUET) {
            return columnProblem(path, ParquetFooters.columns(ParquetFooters.schema(path, hadoop)));
        }
        FileHead head = FileHead.of(file, settings, hadoop);
        if (head.isUndecodable()) {
            return Optional.of("input file " + path + ": " + head.undecodable() + " of its first " + head.lines()
                    + " lines are no " + settings.charset().name() + "; "
                    + advice(head.encodings()));
        }
        if (!head.separator().isEmpty() && !head.separator().equals(",")) {
            separators.add(head.separator().equals("\t") ? "tab" : "'" + head.separator() + "'");
        }
        if (head.texts() == 0 || (format == InputFormat.CSV && hasNoHeader(head.columns()))) {
            return Optional.empty();
        }
        if (format == InputFormat.JSONL && head.columns().isEmpty()) {
            return Optional.of("input file " + path + ": none of its first " + head.lines()
                    + " lines is a JSON object; expected JSON Lines, one record's object on each line, or an array of"
                    + " them");
        }
        return columnProblem(path, head.columns());
    }

    private static String advice(List<String> fitting) {
        return fitting.isEmpty()
                ? "they are no UTF-8, GBK or GB18030 either; convert the file, for example with iconv"
                : "they are " + fitting.get(0) + "; give --set input.encoding=" + fitting.get(0)
                        + ", or convert the file where others have another encoding";
    }

    /** Whether a CSV file begins with values in the preset's column order, and not with another header. */
    private boolean hasNoHeader(Set<String> first) {
        List<String> order = settings.layout().text().columnOrder();
        return !order.isEmpty() && order.stream().noneMatch(first::contains);
    }

    private Optional<String> columnProblem(Path file, Set<String> present) {
        Set<Field> given =
                SourceFile.of(file.toString(), settings.layout()).fromPath().keySet();
        String advice = "; if each file holds the comments of one post, " + PostIdExample.of(file);
        return columns.problem("file " + file, present, given, advice);
    }
}
