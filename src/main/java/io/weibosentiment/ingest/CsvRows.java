package io.weibosentiment.ingest;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.config.Field;
import io.weibosentiment.ingest.CsvRecords.CsvRecord;
import io.weibosentiment.ingest.RecordLayout.TimeRule;
import io.weibosentiment.util.ColumnNames;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.apache.spark.sql.Row;

/**
 * Reads a CSV file, whatever its separator and its way with quotes. Its first record is the header if it names the
 * layout's columns; else the layout's own column order holds. Blank lines are no rows.
 */
final class CsvRows implements RecordParser {

    /** So many lines are looked at to see how the file is written. */
    private static final int HEAD_LINES = 1000;

    private static final int HEAD_CHARS = FileStream.HEAD_BYTES;
    /** With fewer columns, a line of a text may look like a record. */
    private static final int TELLING_COLUMNS = 4;

    private final SourceFile file;
    private final RecordLayout layout;
    private final RecordMapper mapper;
    private final ColumnListener columns;
    private final LineQueue lines;
    private final LineDecoder decoder;
    private final Closeable source;
    private Optional<CsvRecords> records = Optional.empty();
    private boolean started;
    private List<String> header = List.of();
    private Map<String, Integer> places = Map.of();

    /**
     * Lines.
     *
     * @param source closed with this
     */
    CsvRows(
            SourceFile file,
            RecordLayout layout,
            RecordMapper mapper,
            ColumnListener columns,
            LineQueue lines,
            LineDecoder decoder,
            Closeable source) {
        this.file = file;
        this.layout = layout;
        this.mapper = mapper;
        this.columns = columns;
        this.lines = lines;
        this.decoder = decoder;
        this.source = source;
    }

    /** A record whose fields have names. */
    private record NamedFields(
            SourceFile file, OptionalLong line, Map<String, Integer> places, List<String> fields, String raw)
            implements SourceRecord {

        @Override
        public Optional<String> text(String name) {
            return Optional.ofNullable(places.get(name))
                    .filter(place -> place < fields.size())
                    .map(fields::get);
        }
    }

    @Override
    public boolean read(Consumer<Row> rows) throws IOException {
        if (records.isEmpty()) {
            CsvDialect dialect = CsvDialect.of(
                    head(), this::isHeader, layout.text().columnOrder().size());
            records = Optional.of(new CsvRecords(lines, decoder, dialect, this::isSurelyRecord));
        }
        Optional<SourceLine> next = lines.peek(0);
        if (next.isEmpty()) {
            return false;
        }
        SourceLine line = next.get();
        Optional<String> text = line.isTooLong() ? Optional.empty() : decoder.decode(line);
        if (text.isEmpty()) {
            lines.drop(1);
            rows.accept(mapper.unusable(file, line, decoder));
        } else if (text.get().isBlank()
                || (!started && CsvDialect.separatorNamedBy(text.get()).isPresent())) {
            lines.drop(1);
        } else {
            CsvRecord record = records.get().next(text.get());
            lines.drop(record.lines());
            read(record, line.number(), rows);
        }
        return true;
    }

    private List<String> head() throws IOException {
        List<String> head = new ArrayList<>();
        long chars = 0;
        for (int i = 0; i < HEAD_LINES && chars < HEAD_CHARS; i++) {
            Optional<SourceLine> line = lines.peek(i);
            if (line.isEmpty()) {
                break;
            }
            chars += line.get().length();
            line.filter(whole -> !whole.isTooLong())
                    .flatMap(decoder::decode)
                    .filter(text -> !text.isBlank())
                    .ifPresent(head::add);
        }
        return head;
    }

    private void read(CsvRecord record, OptionalLong line, Consumer<Row> rows) {
        if (!record.problem().isEmpty()) {
            rows.accept(mapper.rejected(file, line, record.raw(), RejectReason.MALFORMED, record.problem()));
            return;
        }
        if (!started) {
            started = true;
            List<String> names = CsvDialect.names(record.fields());
            columns.found(() -> names);
            boolean isHeader = isHeader(names);
            List<String> order = layout.text().columnOrder();
            startWith(isHeader ? names : isHeaderOfOthers(names, order) ? List.of() : order);
            if (isHeader) {
                return;
            }
        }
        boolean isBlank =
                layout.kind().isWrittenByPeople() && record.fields().stream().allMatch(String::isBlank);
        if (!isBlank) { // below a table, spreadsheets write rows of separators
            rows.accept(row(record, line));
        }
    }

