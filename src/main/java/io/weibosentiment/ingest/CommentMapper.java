package io.weibosentiment.ingest;

import io.weibosentiment.config.Field;
import io.weibosentiment.util.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Makes a parsed row of a record's columns: a comment, or a rejected row. One a task: it holds a digest and a count. */
final class CommentMapper {

    /** More of a rejected row is not kept. */
    static final int MAX_RAW_CHARS = IngestedRows.MAX_RAW_CHARS;

    private static final int MAX_VALUE_CHARS = 100;
    private static final int KEY_BYTES = 16;

    private final RecordLayout layout;
    private final TimeParser times;
    private final Optional<Instant> crawlTime;
    private final MessageDigest digest = Sha256.digest();
    private final int task;
    private long rejected;

    /**
     * A mapper.
     *
     * @param task a number that no other task of the job has
     */
    CommentMapper(ReadSettings settings, int task) {
        this.layout = settings.layout();
        this.times = new TimeParser(settings.zone());
        this.crawlTime = settings.crawlInstant();
        this.task = task;
    }

    /**
     * The row of a record.
     *
     * @param column a column's value by its name, empty where the record has none
     * @param raw the record as it stood in the file
     */
    Row map(SourceFile file, Function<String, Optional<String>> column, Supplier<String> raw) {
        Function<Field, Optional<String>> value = field -> value(field, file, column);
        Optional<String> post = value.apply(Field.POST_ID);
        if (post.isEmpty()) {
            return rejected(
                    file, raw.get(), RejectReason.NO_POST_ID, "neither the row nor the file's path names a post");
        }
        Optional<Instant> crawl =
                value.apply(Field.CRAWL_TIME).flatMap(times::parseCrawl).or(() -> crawlTime);
        Optional<Instant> commentTime = Optional.empty();
        if (layout.has(Field.COMMENT_TIME)) {
            String written = value.apply(Field.COMMENT_TIME).orElse("");
            ParsedTime time = times.parse(written, crawl);
            if (time instanceof ParsedTime.Unknown unknown) {
                return rejected(file, raw.get(), unknown.reason(), "comment time '" + shortened(written) + "'");
            }
            commentTime = time.instant();
        }
        return comment(file, value, post.get(), commentTime, crawl);
    }

    /** A rejected row. */
    Row rejected(SourceFile file, String raw, RejectReason reason, String detail) {
        boolean isLong = raw.length() > MAX_RAW_CHARS;
        String kept = isLong ? raw.substring(0, MAX_RAW_CHARS) : raw;
        String note = isLong ? "; the first " + MAX_RAW_CHARS + " of " + raw.length() + " characters are kept" : "";
        byte[] key = ByteBuffer.allocate(Integer.BYTES + Long.BYTES)
                .putInt(task)
                .putLong(rejected++)
                .array();
        return RowFactory.create(
                key,
                file.path(),
                kept,
                reason.label(),
                detail + note,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /** The rejected row of a line that is too long, or no text in the declared encoding. */
    Row unusable(SourceFile file, SourceLine line, LineDecoder decoder) {
        String raw = decoder.decodeLossily(line);
        if (line.isTooLong()) {
            String detail = "a line of " + line.length() + " bytes; at most " + SourceLine.MAX_BYTES + " are read";
            return rejected(file, raw, RejectReason.MALFORMED, detail);
        }
        return rejected(file, raw, RejectReason.NOT_DECODABLE, "its bytes are no " + decoder.encoding());
    }

    private Row comment(
            SourceFile file,
            Function<Field, Optional<String>> value,
            String post,
            Optional<Instant> commentTime,
            Optional<Instant> crawl) {
        Optional<String> comment = value.apply(Field.COMMENT_ID);
        Optional<String> user = value.apply(Field.USER_ID);
        String text = value.apply(Field.TEXT).orElse("");
        Optional<Instant> postTime = value.apply(Field.POST_TIME)
                .flatMap(written -> times.parse(written, crawl).instant());
        byte[] key = comment.map(id -> key("id", post, id))
                .orElseGet(() -> key("text", post, user.orElse(""), String.valueOf(commentTime), text));
        return RowFactory.create(
                key,
                file.path(),
                null,
                null,
                null,
                value.apply(Field.BLOGGER_ID).orElse(null),
                post,
                comment.orElse(null),
                user.orElse(null),
                text,
                ParsedRow.micros(commentTime),
                ParsedRow.micros(postTime),
                value.apply(Field.LIKES).flatMap(LikeCount::parse).orElse(null),
                value.apply(Field.POST_LIKES).flatMap(LikeCount::parse).orElse(null),
                ParsedRow.micros(crawl));
    }

    /** The field's value; blank ones are none, and all but the text are stripped. */
    private Optional<String> value(Field field, SourceFile file, Function<String, Optional<String>> column) {
        for (String name : layout.columns().getOrDefault(field, List.of())) {
            Optional<String> value = column.apply(name);
            if (value.isPresent() && !value.get().isBlank()) {
                return field == Field.TEXT ? value : value.map(String::strip);
            }
        }
        return Optional.ofNullable(file.fromPath().get(field));
    }

    private byte[] key(String... parts) {
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            digest.update(
                    ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
            digest.update(bytes);
        }
        return Arrays.copyOf(digest.digest(), KEY_BYTES);
    }

    private static String shortened(String value) {
        return value.length() > MAX_VALUE_CHARS ? value.substring(0, MAX_VALUE_CHARS) + "…" : value;
    }
}
