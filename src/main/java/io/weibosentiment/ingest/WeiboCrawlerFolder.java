package io.weibosentiment.ingest;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;

/**
 * The folder of dataabc/weibo-crawler: {@code users.csv}, a database, and for each blogger a folder named by nickname
 * or id with the posts in {@code ID.csv} and {@code ID.json}, pictures, and the comments twice: all of them in
 * {@code NICKNAME_comments.csv}, those of a post in {@code NICKNAME_POST_comments.csv}. Nicknames may have and begin
 * with underscores.
 */
final class WeiboCrawlerFolder implements CrawlerFolder {

    private static final String ALL_COMMENTS = "_comments.csv";
    private static final Pattern OF_ONE_POST = Pattern.compile("(.+)_[0-9]{16}_comments\\.csv(\\.[a-z0-9]+)?");
    private static final Set<String> REPOSTS = Set.of(
            "id",
            "bid",
            "weibo_id",
            "user_id",
            "created_at",
            "user_screen_name",
            "user_avatar_url",
            "text",
            "like_count");

    @Override
    public FileUse byName(Path file) {
        String name = FileFormat.uncompressed(file.getName());
        if (name.endsWith(ALL_COMMENTS)) {
            return FileUse.COMMENTS;
        }
        return switch (name) {
            case "users.csv" -> FileUse.USERS;
            case "user_id_list.txt", "not_downloaded.txt", "cookie.txt", "requirements.txt", "config.json" ->
                FileUse.DOCUMENTS;
            default -> name.endsWith("_reposts.csv") ? FileUse.REPOSTS : FileUse.UNDECIDED;
        };
    }

    @Override
    public FileUse byColumns(Set<String> columns) {
        if (columns.contains("weibo_id") && columns.contains("text")) {
            return columns.equals(REPOSTS) ? FileUse.REPOSTS : FileUse.COMMENTS;
        }
        if (columns.contains("点赞数") || columns.contains("attitudes_count")) {
            return FileUse.POSTS;
        }
        return columns.contains("用户id") || columns.contains("nick_name") ? FileUse.USERS : FileUse.UNDECIDED;
    }

    @Override
    public Optional<Path> whole(Path comments) {
        Matcher matcher = OF_ONE_POST.matcher(comments.getName());
        return matcher.matches()
                ? Optional.of(new Path(
                        comments.getParent(),
                        matcher.group(1)
                                + ALL_COMMENTS
                                + Optional.ofNullable(matcher.group(2)).orElse("")))
                : Optional.empty();
    }

    @Override
    public boolean namesWithUnderscores() {
        return true;
    }
}
