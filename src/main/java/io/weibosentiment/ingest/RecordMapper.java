package io.weibosentiment.ingest;

import io.weibosentiment.Columns;
import io.weibosentiment.DecidedBy;
import io.weibosentiment.config.Field;
import io.weibosentiment.ingest.RecordLayout.TimeRule;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.sql.Row;

/** Makes a row of a record's columns: the record's fields, or why it is rejected. One per task. */
final class RecordMapper {

    private static final int MAX_VALUE_CHARS = 100;
    /** Of a scored row, what a row for a post without comments lacks. */
    private static final List<Field> OF_A_COMMENT = List.of(
            Field.SENTIMENT, Field.DECIDED_BY, Field.COMMENT_ID, Field.USER_ID, Field.COMMENT_TIME, Field.TEXT_KEY);

    private final RecordLayout layout;
    private final ParsedRow.Shape shape;
    private final TimeParser times;
    private final Optional<Instant> crawlTime;
    private final RowKeys keys;
    private String lastWritten = "";
    private Optional<Instant> lastRead = Optional.empty();

    RecordMapper(ReadSettings settings) {
        this.layout = settings.layout();
        this.shape = ParsedRow.Shape.of(layout.kind());
        this.times = new TimeParser(settings.zone());
        this.crawlTime = settings.crawlInstant();
        this.keys = new RowKeys();
    }

    /** The records from here on are those of {@code slice}. */
    void begin(FileSlice slice) {
        keys.begin(slice);
    }

    /** The records from here on are those of part {@code part} of {@code source}. */
    void begin(String source, long part) {
        keys.begin(source, part);
    }

    /** Many rows in turn have the same. */
    private Optional<Instant> crawlTimeIn(String written) {
        if (!written.equals(lastWritten)) {
            lastRead = times.parseCrawl(written);
            lastWritten = written;
        }
        return lastRead;
    }

    /** Why a record cannot be used. */
    private record Problem(RejectReason reason, String detail) {}

