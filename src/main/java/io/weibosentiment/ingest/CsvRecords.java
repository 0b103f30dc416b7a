package io.weibosentiment.ingest;

import io.weibosentiment.ingest.CsvSplitter.Quoting;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/**
 * Joins the lines of a CSV file to records.
 *
 * <p>A quoted line break joins lines only if the joined record is well formed and none of its further lines is a record
 * by itself; so a stray quote swallows nothing.
 *
 * <p>A quote after a backslash can be one within the text or the text's end. It is read in the way in which the record
 * is well formed; where both fit and differ, in the file's own way, and where the file shows none, not at all.
 */
final class CsvRecords {

    private static final int MAX_LINES = 1000;
    private static final String MARK = "\\\"";

    private final LineQueue lines;
    private final LineDecoder decoder;
    private final char separator;
    private final Predicate<List<String>> isRecord;
    private Optional<Quoting> quoting;
    private int width;
    private IntPredicate hasAll = fields -> true;

    /**
     * Records of {@code lines}.
     *
     * @param isRecord whether fields are surely those of a record, or of the header
     */
    CsvRecords(LineQueue lines, LineDecoder decoder, CsvDialect dialect, Predicate<List<String>> isRecord) {
        this.lines = lines;
        this.decoder = decoder;
        this.separator = dialect.separator();
        this.quoting = dialect.quoting();
        this.isRecord = isRecord;
    }

    /**
     * A record, or why there is none.
     *
     * @param fields its fields; empty if there is a problem
     * @param lines how many lines it was written in
     * @param problem why it cannot be read, or empty
     */
    record CsvRecord(List<String> fields, String raw, int lines, boolean exact, String problem) {

        static CsvRecord unreadable(String raw, String problem) {
            return new CsvRecord(List.of(), raw, 1, false, problem);
        }
    }

    /**
     * Takes note of how many columns there are.
     *
     * @param isWhole whether a record of so many fields lacks none
     */
    void expect(int columns, IntPredicate isWhole) {
        width = columns;
        hasAll = isWhole;
    }

    /** Whether {@code fields} has one for each column, and nothing in further ones. */
    boolean fits(List<String> fields) {
        return width == 0
                || hasAll.test(fields.size())
                || (fields.size() > width && fields.stream().skip(width).allMatch(String::isBlank));
    }

    /** The record that begins with the next line, which is {@code first}. */
    CsvRecord next(String first) throws IOException {
        Optional<CsvRecord> doubled = join(first, Quoting.DOUBLED);
        boolean isMarked = first.contains(MARK)
                || doubled.filter(record -> record.lines() > 1 && record.raw().contains(MARK))
                        .isPresent();
        if (!isMarked && quoting.filter(Quoting.BACKSLASH::equals).isEmpty()) {
            return doubled.orElseGet(() -> CsvRecord.unreadable(first, "a quoted field is not closed"));
        }
        Optional<CsvRecord> escaped = join(first, Quoting.BACKSLASH).filter(this::isExact);
        if (!isMarked) {
            return escaped.or(() -> doubled)
                    .orElseGet(() -> CsvRecord.unreadable(first, "a quoted field is not closed"));
        }
        return decide(first, doubled, escaped);
    }

    private CsvRecord decide(String first, Optional<CsvRecord> doubled, Optional<CsvRecord> escaped) {
        Optional<CsvRecord> exact = doubled.filter(this::isExact);
        if (escaped.isPresent() && exact.isPresent()) {
            if (escaped.get().fields().equals(exact.get().fields())) {
                return exact.get();
            }
            return quoting.map(own -> own == Quoting.DOUBLED ? exact.get() : escaped.get())
                    .orElseGet(() -> CsvRecord.unreadable(
                            first,
                            "a quote after a backslash can be read in two ways, and no row of the file tells which"));
        }
        if (escaped.isPresent()) {
            quoting = quoting.or(() -> Optional.of(Quoting.BACKSLASH));
            return escaped.get();
        }
        boolean isOtherwise = quoting.filter(Quoting.BACKSLASH::equals).isPresent();
        if (exact.isPresent() && !isOtherwise) {
            return exact.get();
        }
        boolean isQuoted = first.startsWith("\"") || first.contains(separator + "\"");
        return doubled.filter(record -> !isQuoted)
                .orElseGet(() -> CsvRecord.unreadable(
                        first, "with a quote after a backslash, its quotes make no record of " + width + " fields"));
    }

    private boolean isExact(CsvRecord record) {
        return record.exact() && fits(record.fields());
    }

    private Optional<CsvRecord> join(String first, Quoting how) throws IOException {
        CsvSplitter splitter = new CsvSplitter(separator, how);
        if (splitter.add(first)) {
            return Optional.of(new CsvRecord(splitter.fields(), first, 1, splitter.isStrict(), ""));
        }
        StringBuilder raw = new StringBuilder(first);
        for (int used = 1; used < MAX_LINES && raw.length() < SourceLine.MAX_BYTES; used++) {
            Optional<SourceLine> line = lines.peek(used).filter(next -> !next.isTooLong());
            Optional<String> next = line.flatMap(decoder::decode);
            if (next.isEmpty() || isByItself(next.get())) {
                return Optional.empty();
            }
            raw.append('\n').append(next.get());
            if (splitter.add(next.get())) {
                CsvRecord joined = new CsvRecord(splitter.fields(), raw.toString(), used + 1, splitter.isStrict(), "");
                return Optional.of(joined).filter(this::isExact);
            }
        }
        return Optional.empty();
    }

    private boolean isByItself(String line) {
        if (width == 0
                || !hasAll.test((int) line.chars().filter(c -> c == separator).count() + 1)) {
            return false;
        }
        CsvSplitter own = new CsvSplitter(separator, Quoting.DOUBLED);
        return own.add(line) && hasAll.test(own.fields().size()) && isRecord.test(own.fields());
    }
}
