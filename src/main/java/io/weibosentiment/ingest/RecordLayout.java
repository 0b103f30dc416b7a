package io.weibosentiment.ingest;

import io.weibosentiment.config.Field;
import io.weibosentiment.config.InputConfig;
import io.weibosentiment.config.InputFormat;
import io.weibosentiment.config.Preset;
import java.io.Serializable;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where the fields of a comment stand: the preset's places, each replaced by what the configuration says.
 *
 * @param columns for each field the columns it may stand in, the first that has a value goes; dots reach into nested
 *     JSON
 * @param pathPatterns for fields read from the file's path where no column has a value: group 1 is the value
 * @param required fields whose columns must be in the data
 * @param columnOrder every column in the order of a CSV file that has no header; empty where a header is needed
 * @param replies the column with an array of further comments, or empty
 * @param format the format of files whose names tell none; {@code AUTO} where unknown
 * @param encoding the encoding's name unless the user gives one
 */
record RecordLayout(
        Map<Field, List<String>> columns,
        Map<Field, Pattern> pathPatterns,
        Set<Field> required,
        List<String> columnOrder,
        String replies,
        InputFormat format,
        String encoding)
        implements Serializable {

    RecordLayout {
        columns = Map.copyOf(columns);
        pathPatterns = Map.copyOf(pathPatterns);
        required = Set.copyOf(required);
        columnOrder = List.copyOf(columnOrder);
    }

    /** The layout of {@code input}: its preset under its own columns and path patterns. */
    static RecordLayout of(InputConfig input) {
        RecordLayout preset = of(input.preset());
        Map<Field, List<String>> columns = new EnumMap<>(Field.class);
        Map<Field, Pattern> patterns = new EnumMap<>(Field.class);
        Set<Field> required = EnumSet.noneOf(Field.class);
        columns.putAll(preset.columns());
        patterns.putAll(preset.pathPatterns());
        required.addAll(preset.required());
        input.pathPatterns().forEach((field, pattern) -> {
            patterns.put(field, pattern);
            columns.remove(field);
            required.remove(field);
        });
        input.columns().forEach((field, column) -> {
            columns.put(field, List.of(column));
            if (!input.pathPatterns().containsKey(field)) {
                patterns.remove(field);
            }
            required.add(field);
        });
        return new RecordLayout(
                columns,
                patterns,
                required,
                preset.columnOrder(),
                preset.replies(),
                preset.format(),
                preset.encoding());
    }

    /** Whether a column or the path can give {@code field}. */
    boolean has(Field field) {
        return columns.containsKey(field) || pathPatterns.containsKey(field);
    }

    private static RecordLayout of(Preset preset) {
        return switch (preset) {
            case NONE -> lines(Map.of(), Map.of(), Set.of(), "", InputFormat.AUTO);
            case DYNAMICS -> dynamics();
            case WEIBO_API -> weiboApi();
            case WEIBO_CRAWLER -> weiboCrawler();
            case HOT_SEARCH -> hotSearch();
            case RAW_GBK -> rawGbk();
        };
    }

    /** The crawl behind arXiv 2511.15303: a post's facts around one comment; {@code comment.id} is its writer. */
    private static RecordLayout dynamics() {
        Map<Field, List<String>> columns = Map.of(
                Field.POST_ID, List.of("id"),
                Field.POST_TIME, List.of("time"),
                Field.POST_LIKES, List.of("likes"),
                Field.USER_ID, List.of("comment.id"),
                Field.TEXT, List.of("comment.comment"),
                Field.COMMENT_TIME, List.of("comment.time"),
                Field.LIKES, List.of("comment.likes"));
        return lines(
                columns,
                Map.of(Field.BLOGGER_ID, Pattern.compile("comment([0-9]{10})[^/]*$")),
                Set.of(Field.POST_ID, Field.TEXT, Field.COMMENT_TIME),
                "",
                InputFormat.JSONL);
    }

    /** Comments as m.weibo.cn answers them, one object a line; the post's id (16 or base62) may be the file's name. */
    private static RecordLayout weiboApi() {
        Map<Field, List<String>> columns = Map.of(
                Field.POST_ID, List.of("status_id", "post_id", "weibo_id"),
                Field.COMMENT_ID, List.of("id"),
                Field.USER_ID, List.of("user.id"),
                Field.TEXT, List.of("text"),
                Field.COMMENT_TIME, List.of("created_at"),
                Field.LIKES, List.of("like_count", "like_counts"),
                Field.CRAWL_TIME, List.of("crawl_time"));
        Pattern name =
                Pattern.compile("(?:^|[/_-])([0-9]{16}|(?=[A-Za-z]*[0-9])[0-9A-Za-z]{9})(?=\\.|/)[^/]*(?:/[^/]*)?$");
        return lines(
                columns,
                Map.of(Field.POST_ID, name),
                Set.of(Field.TEXT, Field.COMMENT_TIME),
                "comments",
                InputFormat.JSONL);
    }

    private static RecordLayout weiboCrawler() {
        Map<Field, List<String>> columns = Map.of(
                Field.POST_ID, List.of("weibo_id"),
                Field.COMMENT_ID, List.of("id"),
                Field.USER_ID, List.of("user_id"),
                Field.TEXT, List.of("text"),
                Field.COMMENT_TIME, List.of("created_at"),
                Field.LIKES, List.of("like_count"));
        List<String> order = List.of(
                "id",
                "bid",
                "weibo_id",
                "root_id",
                "user_id",
                "created_at",
                "user_screen_name",
                "user_avatar_url",
                "text",
                "pic_url",
                "like_count");
        Set<Field> required = Set.of(Field.POST_ID, Field.TEXT, Field.COMMENT_TIME);
        return new RecordLayout(columns, Map.of(), required, order, "", InputFormat.CSV, "UTF-8");
    }

    private static RecordLayout hotSearch() {
        Map<Field, List<String>> columns = Map.of(
                Field.POST_ID, List.of("post_bid"),
                Field.USER_ID, List.of("user_hash"),
                Field.TEXT, List.of("comment"),
                Field.COMMENT_TIME, List.of("time"),
                Field.LIKES, List.of("votes"),
                Field.CRAWL_TIME, List.of("crawl_date"));
        List<String> order =
                List.of("crawl_date", "topic", "post_bid", "user_hash", "reply_to_hash", "comment", "votes", "time");
        Set<Field> required = Set.of(Field.POST_ID, Field.TEXT, Field.COMMENT_TIME);
        return new RecordLayout(columns, Map.of(), required, order, "", InputFormat.CSV, "UTF-8");
    }

    /** A crawler's raw files: {@code 20190901/20.csv} holds the comments on one post, crawled on that day. */
    private static RecordLayout rawGbk() {
        Map<Field, List<String>> columns = Map.of(
                Field.USER_ID, List.of("User"),
                Field.TEXT, List.of("Comment"),
                Field.COMMENT_TIME, List.of("Time"),
                Field.LIKES, List.of("Votes"));
        Map<Field, Pattern> patterns = Map.of(
                Field.POST_ID, Pattern.compile("([0-9]{8}/[^/.]+)[^/]*$"),
                Field.CRAWL_TIME, Pattern.compile("([0-9]{8})/[^/]+$"));
        List<String> order = List.of("User", "Reter", "Comment", "Votes", "Time");
        Set<Field> required = Set.of(Field.TEXT, Field.COMMENT_TIME);
        return new RecordLayout(columns, patterns, required, order, "", InputFormat.CSV, "GBK");
    }

    private static RecordLayout lines(
            Map<Field, List<String>> columns,
            Map<Field, Pattern> patterns,
            Set<Field> required,
            String replies,
            InputFormat format) {
        return new RecordLayout(columns, patterns, required, List.of(), replies, format, "UTF-8");
    }
}