    /** The row of {@code record}. */
    Row map(SourceRecord record) {
        ParsedRow row = new ParsedRow(shape)
                .put(Columns.SOURCE_FILE, record.file().path())
                .put(Columns.LINE, line(record.line()));
        Optional<Instant> crawl =
                value(Field.CRAWL_TIME, record).flatMap(this::crawlTimeIn).or(() -> crawlTime);
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
            if (isPostItself(row)) {
                String detail = "the post itself and no comment on it: it has the post's id";
                return rejected(record.file(), record.line(), record.raw(), RejectReason.MALFORMED, detail);
            }
            putKeys(row, value(Field.USER_NAME, record).orElse(""));
        }
        return row.row();
    }

    /** Whether the row of a comment has its post's id for its own, as a post has that lies among its comments. */
    private static boolean isPostItself(ParsedRow row) {
        String id = row.text(Field.COMMENT_ID);
        return PostId.isLike(id) && PostId.key(id).equals(row.text(Columns.POST_KEY));
    }

    /**
     * Names change, so a name tells writers apart only where the comment has no id, or one that a spreadsheet may have
     * rounded.
     */
    private void putKeys(ParsedRow row, String name) {
        boolean isWhole = WrittenId.isWhole(row.text(Field.COMMENT_ID));
        row.put(ParsedRow.KEY, keys.of(row, name))
                .put(ParsedRow.CONTENT, keys.content(row))
                .put(ParsedRow.WRITER_NAME, isWhole || name.isEmpty() ? null : name);
    }

    /** Whether {@code record} would not be rejected. */
    boolean isUsable(SourceRecord record) {
        return map(record).isNullAt(shape.place(Columns.REASON));
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
        ParsedRow row = new ParsedRow(shape)
                .put(Columns.SOURCE_FILE, file.path())
                .put(Columns.LINE, line(line))
                .put(Columns.RAW, RawExcerpt.of(raw))
                .put(Columns.REASON, reason.label())
                .put(Columns.DETAIL, detail + RawExcerpt.note(raw));
        if (layout.kind().hasDuplicates()) {
            row.put(ParsedRow.KEY, keys.unique()).put(ParsedRow.CONTENT, 0L);
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
            case CRAWL_TIME -> readCrawlTime(record, crawl, row);
            case LIKES, POST_LIKES -> readLikes(field, record, row);
            case BLOGGER_ID, COMMENT_ID, USER_ID -> readId(field, record, row);
            case TEXT -> row.put(field, value(field, record).or(() -> Optional.of("")));
            case DECIDED_BY -> row.put(field, decision(record));
            case LABEL -> row.put(field, Optional.of(labels(record)));
            case POST_SENTIMENT -> row.put(field, value(field, record).flatMap(RecordMapper::sentiment));
            default -> row.put(field, value(field, record));
        }
        return Optional.empty();
    }

    private Optional<Problem> readPostId(SourceRecord record, ParsedRow row) {
        Optional<WrittenId> post = value(Field.POST_ID, record).flatMap(WrittenId::of);
        if (post.isEmpty()) {
            return Optional.of(
                    new Problem(RejectReason.NO_POST_ID, "neither the row nor the file's path names a post"));
        }
        String id = post.get().canonical();
        if (post.get().damage().isPresent()) {
            return Optional.of(new Problem(
                    RejectReason.DAMAGED_ID,
                    found("the id of a post", id) + ", "
                            + post.get().damage().get().meaning()));
        }
        row.put(Field.POST_ID, Optional.of(id)).put(Columns.POST_KEY, PostId.key(id));
        return Optional.empty();
    }

    private void readId(Field field, SourceRecord record, ParsedRow row) {
        Optional<String> written = value(field, record);
        Optional<WrittenId> id = written.flatMap(WrittenId::of);
        if (id.isPresent() && id.get().damage().isPresent()) {
            row.putUnread(field, written.get());
        } else {
            row.put(field, id.map(WrittenId::canonical));
        }
    }

    private void readLikes(Field field, SourceRecord record, ParsedRow row) {
        Optional<String> written = value(field, record);
        row.put(field, written.flatMap(LikeCount::parse));
        written.filter(LikeCount::isUnreadable).ifPresent(likes -> row.putUnread(field, likes));
    }

    private void readCrawlTime(SourceRecord record, Optional<Instant> crawl, ParsedRow row) {
        row.putTime(Field.CRAWL_TIME, crawl);
        value(Field.CRAWL_TIME, record)
                .filter(written -> crawlTimeIn(written).isEmpty())
                .ifPresent(written -> row.putUnread(Field.CRAWL_TIME, written));
    }

    /**
     * A row of our own tables may lack a sentiment, where a rule decided, and so may a row that stands for a post
     * without comments; any other row must have one.
     */
    private Optional<Problem> readSentiment(SourceRecord record, ParsedRow row) {
        Optional<String> written = value(Field.SENTIMENT, record);
        Optional<Double> sentiment = written.flatMap(RecordMapper::sentiment);
        row.put(Field.SENTIMENT, sentiment);
        boolean isUsable = sentiment.isPresent()
                || (written.isEmpty() && ownDecision(record).isPresent())
                || isPostWithoutComments(record);
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

    /** What each column of labels holds, null where it holds nothing; empty where the layout has no such column. */
    private String[] labels(SourceRecord record) {
        return layout.columnsOf(Field.LABEL).stream()
                .map(name -> record.text(name).flatMap(WrittenValue::of).orElse(null))
                .toArray(String[]::new);
    }

    private Optional<String> ownDecision(SourceRecord record) {
        return value(Field.DECIDED_BY, record).filter(DecidedBy::isLabel);
    }

    /** What decided the score: of our own tables, the column says so; null for a post without comments. */
    private Optional<String> decision(SourceRecord record) {
        return isPostWithoutComments(record)
                ? Optional.empty()
                : ownDecision(record).or(() -> Optional.of(DecidedBy.MODEL.label()));
    }

    /** Whether the row has no score and nothing else of a comment. */
    private boolean isPostWithoutComments(SourceRecord record) {
        return OF_A_COMMENT.stream().allMatch(field -> value(field, record).isEmpty());
    }

    private Optional<Problem> readTime(Field field, SourceRecord record, Optional<Instant> crawl, ParsedRow row) {
        for (String name : layout.columnsOf(field)) {
            Optional<Instant> known = record.time(name);
            if (known.isPresent()) {
                row.putTime(field, known);
                return Optional.empty();
            }
        }
        TimeRule rule = layout.ruleOf(field);
        String written = value(field, record).orElse("");
        ParsedTime time = times.parse(written, crawl);
        row.putTime(field, time.instant());
        if (time.instant().isEmpty() && !written.isEmpty()) {
            row.putUnread(field, written);
        }
        boolean isNeeded = rule == TimeRule.NEEDED || (rule == TimeRule.READABLE && !written.isEmpty());
        return time instanceof ParsedTime.Unknown unknown && isNeeded
                ? Optional.of(new Problem(unknown.reason(), found("a " + field.key(), written)))
                : Optional.empty();
    }

    /** The field's value; the text is as it is written, of the others what surrounds a value is left out. */
    private Optional<String> value(Field field, SourceRecord record) {
        for (String name : layout.columnsOf(field)) {
            Optional<String> written = record.text(name).flatMap(held -> layout.valueIn(field, held));
            boolean isText = field == Field.TEXT || field == Field.POST_TEXT;
            Optional<String> value =
                    isText ? written.filter(text -> !WrittenValue.isMissing(text)) : written.flatMap(WrittenValue::of);
            if (value.isPresent()) {
                return value;
            }
        }
        return Optional.ofNullable(record.file().fromPath().get(field));
    }

    private static String found(String expected, String written) {
        String shown = written.length() > MAX_VALUE_CHARS ? written.substring(0, MAX_VALUE_CHARS) + "…" : written;
        return "expected " + expected + ", found '" + shown + "'";
    }
}
