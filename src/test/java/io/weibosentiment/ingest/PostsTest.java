package io.weibosentiment.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.weibosentiment.Columns;
import io.weibosentiment.TestSpark;
import io.weibosentiment.config.Field;
import io.weibosentiment.config.InputConfig;
import io.weibosentiment.config.PostSelection;
import io.weibosentiment.config.Preset;
import io.weibosentiment.config.TestConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the facts about posts, from comments and from posts files. */
class PostsTest {

    private static final String NUMBER = "4989614205929137";
    private static final String BASE_62 = "NBBh2oSrf";

    @TempDir
    Path folder;

    private static final Map<Field, String> COLUMNS = Map.of(
            Field.POST_ID, "post",
            Field.COMMENT_ID, "id",
            Field.TEXT, "text",
            Field.USER_ID, "user",
            Field.BLOGGER_ID, "blogger",
            Field.POST_LIKES, "post_likes",
            Field.CRAWL_TIME, "crawl");

    private IngestedRows comments(String... lines) throws IOException {
        Path file = Files.write(folder.resolve("comments.jsonl"), List.of(lines));
        return TestInput.of(Preset.NONE, file).withColumns(COLUMNS).staged(Set.of(Field.POST_ID, Field.TEXT));
    }

    private IngestedRows posts(String... rows) throws IOException {
        List<String> lines = new ArrayList<>(List.of("id,author,made,liked,crawled,says,tags"));
        lines.addAll(List.of(rows));
        Path file = Files.write(folder.resolve("posts.csv"), lines);
        InputConfig config = TestConfig.with(
                        "input.posts.paths=" + file,
                        "input.posts.columns.post-id=id",
                        "input.posts.columns.blogger-id=author",
                        "input.posts.columns.post-time=made",
                        "input.posts.columns.post-likes=liked",
                        "input.posts.columns.crawl-time=crawled",
                        "input.posts.columns.post-text=says",
                        "input.posts.columns.topics=tags",
                        "input.paths=" + folder.resolve("comments.jsonl"),
                        "input.columns.post-id=post",
                        "input.columns.text=text")
                .input();
        InputFiles files = CrawlFiles.check(TestSpark.session(), config).posts().orElseThrow();
        return new IngestedRows(RecordReader.records(TestSpark.session(), files).localCheckpoint());
    }

    private static String comment(String post, int id, String more) {
        return "{\"post\":\"" + post + "\",\"id\":" + id + ",\"text\":\"好\",\"user\":\"u" + id + "\"" + more + "}";
    }

    private static List<String> shown(Dataset<Row> posts, String... columns) {
        return posts.selectExpr(columns).collectAsList().stream()
                .map(row -> row.mkString("|"))
                .sorted()
                .toList();
    }

    @Test
    void latest_crawl_of_a_post_in_posts_files_wins() throws IOException {
        IngestedRows comments = comments(
                comment(NUMBER, 1, ",\"blogger\":\"b0\",\"post_likes\":9,\"crawl\":\"2025-05-01\""),
                comment("p2", 2, ""));
        IngestedRows posts = posts(
                NUMBER + "\t,b1,2025-01-02 08:00:00,30,2025-02-01,旧,",
                NUMBER + ",b1,2025-01-02 08:00:00,20,2025-03-01,新 #手机#,手机",
                "p3,b2,2025-01-05 08:00:00,7,2025-03-01,,");

        Dataset<Row> all = Posts.of(comments, Optional.of(posts));

        assertThat(shown(all, "post_id", "blogger_id", "post_likes", "post_text", "topics", "comments", "known"))
                .containsExactly(
                        NUMBER + "|b1|20|新 #手机#|手机|1|true",
                        "p2|null|null|null|null|1|false",
                        "p3|b2|7|null|null|0|true");
        assertThat(Posts.Counts.of(all)).isEqualTo(new Posts.Counts(3, 2, 1, 1, 1, 1, 0, 1, 0));
        assertThat(shown(Posts.withoutComments(all), "post_id")).containsExactly("p3");
    }

    @Test
    void post_of_different_bloggers_is_counted() throws IOException {
        IngestedRows comments = comments(
                comment("1", 1, ",\"blogger\":\"b1\""),
                comment("1", 2, ",\"blogger\":\"b2\""),
                comment("2", 3, ",\"blogger\":\"b1\""));

        assertThat(Posts.Counts.of(Posts.of(comments, Optional.empty())).postsOfSeveralBloggers())
                .isEqualTo(1);
    }

    @Test
    void both_forms_of_an_id_are_one_post_shown_as_the_comments_have_it() throws IOException {
        IngestedRows comments = comments(comment(BASE_62, 1, ""), comment(BASE_62, 2, ""));
        IngestedRows posts = posts(NUMBER + ",b1,2025-01-02 08:00:00,30,,,");

        assertThat(shown(Posts.of(comments, Optional.of(posts)), "post_id", "blogger_id", "comments", "known"))
                .containsExactly(BASE_62 + "|b1|2|true");
    }

    @Test
    void mixture_of_both_forms_is_shown_as_the_number() throws IOException {
        IngestedRows comments =
                comments(comment(BASE_62, 1, ""), comment(NUMBER, 1, ""), comment(NUMBER, 2, ""), comment("p2", 1, ""));

        assertThat(comments.counts().duplicates()).isEqualTo(1);
        assertThat(shown(Posts.of(comments, Optional.empty()), "post_id", "comments"))
                .containsExactly(NUMBER + "|2", "p2|1");
    }

    @Test
    void fact_that_only_a_dropped_copy_knows_is_kept() throws IOException {
        IngestedRows comments = comments(
                comment("p1", 1, ",\"blogger\":\"b1\",\"crawl\":\"2025-03-05\""),
                comment("p1", 1, ",\"crawl\":\"2025-03-06\""));

        assertThat(comments.counts().duplicates()).isEqualTo(1);
        assertThat(shown(Posts.of(comments, Optional.empty()), "post_id", "blogger_id"))
                .containsExactly("p1|b1");
    }

    @Test
    void selection_takes_posts_by_what_they_say_and_by_blogger() throws IOException {
        IngestedRows comments = comments(comment("p1", 1, ""), comment("p2", 2, ""), comment("p4", 3, ""));
        IngestedRows posts =
                posts("p1,b1,2025-01-02 08:00:00,1,,华为的新手机,", "p2,b2,2025-01-02 08:00:00,1,,,HUAWEI", "p3,b1,,1,,小米,");
        Dataset<Row> all = Posts.of(comments, Optional.of(posts));

        PostSelection topic = new PostSelection(Optional.of(Pattern.compile("华为|(?i)huawei")), List.of());
        PostSelection blogger = new PostSelection(Optional.empty(), List.of("b1"));
        PostSelection both = new PostSelection(topic.topic(), blogger.bloggers());
        assertThat(shown(Posts.selected(all, topic), Columns.POST_ID)).containsExactly("p1", "p2");
        assertThat(shown(Posts.selected(all, blogger), Columns.POST_ID)).containsExactly("p1", "p3");
        assertThat(shown(Posts.selected(all, both), Columns.POST_ID)).containsExactly("p1");
        PostSelection spelled = new PostSelection(Optional.empty(), List.of(" b2 ", "'123", "b7"));
        assertThat(shown(Posts.selected(all, spelled), Columns.POST_ID)).containsExactly("p2");
        assertThat(Posts.bloggersWithoutPosts(all, spelled)).containsExactly("123", "b7");
    }
}
