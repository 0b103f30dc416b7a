package io.weibosentiment.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folders that crawlers leave, with invented contents. In each lie two posts of one blogger with three comments on
 * the first and two on the second, and all else that the crawler writes. Both posts have likes; ids, times and texts
 * are the same in all folders: see the constants.
 */
public final class CrawlerFolders {

    /** Whose the posts are. */
    public static final String BLOGGER = "2213526752";
    /** The first post, of 2024-05-06 08:30 in Beijing, with 120 likes. */
    public static final String POST = "5030949943592526";
    /** The same post in base 62. */
    public static final String POST_BASE62 = "OcZ9gf4zY";
    /** The second post, of 2024-05-07 20:15 in Beijing, with 7 likes. */
    public static final String OTHER_POST = "5031489750517326";
    /** The comments on both. */
    public static final int COMMENTS = 5;

    private static final String BOM = "\uFEFF";
    private static final String[] TEXTS = {"这家店的面真好吃", "排队太久了，失望", "支持一下", "下次还来", "味道一般"};
    private static final String POSTS_HEADER =
            "id,bid,正文,头条文章url,原始图片url,视频url,Live Photo视频url,位置,日期,工具," + "点赞数,评论数,转发数,话题,@用户,完整日期,是否编辑过,编辑次数";
    private static final String SOURCE_HEADER = "," + "是否原创,源用户id,源用户昵称," + "源微博" + POSTS_HEADER.replace(",", ",源微博");

    private CrawlerFolders() {}

    /** The folder {@code weibo} of dataabc/weibo-crawler: CSV, comments in both forms, nicknames with underscores. */
    public static Path weiboCrawler(Path parent) {
        Path weibo = parent.resolve("weibo");
        String name = "_面_馆_";
        Path blogger = weibo.resolve(name);
        write(
                weibo.resolve("users.csv"),
                BOM + "用户id,昵称,性别,生日,所在地\r\n" + BLOGGER + "," + name + ",男,1991-02-03,上海\r\n");
        write(weibo.resolve("weibodata.db"), "SQLite format 3\0 and so on");
        write(
                blogger.resolve(BLOGGER + ".csv"),
                BOM + POSTS_HEADER + SOURCE_HEADER + "\r\n"
                        // A post that is no repost has no columns after the first of these.
                        + POST + "\t," + POST_BASE62 + ",\"新店开张，欢迎\",,,,,,2024-05-06T08:30:00,手机,120,3,1,开张,,"
                        + "2024-05-06 08:30:00,False,0,True\r\n"
                        + OTHER_POST + "\t,OddbV2azY,转发微博,,,,,,2024-05-07T20:15:00,手机,7,2,0,,,"
                        + "2024-05-07 20:15:00,False,0,False,1700000002,旧友,4999999999999901\t,ObAbCdEfG,原文,,,,,,"
                        + "2024-05-01T09:00:00,手机,1,0,0,,,2024-05-01 09:00:00,False,0\r\n");
        String header = BOM + "id,weibo_id,created_at,user_screen_name,text,pic_url,like_count\r\n";
        StringBuilder all = new StringBuilder(header);
        StringBuilder first = new StringBuilder(header);
        StringBuilder second = new StringBuilder(header);
        for (int i = 0; i < COMMENTS; i++) {
            String row = commentId(i) + "," + postOf(i) + ",Mon May 06 1" + i + ":00:00 +0800 2024,食客" + i + ",\""
                    + TEXTS[i] + "\",," + i + "\r\n";
            all.append(row);
            (i < 3 ? first : second).append(row);
        }
        write(blogger.resolve(name + "_comments.csv"), all.toString());
        write(blogger.resolve(name + "_" + POST + "_comments.csv"), first.toString());
        write(blogger.resolve(name + "_" + OTHER_POST + "_comments.csv"), second.toString());
        write(blogger.resolve(name + "_comments_img/" + name + "_" + POST + "_食客1_comments.jpg"), "picture");
        write(blogger.resolve("img/原创微博图片/20240506_1.jpg"), "picture");
        write(blogger.resolve("img/not_downloaded.txt"), POST + ":img:http://example.com\n");
        write(blogger.resolve("2024-05/2024-05-06.md"), "# 2024-05-06\n");
        write(blogger.resolve(".DS_Store"), "Finder");
        return weibo;
    }

