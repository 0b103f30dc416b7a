package io.weibosentiment.ingest;

import io.weibosentiment.config.Field;
import io.weibosentiment.config.InputConfig;
import io.weibosentiment.config.InputFormat;
import io.weibosentiment.config.PostsConfig;
import io.weibosentiment.config.Preset;
import io.weibosentiment.ingest.RecordLayout.TextShape;
import io.weibosentiment.ingest.RecordLayout.TimeRule;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The layouts of files of posts: of well-known crawlers, and of files with usual column names. */
final class PostLayout {

    /** A user's id in the name of a file or of its folder: at most ten digits, which are no date, 231015 neither. */
    private static final Pattern BLOGGER = Pattern.compile("/(?!(?:19|20)[0-9]{4}(?:[0-9]{2})?[./])"
            + "(?![12][0-9](?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[./])([1-9][0-9]{4,9})"
            + "(?:\\.[^/]*|/(?![1-9][0-9]{4,9}\\.)[^/]*)$");
    /** A user's id alone, or in the address of a post of theirs. */
    private static final Pattern USER =
            Pattern.compile("^(?:https?://(?:www\\.|m\\.)?weibo\\.c(?:om|n)/(?:u/)?)?([0-9]+)(?:/.*)?$");

    private PostLayout() {}

    /** The layout of the posts of {@code input}. */
    static RecordLayout of(InputConfig input) {
        PostsConfig posts = input.posts();
        return of(posts.preset().orElse(input.preset())).with(posts.columns(), posts.pathPatterns());
    }

    private static RecordLayout of(Preset preset) {
        return switch (preset) {
            case WEIBO_CRAWLER -> weiboCrawler();
            case MEDIA_CRAWLER -> mediaCrawler();
            case WEIBO_SPIDER -> weiboSpider();
            case NONE, DYNAMICS, WEIBO_API, HOT_SEARCH, RAW_GBK -> usual();
        };
    }

    /** Those of the site's interface, and others that are usual. */
    private static RecordLayout usual() {
        Map<Field, List<String>> columns = Map.of(
                Field.POST_ID, List.of("weibo_id", "note_id", "mid", "id", "_id", "mblogid", "bid"),
                Field.BLOGGER_ID, List.of("user_id", "uid", "user.id", "user._id", "user.idstr"),
                Field.POST_TIME, List.of("created_at", "publish_time", "create_time", "time"),
                Field.POST_LIKES, List.of("attitudes_count", "like_count", "liked_count", "likes"),
                Field.POST_TEXT, List.of("text", "content"),
                Field.TOPICS, List.of("topic"),
                Field.CRAWL_TIME, List.of(),
                Field.POST_SENTIMENT, List.of());
        return layout(columns, Map.of(), Map.of(), TextShape.PLAIN);
    }

    /** CSV with Chinese names; JSON, and a table exported from its database, with English ones. */
    private static RecordLayout weiboCrawler() {
        Map<Field, List<String>> columns = Map.of(
                Field.POST_ID, List.of("id", "微博id", "bid"),
                Field.BLOGGER_ID, List.of("user_id", "用户id"),
                Field.POST_TIME, List.of("完整日期", "full_created_at", "日期", "created_at", "发布时间"),
                Field.POST_LIKES, List.of("点赞数", "attitudes_count"),
                Field.POST_TEXT, List.of("正文", "text", "微博正文"),
                Field.TOPICS, List.of("话题", "topics"));
        // Of a post that is no repost, the row ends before the columns of the post that was reposted.
        TextShape text = new TextShape(InputFormat.CSV, "UTF-8", List.of(), "", "源用户id");
        return layout(columns, Map.of(Field.BLOGGER_ID, BLOGGER), Map.of(), text);
    }

    private static RecordLayout mediaCrawler() {
        Map<Field, List<String>> columns = Map.of(
                Field.POST_ID, List.of("note_id"),
                Field.BLOGGER_ID, List.of("user_id", "creator_hash"),
                Field.POST_TIME, List.of("create_date_time", "create_time"),
                Field.POST_LIKES, List.of("liked_count"),
                Field.POST_TEXT, List.of("content"),
                Field.TOPICS, List.of("source_keyword"),
                Field.CRAWL_TIME, List.of("last_modify_ts"));
        return layout(columns, Map.of(), Map.of(), shape(InputFormat.CSV));
    }

    /** Where the spider follows one user, only the post's address names them. */
    private static RecordLayout weiboSpider() {
        Map<Field, List<String>> columns = Map.of(
                Field.POST_ID, List.of("_id", "mblogid"),
                Field.BLOGGER_ID, List.of("user._id", "url"),
                Field.POST_TIME, List.of("created_at"),
                Field.POST_LIKES, List.of("attitudes_count"),
                Field.POST_TEXT, List.of("content"),
                Field.TOPICS, List.of("keyword"),
                Field.CRAWL_TIME, List.of("crawl_time"));
        return layout(columns, Map.of(), Map.of(Field.BLOGGER_ID, USER), shape(InputFormat.JSONL));
    }

    private static TextShape shape(InputFormat format) {
        return new TextShape(format, "UTF-8", List.of(), "");
    }

    /** Our own names come first, as no crawler has them and users may. */
    private static RecordLayout layout(
            Map<Field, List<String>> columns,
            Map<Field, Pattern> patterns,
            Map<Field, Pattern> excerpts,
            TextShape text) {
        Map<Field, List<String>> withOurs = new EnumMap<>(Field.class);
        columns.forEach((field, names) -> withOurs.put(
                field,
                Stream.concat(Stream.of(field.column()), names.stream())
                        .distinct()
                        .toList()));
        return new RecordLayout(
                RecordKind.POST,
                withOurs,
                patterns,
                Set.of(Field.POST_ID),
                Map.of(Field.POST_TIME, TimeRule.READABLE),
                text,
                excerpts);
    }
}
