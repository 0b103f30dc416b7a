package io.weibosentiment.ingest;

import io.weibosentiment.config.Field;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.spark.sql.Row;

/** Makes the rows of a record and of the replies within it, which take from it what they do not say themselves. */
final class RecordRows {

    /** The fields that a reply takes from the record around it, unless it has its own. */
    private static final Set<Field> INHERITED = Set.of(
            Field.POST_ID,
            Field.BLOGGER_ID,
            Field.POST_TIME,
            Field.POST_LIKES,
            Field.POST_TEXT,
            Field.TOPICS,
            Field.CRAWL_TIME);

    private final RecordMapper mapper;
    private final String replies;
    private final List<List<String>> singleColumns = new ArrayList<>();
    /** For each inherited column the columns of its field. */
    private final Map<String, List<String>> inherited = new HashMap<>();

    RecordRows(RecordLayout layout, RecordMapper mapper) {
        this.mapper = mapper;
        this.replies = layout.text().replies();
        for (Field field : layout.kind().fields()) {
            List<String> columns = layout.columnsOf(field);
            if (!layout.kind().mayBeNested(field) && !columns.isEmpty()) {
                singleColumns.add(columns);
            }
            if (INHERITED.contains(field)) {
                columns.forEach(column -> inherited.put(column, columns));
            }
        }
    }

    /** Gives the row of {@code record}, and those of its replies. */
    void add(SourceRecord record, Consumer<Row> rows) {
        if (!record.hasColumns()) {
            rows.accept(malformed(record, "not an object with a record's columns"));
            return;
        }
        rows.accept(nested(record)
                .map(name -> malformed(record, "'" + name + "' is an object or array, expected a text or number"))
                .orElseGet(() -> mapper.map(record)));
        if (!replies.isEmpty()) {
            // Where there are no replies, crawlers write false, null or nothing.
            record.children(replies).forEach(reply -> add(within(record, reply), rows));
        }
    }

    /** {@code inner} with what it lacks and {@code outer}, the record around it, says for it. */
    SourceRecord within(SourceRecord outer, SourceRecord inner) {
        return new Inner(inner, outer, inherited);
    }

    /** The first column that a field would be read from and that holds no single value. */
    private Optional<String> nested(SourceRecord record) {
        if (record.isFlat()) {
            return Optional.empty();
        }
        for (List<String> columns : singleColumns) {
            for (String column : columns) {
                if (record.isNested(column)) {
                    return Optional.of(column);
                }
                if (columns.size() > 1 && record.text(column).isPresent()) {
                    break;
                }
            }
        }
        return Optional.empty();
    }

    /** The rejected row of a record that is not what it ought to be. */
    Row malformed(SourceRecord record, String detail) {
        return mapper.rejected(record.file(), record.line(), record.raw(), RejectReason.MALFORMED, detail);
    }

    /** A record in another one. */
    private record Inner(SourceRecord own, SourceRecord outer, Map<String, List<String>> inherited)
            implements SourceRecord {

        @Override
        public SourceFile file() {
            return own.file();
        }

        @Override
        public OptionalLong line() {
            return own.line();
        }

        @Override
        public Optional<String> text(String name) {
            return lacks(name) ? outer.text(name) : own.text(name);
        }

        @Override
        public Optional<Instant> time(String name) {
            return lacks(name) ? outer.time(name) : own.time(name);
        }

        /** Whether it says nothing of the field that {@code name} is a column of, and takes it from outside. */
        private boolean lacks(String name) {
            return inherited.containsKey(name)
                    && inherited.get(name).stream()
                            .allMatch(column -> own.text(column)
                                    .filter(text -> !text.isBlank())
                                    .isEmpty());
        }

        @Override
        public boolean isFlat() {
            return own.isFlat();
        }

        @Override
        public boolean isNested(String name) {
            return own.isNested(name);
        }

        @Override
        public List<SourceRecord> children(String name) {
            return own.children(name);
        }

        @Override
        public boolean hasColumns() {
            return own.hasColumns();
        }

        @Override
        public String raw() {
            return own.raw();
        }
    }
}
