package io.weibosentiment.ingest;

import io.weibosentiment.util.ColumnNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.sql.Row;

/**
 * Reads a CSV file. Its first record is the header if it names the layout's columns; else the layout's own column order
 * holds. Blank lines are no rows.
 *
 * <p>A quoted line break joins lines only if the joined record is well formed; otherwise its first line alone is
 * malformed and reading goes on with the next, so a stray quote swallows nothing.
 */
final class CsvRows implements RecordParser {

    private static final int MAX_LINES = 1000;

    private final SourceFile file;
    private final RecordLayout layout;
    private final RecordMapper mapper;
    private final LineDecoder decoder;
    private boolean started;
    private List<String> header = List.of();
    private Map<String, Integer> places = Map.of();

    CsvRows(SourceFile file, RecordLayout layout, RecordMapper mapper, LineDecoder decoder) {
        this.file = file;
        this.layout = layout;
        this.mapper = mapper;
        this.decoder = decoder;
    }

    /** A record: its fields, and the lines it was written in. */
    private record CsvRecord(List<String> fields, String raw, int lines) {}

    /** A record whose fields have names. */
    private record NamedFields(SourceFile file, Map<String, Integer> places, List<String> fields, String raw)
            implements SourceRecord {

        @Override
        public Optional<String> text(String name) {
            return Optional.ofNullable(places.get(name))
                    .filter(place -> place < fields.size())
                    .map(fields::get);
        }
    }

    @Override
    public void read(LineQueue lines, Consumer<Row> rows) {
        SourceLine line = lines.peek(0).orElseThrow();
        Optional<String> text = line.isTooLong() ? Optional.empty() : decoder.decode(line);
        if (text.isEmpty()) {
            lines.drop(1);
            rows.accept(mapper.unusable(file, line, decoder));
            return;
        }
        if (text.get().isBlank()) {
            lines.drop(1);
            return;
        }
        Optional<CsvRecord> record = record(text.get(), lines);
        lines.drop(record.map(CsvRecord::lines).orElse(1));
        if (record.isEmpty()) {
            rows.accept(mapper.rejected(file, text.get(), RejectReason.MALFORMED, "a quoted field is not closed"));
            return;
        }
        if (!started) {
            started = true;
            if (startsWithHeader(record.get().fields())) {
                return;
            }
        }
        rows.accept(row(record.get()));
    }

    private boolean startsWithHeader(List<String> first) {
        List<String> names = stripped(first);
        boolean isHeader = names.equals(layout.text().columnOrder()) || namesRequiredColumns(names);
        header = isHeader ? names : layout.text().columnOrder();
        places = new HashMap<>();
        layout.columns().values().stream()
                .flatMap(List::stream)
                .forEach(name ->
                        ColumnNames.find(header, name).ifPresent(column -> places.put(name, header.indexOf(column))));
        return isHeader;
    }

    private boolean namesRequiredColumns(List<String> names) {
        return !layout.required().isEmpty()
                && layout.required().stream()
                        .allMatch(field -> file.fromPath().containsKey(field)
                                || layout.columnOf(field, names).isPresent());
    }

    private List<String> neededColumns() {
        return layout.required().stream()
                .map(field -> String.join(" or ", layout.columnsOf(field)))
                .sorted()
                .toList();
    }

    private Row row(CsvRecord record) {
        List<String> fields = record.fields();
        if (header.isEmpty()) {
            return mapper.rejected(
                    file,
                    record.raw(),
                    RejectReason.MALFORMED,
                    "the file's first line is no header that names " + neededColumns());
        }
        List<String> names = stripped(fields);
        if (names.equals(header) || names.equals(layout.text().columnOrder())) {
            return mapper.rejected(
                    file, record.raw(), RejectReason.REPEATED_HEADER, "the file's header among its rows");
        }
        if (!layout.text().isWhole(fields.size(), header)) {
            String detail = fields.size() + " fields where " + header.size() + " are expected";
            return mapper.rejected(file, record.raw(), RejectReason.MALFORMED, detail);
        }
        return mapper.map(new NamedFields(file, places, fields, record.raw()));
    }

    private Optional<CsvRecord> record(String first, LineQueue lines) {
        CsvSplitter splitter = new CsvSplitter();
        if (splitter.add(first)) {
            return Optional.of(new CsvRecord(splitter.fields(), first, 1));
        }
        StringBuilder raw = new StringBuilder(first);
        for (int used = 1; used < MAX_LINES && raw.length() < SourceLine.MAX_BYTES; used++) {
            Optional<String> next = lines.peek(used, file.path())
                    .filter(line -> !line.isTooLong())
                    .flatMap(decoder::decode);
            if (next.isEmpty()) {
                return Optional.empty();
            }
            raw.append('\n').append(next.get());
            if (splitter.add(next.get())) {
                List<String> fields = splitter.fields();
                boolean wellFormed =
                        splitter.isStrict() && (!started || layout.text().isWhole(fields.size(), header));
                return wellFormed ? Optional.of(new CsvRecord(fields, raw.toString(), used + 1)) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static List<String> stripped(List<String> fields) {
        List<String> names = new ArrayList<>(fields.size());
        fields.forEach(field -> names.add(field.strip()));
        return names;
    }
}