    /** As {@link #weiboCrawler}, but the posts are in JSON, in a folder named by the blogger's id. */
    public static Path weiboCrawlerJson(Path parent) {
        Path weibo = weiboCrawler(parent);
        Path blogger = weibo.resolve(BLOGGER);
        move(weibo.resolve("_面_馆_"), blogger);
        delete(blogger.resolve(BLOGGER + ".csv"));
        write(
                blogger.resolve(BLOGGER + ".json"),
                "{\"user\": {\"id\": \"" + BLOGGER + "\", \"screen_name\": \"_面_馆_\"}, \"weibo\": [{\"user_id\": "
                        + BLOGGER + ", \"screen_name\": \"_面_馆_\", \"id\": " + POST + ", \"bid\": \"" + POST_BASE62
                        + "\", \"text\": \"新店开张，欢迎\", \"created_at\": \"2024-05-06T08:30:00\","
                        + " \"attitudes_count\": 120, \"topics\": \"开张\", \"full_created_at\":"
                        + " \"2024-05-06 08:30:00\"}, {\"user_id\": " + BLOGGER + ", \"id\": " + OTHER_POST
                        + ", \"bid\": \"OddbV2azY\", \"text\": \"转发微博\", \"created_at\": \"2024-05-07T20:15:00\","
                        + " \"attitudes_count\": 7, \"topics\": \"\", \"full_created_at\": \"2024-05-07 20:15:00\","
                        + " \"retweet\": {\"user_id\": 1700000002, \"id\": 4999999999999901}}]}");
        return weibo;
    }

    /** The folder {@code data} of NanmiCoder/MediaCrawler with CSV, and another site's files of the same names. */
    public static Path mediaCrawlerCsv(Path parent) {
        Path data = parent.resolve("data");
        StringBuilder posts = new StringBuilder(
                BOM + "note_id,content,create_time,create_date_time,liked_count,"
                        + "comments_count,shared_count,last_modify_ts,note_url,ip_location,user_id,nickname,source_keyword\r\n");
        posts.append(POST + ",\"新店开张，欢迎\",1714955400,2024-05-06 08:30:00+08:00,120,3,1,1715400000000,"
                + "https://m.weibo.cn/detail/" + POST + ",上海," + BLOGGER + ",面馆,面馆\r\n");
        posts.append(OTHER_POST + ",转发微博,1715084100,2024-05-07 20:15:00+08:00,7,2,0,1715400000000,"
                + "https://m.weibo.cn/detail/" + OTHER_POST + ",上海," + BLOGGER + ",面馆,面馆\r\n");
        StringBuilder comments = new StringBuilder(BOM + "comment_id,create_time,create_date_time,note_id,content,"
                + "sub_comment_count,comment_like_count,last_modify_ts,parent_comment_id,user_id,nickname\r\n");
        for (int i = 0; i < COMMENTS; i++) {
            comments.append(commentId(i) + "," + seconds(i) + ",2024-05-06 1" + i + ":00:00+08:00," + postOf(i) + ",\""
                    + TEXTS[i] + "\",0," + i + ",1715400000000,," + userId(i) + ",食客" + i + "\r\n");
        }
        write(data.resolve("weibo/csv/search_contents_2024-05-11.csv"), posts.toString());
        write(data.resolve("weibo/csv/search_comments_2024-05-11.csv"), comments.toString());
        write(data.resolve("weibo/csv/search_creators_2024-05-11.csv"), BOM + "user_id,nickname,follows,fans\r\n");
        othersOfMediaCrawler(data);
        return data;
    }

    /** The folder {@code data} of NanmiCoder/MediaCrawler with JSON Lines. */
    public static Path mediaCrawlerJsonLines(Path parent) {
        Path data = parent.resolve("data");
        StringBuilder comments = new StringBuilder();
        for (int i = 0; i < COMMENTS; i++) {
            comments.append(mediaComment(i)).append('\n');
        }
        write(
                data.resolve("weibo/jsonl/creator_contents_2024-05-11.jsonl"),
                mediaPost(POST, 1714955400L, 120) + "\n" + mediaPost(OTHER_POST, 1715084100L, 7) + "\n");
        write(data.resolve("weibo/jsonl/creator_comments_2024-05-11.jsonl"), comments.toString());
        othersOfMediaCrawler(data);
        return data;
    }

    /** The folder {@code data} of NanmiCoder/MediaCrawler with JSON, each file one array with many lines. */
    public static Path mediaCrawlerJson(Path parent) {
        Path data = parent.resolve("data");
        StringBuilder comments = new StringBuilder("[\n");
        for (int i = 0; i < COMMENTS; i++) {
            comments.append(i == 0 ? "    " : ",\n    ").append(mediaComment(i).replace(", \"", ",\n        \""));
        }
        write(
                data.resolve("weibo/json/detail_contents_2024-05-11.json"),
                "[\n    " + mediaPost(POST, 1714955400L, 120).replace(", \"", ",\n        \"") + ",\n    "
                        + mediaPost(OTHER_POST, 1715084100L, 7).replace(", \"", ",\n        \"") + "\n]");
        write(
                data.resolve("weibo/json/detail_comments_2024-05-11.json"),
                comments.append("\n]").toString());
        othersOfMediaCrawler(data);
        return data;
    }