    private boolean isHeader(List<String> names) {
        return names.equals(layout.text().columnOrder()) || namesRequiredColumns(names);
    }

    /** Whether {@code names}, which are no header of the layout, are one of other data: no row has two such values. */
    private static boolean isHeaderOfOthers(List<String> names, List<String> known) {
        return names.stream()
                        .filter(name -> name.chars().anyMatch(Character::isLetter) && known.contains(name))
                        .distinct()
                        .count()
                > 1;
    }

    private void startWith(List<String> names) {
        header = names;
        records.ifPresent(joined -> joined.expect(names.size(), fields -> layout.isWhole(fields, names)));
        places = new HashMap<>();
        layout.columns().values().stream()
                .flatMap(List::stream)
                .forEach(name -> ColumnNames.find(header, name).ifPresent(column -> places.put(name, place(column))));
    }

    private int place(String column) {
        int place = header.indexOf(column);
        if (place != header.lastIndexOf(column)) {
            throw new InvalidInputException("input file " + file.path() + " has the column '" + column
                    + "' more than once, as tables that were joined have, and which one is meant cannot be told; rename"
                    + " the others");
        }
        return place;
    }

    private boolean namesRequiredColumns(List<String> names) {
        return !layout.required().isEmpty()
                && layout.required().stream()
                        .allMatch(field -> file.fromPath().containsKey(field) || layout.isGivenBy(field, names));
    }

    private List<String> neededColumns() {
        return layout.required().stream()
                .map(field -> String.join(" or ", layout.columnsOf(field)))
                .sorted()
                .toList();
    }

    private Row row(CsvRecord record, OptionalLong line) {
        List<String> fields = record.fields();
        if (header.isEmpty() || mayBeHeader(fields)) {
            List<String> names = CsvDialect.names(fields);
            if (names.equals(header) || isHeader(names)) {
                boolean isSame = names.equals(header);
                startWith(names);
                String detail = isSame
                        ? "the file's header among its rows"
                        : "another header among the file's rows, by which those after it are read";
                return mapper.rejected(file, line, record.raw(), RejectReason.REPEATED_HEADER, detail);
            }
            if (isHeaderOfOthers(names, header)) {
                startWith(List.of());
                String detail = "the header of other data among the file's rows; those after it are not read";
                return mapper.rejected(file, line, record.raw(), RejectReason.REPEATED_HEADER, detail);
            }
        }
        if (header.isEmpty()) {
            String detail = "no header above it names " + neededColumns();
            return mapper.rejected(file, line, record.raw(), RejectReason.MALFORMED, detail);
        }
        if (!records.orElseThrow().fits(fields)) {
            String detail = fields.size() + " fields where " + header.size() + " are expected";
            return mapper.rejected(file, line, record.raw(), RejectReason.MALFORMED, detail);
        }
        return mapper.map(new NamedFields(file, line, places, fields, record.raw()));
    }

    /** A quick look: a header begins or ends with the name of a column that is known. */
    private boolean mayBeHeader(List<String> fields) {
        String first = fields.get(0).strip();
        String last = fields.get(fields.size() - 1).strip();
        return isName(first) || isName(last);
    }

    private boolean isName(String field) {
        return !field.isEmpty() && (header.contains(field) || places.containsKey(field));
    }

    private boolean isSurelyRecord(List<String> fields) {
        if (CsvDialect.names(fields).equals(header)) {
            return true;
        }
        boolean isTelling = header.size() >= TELLING_COLUMNS || layout.ruleOf(Field.COMMENT_TIME) == TimeRule.NEEDED;
        return isTelling && mapper.isUsable(new NamedFields(file, OptionalLong.empty(), places, fields, ""));
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
