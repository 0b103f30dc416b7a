package io.weibosentiment.ingest;

import io.weibosentiment.Columns;
import io.weibosentiment.DecidedBy;
import io.weibosentiment.config.Field;
import io.weibosentiment.ingest.RecordLayout.TimeRule;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** Makes a row of a record's columns: the record's fields, or why it is rejected. One per task. */
final class RecordMapper {

    private static final int MAX_VALUE_CHARS = 100;

    private final RecordLayout layout;
    private final StructType schema;
    private final TimeParser times;
    private final Optional<Instant> crawlTime;
    private final RowKeys keys;

    /**
     * A mapper.
     *
     * @param task a number that no other task of the job has, and the same when the task is repeated
     */
    RecordMapper(ReadSettings settings, int task) {
        this.layout = settings.layout();
        this.schema = ParsedRow.schema(layout.kind());
        this.times = new TimeParser(settings.zone());
        this.crawlTime = settings.crawlInstant();
        this.keys = new RowKeys(task);
    }

    /** Why a record cannot be used. */
    private record Problem(RejectReason reason, String detail) {}

    /** The row of {@code record}. */
    Row map(SourceRecord record) {
        ParsedRow row = new ParsedRow(schema)
                .put(Columns.SOURCE_FILE, record.file().path())
                .put(Columns.LINE, line(record.line()));
        Optional<Instant> crawl =
                value(Field.CRAWL_TIME, record).flatMap(times::parseCrawl).or(() -> crawlTime);
        for (Field field : layout.kind().fields()) {
            Optional<Problem> problem = read(field, record, crawl, row);
            if (problem.isPresent()) {
                return rejected(
                        record.file(),
                        record.line(),
                        record.raw(),
                        problem.get().reason(),
                        problem.get().detail());
            }
        }
        if (layout.kind().hasDuplicates()) {
            row.put(ParsedRow.KEY, keys.of(row));
        }
        return row.row();
    }

    /** Whether {@code record} would not be rejected. */
    boolean isUsable(SourceRecord record) {
        return map(record).isNullAt(schema.fieldIndex(Columns.REASON));
    }

    private static Long line(OptionalLong line) {
        return line.isPresent() ? line.getAsLong() : null;
    }

    /**
     * A rejected row.
     *
     * @param line the line it begins on, if known
     */
    Row rejected(SourceFile file, OptionalLong line, String raw, RejectReason reason, String detail) {
        ParsedRow row = new ParsedRow(schema)
                .put(Columns.SOURCE_FILE, file.path())
                .put(Columns.LINE, line(line))
                .put(Columns.RAW, RawExcerpt.of(raw))
                .put(Columns.REASON, reason.label())
                .put(Columns.DETAIL, detail + RawExcerpt.note(raw));
        if (layout.kind().hasDuplicates()) {
            row.put(ParsedRow.KEY, keys.ofRejected());
        }
        return row.row();
    }

    /** The rejected row of a line that is too long, or no text in the declared encoding. */
    Row unusable(SourceFile file, SourceLine line, LineDecoder decoder) {
        String raw = decoder.decodeLossily(line);
        if (line.isTooLong()) {
            String detail = "a line of " + line.length() + " bytes; at most " + SourceLine.MAX_BYTES + " are read";
            return rejected(file, line.number(), raw, RejectReason.MALFORMED, detail);
        }
        return rejected(file, line.number(), raw, RejectReason.NOT_DECODABLE, "its bytes are no " + decoder.encoding());
    }

    /** Puts {@code field} into {@code row}, or says why the record cannot be used. */
    private Optional<Problem> read(Field field, SourceRecord record, Optional<Instant> crawl, ParsedRow row) {
        switch (field) {
            case POST_ID -> {
                return readPostId(record, row);
            }
            case SENTIMENT -> {
                return readSentiment(record, row);
            }
            case COMMENT_TIME, POST_TIME -> {
                return readTime(field, record, crawl, row);
            }
            case CRAWL_TIME -> row.putTime(field, crawl);
            case LIKES, POST_LIKES -> row.put(field, value(field, record).flatMap(LikeCount::parse));
            case TEXT -> row.put(field, value(field, record).or(() -> Optional.of("")));
            case DECIDED_BY -> row.put(field, ownDecision(record).or(() -> Optional.of(DecidedBy.MODEL.label())));
            default -> row.put(field, value(field, record));
        }
        return Optional.empty();
    }

    private Optional<Problem> readPostId(SourceRecord record, ParsedRow row) {
        Optional<String> post = value(Field.POST_ID, record);
        row.put(Field.POST_ID, post);
        return post.isPresent()
                ? Optional.empty()
                : Optional.of(new Problem(RejectReason.NO_POST_ID, "neither the row nor the file's path names a post"));
    }

    /** A row of our own tables may lack a sentiment, where a rule decided; any other row must have one. */
    private Optional<Problem> readSentiment(SourceRecord record, ParsedRow row) {
        Optional<String> written = value(Field.SENTIMENT, record);
        Optional<Double> sentiment = written.flatMap(RecordMapper::sentiment);
        row.put(Field.SENTIMENT, sentiment);
        boolean isUsable = sentiment.isPresent()
                || (written.isEmpty() && ownDecision(record).isPresent());
        return isUsable
                ? Optional.empty()
                : Optional.of(new Problem(
                        RejectReason.UNUSABLE_SENTIMENT, found("a number between 0 and 1", written.orElse(""))));
    }

    private static Optional<Double> sentiment(String written) {
        try {
            double number = Double.parseDouble(written);
            return number >= 0 && number <= 1 ? Optional.of(number) : Optional.empty();
        } catch (NumberFormatException e) {
            // The row is rejected with what is written there.
            return Optional.empty();
        }
    }

    private Optional<String> ownDecision(SourceRecord record) {
        return value(Field.DECIDED_BY, record).filter(DecidedBy::isLabel);
    }

    private Optional<Problem> readTime(Field field, SourceRecord record, Optional<Instant> crawl, ParsedRow row) {
        Optional<Instant> known = layout.columnsOf(field).stream()
                .flatMap(name -> record.time(name).stream())
                .findFirst();
        if (known.isPresent()) {
            row.putTime(field, known);
            return Optional.empty();
        }
        TimeRule rule = layout.ruleOf(field);
        String written = value(field, record).orElse("");
        ParsedTime time = times.parse(written, crawl);
        row.putTime(field, time.instant());
        boolean isNeeded = rule == TimeRule.NEEDED || (rule == TimeRule.READABLE && !written.isEmpty());
        return time instanceof ParsedTime.Unknown unknown && isNeeded
                ? Optional.of(new Problem(unknown.reason(), found("a " + field.key(), written)))
                : Optional.empty();
    }

    /** The field's value; blank ones are none, and all but the text are stripped. */
    private Optional<String> value(Field field, SourceRecord record) {
        for (String name : layout.columnsOf(field)) {
            Optional<String> value = record.text(name);
            if (value.isPresent() && !value.get().isBlank()) {
                return field == Field.TEXT ? value : value.map(String::strip);
            }
        }
        return Optional.ofNullable(record.file().fromPath().get(field));
    }

    private static String found(String expected, String written) {
        String shown = written.length() > MAX_VALUE_CHARS ? written.substring(0, MAX_VALUE_CHARS) + "…" : written;
        return "expected " + expected + ", found '" + shown + "'";
    }
}
