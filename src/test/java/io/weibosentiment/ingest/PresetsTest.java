package io.weibosentiment.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.weibosentiment.Columns;
import io.weibosentiment.config.Field;
import io.weibosentiment.config.Preset;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each preset on small files with the raw forms that its crawler writes. */
final class PresetsTest {

    @TempDir
    private Path folder;

    private Path file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static List<String> comments(IngestedRows staged) {
        return rows(TestInput.settled(staged)
                .selectExpr(
                        Columns.BLOGGER_ID,
                        Columns.POST_ID,
                        Columns.COMMENT_ID,
                        Columns.USER_ID,
                        Columns.TEXT,
                        "date_format(comment_time, 'yyyy-MM-dd HH:mm:ss') as comment_time",
                        "date_format(post_time, 'yyyy-MM-dd HH:mm') as post_time",
                        Columns.LIKES,
                        Columns.POST_LIKES,
                        Columns.COPIES));
    }

    private static List<String> rejects(IngestedRows staged) {
        return rows(staged.rejected().select(Columns.REASON, Columns.RAW));
    }

    private static List<String> rows(Dataset<Row> data) {
        return data.collectAsList().stream()
                .map(row -> row.mkString("|"))
                .sorted()
                .toList();
    }

    @Test
    void dynamics_takes_the_blogger_from_the_file_name() throws IOException {
        Path input = file("20231023__comment1210347234.csv.jsonl", """
                {"id":"NgX","content":"x","time":"2023-09-09 20:15","likes":"430","comment":{"id":1609609949571890,\
                "comment":"好","time":"Sat Sep 09 20:54:15 +0800 2023","likes":7}}
                {"id":"NgX","content":"x","comment":{"id":9007199254740993,"comment":"","time":\
                "Sat Sep 09 20:54:16 +0800 2023","likes":null}}
                {"id":"","comment":{"id":1,"comment":"a","time":"Sat Sep 09 20:54:16 +0800 2023"}}
                """);
        TestInput config = TestInput.of(Preset.DYNAMICS, input);
        config.check();
        IngestedRows staged = config.staged();
        assertThat(comments(staged))
                .containsExactly(
                        "1210347234|NgX|null|1609609949571890|好|2023-09-09 12:54:15|2023-09-09 12:15|7|430|1",
                        "1210347234|NgX|null|9007199254740993||2023-09-09 12:54:16|2023-09-09 12:15|null|430|1");
        assertThat(rejects(staged)).singleElement().asString().startsWith("no_post_id|{\"id\":\"\"");
    }

    @Test
    void weibo_api_counts_replies_as_comments_of_their_own() throws IOException {
        Path input = file("4983821234567890.jsonl", """
                {"id":"1","text":"<a href=x>a</a>","created_at":"Sat Sep 09 20:54:15 +0800 2023","like_count":"1.2万",\
                "user":{"id":77},"comments":[{"id":"2","text":"b","created_at":"昨天 12:03","like_count":3,\
                "user":{"id":78},"comments":false},{"id":"3","text":"c","created_at":"never"},"4"],"max_id":0}
                {"id":"1","text":"same","status_id":"5","created_at":"2023-09-09","user":null,"comments":false}
                """);
        TestInput config = TestInput.of(Preset.WEIBO_API, input).crawledAt("2024-03-10T04:00:00Z");
        config.check();
        IngestedRows staged = config.staged();
        assertThat(comments(staged))
                .containsExactly(
                        "null|4983821234567890|1|77|<a href=x>a</a>|2023-09-09 12:54:15|null|12000|null|1",
                        "null|4983821234567890|2|78|b|2024-03-09 04:03:00|null|3|null|1",
                        "null|5|1|null|same|2023-09-08 16:00:00|null|null|null|1");
        assertThat(rejects(staged))
                .containsExactly(
                        "malformed|\"4\"", "unreadable_time|{\"id\":\"3\",\"text\":\"c\",\"created_at\":\"never\"}");
        assertThat(staged.counts().read()).isEqualTo(5);
    }