    private static String mediaPost(String id, long seconds, int likes) {
        return "{\"note_id\": \"" + id + "\", \"content\": \"新店开张，欢迎\", \"create_time\": " + seconds
                + ", \"liked_count\": \"" + likes + "\", \"comments_count\": \"3\", \"last_modify_ts\": 1715400000000,"
                + " \"user_id\": \"" + BLOGGER + "\", \"nickname\": \"面馆\", \"source_keyword\": \"面馆\"}";
    }

    private static String mediaComment(int i) {
        return "{\"comment_id\": \"" + commentId(i) + "\", \"create_time\": " + seconds(i) + ", \"note_id\": \""
                + postOf(i) + "\", \"content\": \"" + TEXTS[i] + "\", \"comment_like_count\": \"" + i
                + "\", \"last_modify_ts\": 1715400000000, \"user_id\": \"" + userId(i) + "\", \"nickname\": \"食客\"}";
    }

    private static void othersOfMediaCrawler(Path data) {
        write(data.resolve("weibo/images/007abc.jpg"), "picture");
        write(data.resolve("weibo/words/search_comments_2024-05-11_word_freq.json"), "{\"好吃\": 3}");
        write(data.resolve("weibo/words/search_comments_2024-05-11_word_cloud.png"), "picture");
        write(
                data.resolve("xhs/csv/search_comments_2024-05-11.csv"),
                "comment_id,create_time,note_id,content,like_count\r\n1,1714955400000,2,x,3\r\n");
    }

    /**
     * The folder {@code output} of nghuyong/WeiboSpider, which followed one user, so that only the address of a post
     * says whose it is. The comments say nowhere which post they are on: each file holds those on one post, in a folder
     * named by its id.
     */
    public static Path weiboSpider(Path parent) {
        Path output = parent.resolve("output");
        write(
                output.resolve("tweet_spider_by_user_id_20240511101010.jsonl"),
                tweet(POST, POST_BASE62, "2024-05-06 08:30:00", 120)
                        + tweet(OTHER_POST, "OddbV2azY", "2024-05-07 20:15:00", 7));
        StringBuilder first = new StringBuilder();
        StringBuilder second = new StringBuilder();
        for (int i = 0; i < COMMENTS; i++) {
            (i < 3 ? first : second)
                    .append("{\"created_at\": \"2024-05-06 1" + i + ":00:00\", \"_id\": " + commentId(i)
                            + ", \"like_counts\": " + i + ", \"ip_location\": \"来自上海\", \"content\": \"" + TEXTS[i]
                            + "\", \"comment_user\": {\"_id\": \"" + userId(i) + "\", \"nick_name\": \"食客\","
                            + " \"verified\": false}, \"crawl_time\": 1715393410}\n");
        }
        write(output.resolve(POST_BASE62 + "/comment_20240511101011.jsonl"), first.toString());
        write(output.resolve(OTHER_POST + "/comment_20240511101112.jsonl"), second.toString());
        write(
                output.resolve("repost_20240511101213.jsonl"),
                tweet("5031300000000001", "OcUaBcDeF", "2024-05-06 14:00:00", 1));
        write(
                output.resolve("user_spider_20240511101314.jsonl"),
                "{\"_id\": \"" + BLOGGER + "\", \"nick_name\": \"面馆\", \"followers_count\": 12}\n");
        write(
                output.resolve("fan_20240511101415.jsonl"),
                "{\"_id\": \"1_2\", \"follower_id\": \"1\", \"fan_info\": {\"_id\": \"2\"}}\n");
        return output;
    }

    private static String tweet(String id, String base62, String time, int likes) {
        return "{\"_id\": \"" + id + "\", \"mblogid\": \"" + base62 + "\", \"created_at\": \"" + time
                + "\", \"geo\": null, \"attitudes_count\": " + likes + ", \"comments_count\": 3, \"source\": \"手机\","
                + " \"content\": \"新店开张，欢迎\", \"pic_urls\": [], \"isLongText\": false, \"is_retweet\": false,"
                + " \"url\": \"https://weibo.com/" + BLOGGER + "/" + base62 + "\", \"crawl_time\": 1715393410}\n";
    }

    private static String commentId(int i) {
        return "503121000000000" + (i + 1);
    }

    private static String userId(int i) {
        return "190000000" + i;
    }

    private static String postOf(int i) {
        return i < 3 ? POST : OTHER_POST;
    }

    /** 10:00 in Beijing on 2024-05-06 and each hour after. */
    private static long seconds(int i) {
        return 1714960800L + 3600L * i;
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
