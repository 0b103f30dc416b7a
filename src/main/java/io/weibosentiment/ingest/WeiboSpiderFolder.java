package io.weibosentiment.ingest;

import java.util.Set;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;

/**
 * The folder {@code output} of nghuyong/WeiboSpider: JSON Lines named by spider and second, such as
 * {@code comment_20250301120000.jsonl}, {@code tweet_spider_by_user_id_….jsonl}, {@code repost_….jsonl} and
 * {@code fan_….jsonl}. A repost has the columns of a post, so only its name tells.
 */
final class WeiboSpiderFolder implements CrawlerFolder {

    private static final Pattern NAMED =
            Pattern.compile("(comment|tweet_spider_by_[a-z_]+|repost|user_spider|fan|follower)_[0-9]{14}\\.jsonl");

    @Override
    public FileUse byName(Path file) {
        var named = NAMED.matcher(FileFormat.uncompressed(file.getName()));
        if (!named.matches()) {
            return FileUse.UNDECIDED;
        }
        return switch (named.group(1)) {
            case "comment" -> FileUse.COMMENTS;
            case "repost" -> FileUse.REPOSTS;
            case "user_spider", "fan", "follower" -> FileUse.USERS;
            default -> FileUse.POSTS;
        };
    }

    @Override
    public FileUse byColumns(Set<String> columns) {
        if (columns.contains("content") && (columns.contains("comment_user") || columns.contains("like_counts"))) {
            return FileUse.COMMENTS;
        }
        if (columns.contains("mblogid") && columns.contains("attitudes_count")) {
            return FileUse.POSTS;
        }
        boolean isUser = columns.contains("fan_info")
                || columns.contains("follower_info")
                || (columns.contains("nick_name") && columns.contains("followers_count"));
        return isUser ? FileUse.USERS : FileUse.UNDECIDED;
    }
}
