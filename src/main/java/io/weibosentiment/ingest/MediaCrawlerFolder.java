package io.weibosentiment.ingest;

import java.util.Set;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;

/**
 * The folder {@code data} of NanmiCoder/MediaCrawler, or a part of it: {@code
 * weibo/csv/search_contents_2025-03-01.csv}, {@code …_comments_…}, {@code …_creators_…}, the same for JSON, {@code
 * weibo/images}, {@code weibo/words}, and the folders of other sites, whose files have the same names.
 */
final class MediaCrawlerFolder implements CrawlerFolder {

    private static final Pattern OTHER_SITE = Pattern.compile(
            "/(?:xhs|dy|douyin|ks|kuaishou|bili|bilibili|tieba|zhihu)/(?:(?:csv|jsonl|json|words|images|videos)/)?[^/]+$");
    private static final Pattern WORDS = Pattern.compile(".*_word_(?:freq|cloud)\\.[a-z]+");
    private static final Pattern DATED =
            Pattern.compile("(?:.+_)?(contents|comments|creators)_[0-9]{4}-[0-9]{2}-[0-9]{2}\\.(?:csv|jsonl|json)");

    @Override
    public FileUse byName(Path file) {
        String name = FileFormat.uncompressed(file.getName());
        if (OTHER_SITE.matcher(file.toUri().getPath()).find()) {
            return FileUse.OTHER_SITES;
        }
        if (WORDS.matcher(name).matches()) {
            return FileUse.DOCUMENTS;
        }
        var dated = DATED.matcher(name);
        if (!dated.matches()) {
            return FileUse.UNDECIDED;
        }
        return switch (dated.group(1)) {
            case "contents" -> FileUse.POSTS;
            case "comments" -> FileUse.COMMENTS;
            default -> FileUse.USERS;
        };
    }

    @Override
    public FileUse byColumns(Set<String> columns) {
        if (columns.contains("note_id") && columns.contains("content")) {
            if (columns.contains("comment_id")) {
                // What Xiaohongshu calls notes has neither.
                boolean isWeibo = columns.contains("comment_like_count") || columns.contains("create_date_time");
                return isWeibo ? FileUse.COMMENTS : FileUse.OTHER_SITES;
            }
            return columns.contains("liked_count") ? FileUse.POSTS : FileUse.UNDECIDED;
        }
        return columns.contains("fans") && columns.contains("follows") ? FileUse.USERS : FileUse.UNDECIDED;
    }
}
