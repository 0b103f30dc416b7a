package io.weibosentiment.ingest;

import io.weibosentiment.config.Field;
import io.weibosentiment.config.InputConfig;
import io.weibosentiment.config.InputFormat;
import io.weibosentiment.config.Preset;
import io.weibosentiment.ingest.RecordLayout.TextShape;
import io.weibosentiment.ingest.RecordLayout.TimeRule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The layouts of raw comments: of well-known crawls, and of one that the configuration describes. */
final class CommentLayout {

    private static final RecordLayout NO_PRESET =
            new RecordLayout(RecordKind.COMMENT, Map.of(), Map.of(), Set.of(), Map.of(), TextShape.PLAIN);

    private CommentLayout() {}

    /** The layout of {@code input}: its preset under its own columns and path patterns. */
    static RecordLayout of(InputConfig input) {
        RecordLayout layout = of(input.preset()).with(input.columns(), input.pathPatterns());
        return layout.has(Field.COMMENT_TIME) ? layout.with(Map.of(Field.COMMENT_TIME, TimeRule.NEEDED)) : layout;
    }

    private static RecordLayout of(Preset preset) {
        return switch (preset) {
            case NONE -> NO_PRESET;
            case DYNAMICS -> dynamics();
            case WEIBO_API -> weiboApi();
            case WEIBO_CRAWLER -> weiboCrawler();
            case MEDIA_CRAWLER -> mediaCrawler();
            case WEIBO_SPIDER -> weiboSpider();
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
                Field.POST_TEXT, List.of("content"),
                Field.USER_ID, List.of("comment.id"),
                Field.TEXT, List.of("comment.comment"),
                Field.COMMENT_TIME, List.of("comment.time"),
                Field.LIKES, List.of("comment.likes"));
        return jsonLines(
                columns,
                Map.of(Field.BLOGGER_ID, Pattern.compile("comment([0-9]{10})[^/]*$")),
                Set.of(Field.POST_ID, Field.TEXT, Field.COMMENT_TIME),
                "");
    }

    /**
     * Comments as m.weibo.cn answers them, one object a line; the post's id, in either form, may be in the file's name.
     */
    private static RecordLayout weiboApi() {
        Map<Field, List<String>> columns = Map.of(
                Field.POST_ID, List.of("status_id", "post_id", "weibo_id"),
                Field.COMMENT_ID, List.of("id"),
                Field.USER_ID, List.of("user.id"),
                Field.USER_NAME, List.of("user.screen_name"),
                Field.TEXT, List.of("text"),
                Field.COMMENT_TIME, List.of("created_at"),
                Field.LIKES, List.of("like_count", "like_counts"),
                Field.CRAWL_TIME, List.of("crawl_time"));
        Map<Field, Pattern> patterns = Map.of(Field.POST_ID, SourceFile.POST_ID);
        return jsonLines(columns, patterns, Set.of(Field.TEXT, Field.COMMENT_TIME), "comments");
    }

    private static RecordLayout weiboCrawler() {
        Map<Field, List<String>> columns = Map.of(
                Field.POST_ID, List.of("weibo_id"),
                Field.COMMENT_ID, List.of("id"),
                Field.USER_ID, List.of("user_id"),
                Field.USER_NAME, List.of("user_screen_name"),
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
        return csv(columns, Map.of(), required, order, "UTF-8");
    }

    /** Both comments and posts have {@code content}, {@code note_id} and the times of the crawl. */
    private static RecordLayout mediaCrawler() {
        Map<Field, List<String>> columns = Map.of(
                Field.POST_ID, List.of("note_id"),
                Field.COMMENT_ID, List.of("comment_id"),
                Field.USER_ID, List.of("user_id", "creator_hash"),
                Field.USER_NAME, List.of("nickname"),
                Field.TEXT, List.of("content"),
                Field.COMMENT_TIME, List.of("create_date_time", "create_time"),
                Field.LIKES, List.of("comment_like_count", "like_count"),
                Field.CRAWL_TIME, List.of("last_modify_ts"));
        Set<Field> required = Set.of(Field.POST_ID, Field.TEXT, Field.COMMENT_TIME);
        return csv(columns, Map.of(), required, List.of(), "UTF-8");
    }

    /** Its rows do not say which post they are on, unless the user made the spider write it. */
    private static RecordLayout weiboSpider() {
        Map<Field, List<String>> columns = Map.of(
                Field.POST_ID, List.of("post_id", "tweet_id", "weibo_id", "mblogid"),
                Field.COMMENT_ID, List.of("_id"),
                Field.USER_ID, List.of("comment_user._id"),
                Field.USER_NAME, List.of("comment_user.nick_name"),
                Field.TEXT, List.of("content"),
                Field.COMMENT_TIME, List.of("created_at"),
                Field.LIKES, List.of("like_counts"),
                Field.CRAWL_TIME, List.of("crawl_time"));
        return jsonLines(columns, Map.of(), Set.of(Field.TEXT, Field.COMMENT_TIME), "");
    }

    private static RecordLayout hotSearch() {
        Map<Field, List<String>> columns = Map.of(
                Field.POST_ID, List.of("post_bid"),
                Field.TOPICS, List.of("topic"),
                Field.USER_ID, List.of("user_hash"),
                Field.TEXT, List.of("comment"),
                Field.COMMENT_TIME, List.of("time"),
                Field.LIKES, List.of("votes"),
                Field.CRAWL_TIME, List.of("crawl_date"));
        List<String> order =
                List.of("crawl_date", "topic", "post_bid", "user_hash", "reply_to_hash", "comment", "votes", "time");
        Set<Field> required = Set.of(Field.POST_ID, Field.TEXT, Field.COMMENT_TIME);
        return csv(columns, Map.of(), required, order, "UTF-8");
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
        return csv(columns, patterns, required, order, "GBK");
    }

    private static RecordLayout jsonLines(
            Map<Field, List<String>> columns, Map<Field, Pattern> patterns, Set<Field> required, String replies) {
        TextShape text = new TextShape(InputFormat.JSONL, "UTF-8", List.of(), replies);
        return new RecordLayout(RecordKind.COMMENT, columns, patterns, required, Map.of(), text);
    }

    private static RecordLayout csv(
            Map<Field, List<String>> columns,
            Map<Field, Pattern> patterns,
            Set<Field> required,
            List<String> order,
            String encoding) {
        TextShape text = new TextShape(InputFormat.CSV, encoding, order, "");
        return new RecordLayout(RecordKind.COMMENT, columns, patterns, required, Map.of(), text);
    }
}