    @Test
    void weibo_crawler_reads_columns_by_their_names() throws IOException {
        Path input = file("comments.csv", """
                \uFEFFid,bid,weibo_id,root_id,user_id,created_at,user_screen_name,user_avatar_url,text,pic_url,like_count
                1,b,49,1,7,Sat Sep 09 20:54:15 +0800 2023,n,u,"a, ""b""
                c",p,5
                2,b,49,1,8,5分钟前,n,u,d,p,
                """);
        TestInput config = TestInput.of(Preset.WEIBO_CRAWLER, input);
        config.check();
        IngestedRows staged = config.staged();
        assertThat(comments(staged)).containsExactly("null|49|1|7|a, \"b\"\nc|2023-09-09 12:54:15|null|5|null|1");
        assertThat(rejects(staged)).containsExactly("time_needs_crawl_time|2,b,49,1,8,5分钟前,n,u,d,p,");
    }

    @Test
    void hot_search_takes_the_crawl_date_as_the_crawl_time() throws IOException {
        Path input = file("part-00.csv", """
                crawl_date,topic,post_bid,user_hash,reply_to_hash,comment,votes,time
                20190901,t,I4W,u1,,text,41,2019-09-01 18:43\r
                20190901,t,I4W,u2,,text,1,19-08-31 12:03
                20190901,t,I4W,u3,,text,1,昨天 12:03
                20190901,t,I4W,u4,,text,1,Time
                20190901,t,I4W,u5,,text,1

                crawl_date,topic,post_bid,user_hash,reply_to_hash,comment,votes,time
                """);
        TestInput config = TestInput.of(Preset.HOT_SEARCH, input);
        config.check();
        IngestedRows staged = config.staged();
        assertThat(comments(staged))
                .containsExactly(
                        "null|I4W|null|u1|text|2019-09-01 10:43:00|null|41|null|1",
                        "null|I4W|null|u2|text|2019-08-31 04:03:00|null|1|null|1",
                        "null|I4W|null|u3|text|2019-08-31 04:03:00|null|1|null|1");
        assertThat(staged.counts().rejectedReasons())
                .isEqualTo(Map.of("unreadable_time", 1L, "malformed", 1L, "repeated_header", 1L));
    }

    @Test
    void raw_gbk_takes_post_and_crawl_from_the_path_with_or_without_a_header() throws IOException {
        Path days = folder.resolve("20190901");
        Files.createDirectories(days);
        Charset gbk = Charset.forName("GBK");
        String header = "User,Reter,Comment,Votes,Time\n";
        Files.writeString(
                days.resolve("20.csv"), header + "u1,,真佩服,7,2019-09-01 18:50\n" + header + "u2,,好,,今天 08:00\n", gbk);
        Files.writeString(days.resolve("21.csv"), "u1,,真佩服,7,2019-09-01 18:50\n", gbk);
        Files.write(days.resolve("22.csv"), new byte[] {'u', ',', ',', (byte) 0xff, ',', '1', ',', 'x', '\n'});
        TestInput config = TestInput.of(Preset.RAW_GBK, folder);
        assertThat(TestInput.of(Preset.RAW_GBK, days.resolve("2[01].csv"))
                        .check()
                        .files())
                .isEqualTo(2);
        IngestedRows staged = config.staged();
        assertThat(comments(staged))
                .containsExactly(
                        "null|20190901/20|null|u1|真佩服|2019-09-01 10:50:00|null|7|null|1",
                        "null|20190901/20|null|u2|好|2019-09-01 00:00:00|null|null|null|1",
                        "null|20190901/21|null|u1|真佩服|2019-09-01 10:50:00|null|7|null|1");
        assertThat(staged.counts().rejectedReasons()).isEqualTo(Map.of("repeated_header", 1L, "not_decodable", 1L));
    }

    @Test
    void own_columns_go_before_the_presets() throws IOException {
        Path input = file("own.jsonl", "{\"p\":{\"q\":\"1\"},\"review\":\"好\",\"p.r\":\"2023-09-09\"}\n");
        TestInput config = TestInput.of(Preset.NONE, input)
                .withColumns(Map.of(Field.POST_ID, "p.q", Field.TEXT, "review", Field.POST_TIME, "p.r"));
        config.check();
        assertThat(comments(config.staged())).containsExactly("null|1|null|null|好|null|2023-09-08 16:00|null|null|1");
    }
}
