package io.weibosentiment.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.weibosentiment.Columns;
import io.weibosentiment.InvalidInputException;
import io.weibosentiment.TestSpark;
import io.weibosentiment.config.Field;
import io.weibosentiment.config.Preset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Crawlers' whole folders as they lie, and files of posts beside any comments. */
final class CrawlFilesTest {

    private static final String[] POSTS = {
        CrawlerFolders.BLOGGER + "|" + CrawlerFolders.POST + "|2024-05-06 00:30|120",
        CrawlerFolders.BLOGGER + "|" + CrawlerFolders.OTHER_POST + "|2024-05-07 12:15|7",
    };

    @TempDir
    private Path folder;

    private CrawlFiles check(Preset preset, Function<Path, Path> crawl) {
        return check(TestInput.of(preset, crawl.apply(folder)));
    }

    private static CrawlFiles check(TestInput input) {
        return CrawlFiles.check(TestSpark.session(), input.config());
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static Dataset<Row> kept(InputFiles files) {
        return new IngestedRows(RecordReader.records(TestSpark.session(), files).localCheckpoint()).kept();
    }

    private static List<String> posts(CrawlFiles files) {
        return kept(files.posts().orElseThrow())
                .selectExpr(
                        Columns.BLOGGER_ID,
                        Columns.POST_ID,
                        "date_format(post_time, 'yyyy-MM-dd HH:mm') as time",
                        Columns.POST_LIKES)
                .collectAsList()
                .stream()
                .map(row -> row.mkString("|").replace("\t", ""))
                .sorted()
                .toList();
    }

    private static void assertComments(CrawlFiles files) {
        List<String> comments = kept(files.comments())
                .groupBy(Columns.POST_ID)
                .agg(Map.of("*", "count", Columns.LIKES, "sum"))
                .select(Columns.POST_ID, "count(1)", "sum(likes)")
                .collectAsList()
                .stream()
                .map(row -> row.mkString("|"))
                .sorted()
                .toList();
        assertThat(comments)
                .containsExactlyInAnyOrder(CrawlerFolders.POST + "|3|3", CrawlerFolders.OTHER_POST + "|2|7");
    }

    @Test
    void weibo_crawlers_folder_gives_each_comment_once_and_the_posts() {
        CrawlFiles files = check(Preset.WEIBO_CRAWLER, CrawlerFolders::weiboCrawler);

        assertComments(files);
        assertThat(posts(files)).containsExactly(POSTS);
        assertThat(files.facts().commentFiles()).isEqualTo(1);
        assertThat(files.facts().postFiles()).isEqualTo(1);
        assertThat(files.facts().passedOverReasons())
                .containsOnly(
                        entry("artefacts", 1L),
                        entry("pictures_and_videos", 2L),
                        entry("databases", 1L),
                        entry("documents", 2L),
                        entry("users", 1L),
                        entry("copies", 2L));
        assertThat(files.warnings()).isEmpty();
    }

    @Test
    void posts_are_found_beside_comments_that_are_named_alone() {
        Path weibo = CrawlerFolders.weiboCrawler(folder);
        CrawlFiles files = check(TestInput.of(Preset.WEIBO_CRAWLER, weibo.resolve("_面_馆_/_面_馆__comments.csv")));

        assertComments(files);
        assertThat(posts(files)).containsExactly(POSTS);
    }

    @Test
    void files_of_single_posts_are_read_where_no_file_holds_all_of_them() throws IOException {
        Path weibo = CrawlerFolders.weiboCrawler(folder);
        Files.delete(weibo.resolve("_面_馆_/_面_馆__comments.csv"));
        CrawlFiles files = check(TestInput.of(Preset.WEIBO_CRAWLER, weibo));

        assertComments(files);
        assertThat(files.facts().commentFiles()).isEqualTo(2);
        assertThat(files.facts().passedOverReasons()).doesNotContainKey("copies");
    }

    @Test
    void files_that_were_moved_and_renamed_are_told_by_their_columns() throws IOException {
        Path weibo = CrawlerFolders.weiboCrawler(folder);
        Path blogger = weibo.resolve("_面_馆_");
        Files.move(blogger.resolve("_面_馆__comments.csv"), weibo.resolve("all of them.csv"));
        Files.delete(blogger.resolve("_面_馆__" + CrawlerFolders.POST + "_comments.csv"));
        Files.delete(blogger.resolve("_面_馆__" + CrawlerFolders.OTHER_POST + "_comments.csv"));
        // A folder named by a date, which is no blogger's id.
        Files.move(
                blogger.resolve(CrawlerFolders.BLOGGER + ".csv"),
                Files.createDirectory(weibo.resolve("231015")).resolve("posts.csv"));
        Files.move(weibo.resolve("users.csv"), weibo.resolve("people.csv"));
        CrawlFiles files = check(TestInput.of(Preset.WEIBO_CRAWLER, weibo));

        assertComments(files);
        assertThat(files.facts().postFiles()).isEqualTo(1);
        assertThat(files.facts().passedOverReasons()).containsEntry("users", 1L);
        assertThat(files.warnings()).singleElement().asString().contains("whose posts these are");
    }

    @Test
    void a_crawlers_folder_without_comments_says_what_is_there_and_how_to_export_a_database() throws IOException {
        Path weibo = CrawlerFolders.weiboCrawler(folder);
        Path blogger = weibo.resolve("_面_馆_");
        Files.delete(blogger.resolve("_面_馆__comments.csv"));
        Files.delete(blogger.resolve("_面_馆__" + CrawlerFolders.POST + "_comments.csv"));
        Files.delete(blogger.resolve("_面_馆__" + CrawlerFolders.OTHER_POST + "_comments.csv"));

        assertThatThrownBy(() -> check(TestInput.of(Preset.WEIBO_CRAWLER, weibo)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("no file of comments is in the input; found 1 files of posts")
                .hasMessageContaining("sqlite3 -header -csv '" + weibo.resolve("weibodata.db"));
    }

    @Test
    void media_crawlers_folder_gives_comments_and_posts_of_weibo_alone() {
        CrawlFiles files = check(Preset.MEDIA_CRAWLER, CrawlerFolders::mediaCrawlerCsv);

        assertComments(files);
        assertThat(posts(files)).containsExactly(POSTS);
        assertThat(files.facts().passedOverReasons())
                .containsOnly(
                        entry("pictures_and_videos", 2L),
                        entry("documents", 1L),
                        entry("users", 1L),
                        entry("other_sites", 1L));
    }

    @Test
    void media_crawlers_json_lines_are_read_too() {
        CrawlFiles files = check(Preset.MEDIA_CRAWLER, CrawlerFolders::mediaCrawlerJsonLines);

        assertComments(files);
        assertThat(posts(files)).containsExactly(POSTS);
    }

    @Test
    void weibo_spiders_comments_need_a_pattern_that_tells_their_post() {
        assertThatThrownBy(() -> check(Preset.WEIBO_SPIDER, CrawlerFolders::weiboSpider))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("if each file holds the comments of one post")
                .hasMessageContaining("--set 'input.path-patterns.post-id=/([0-9A-Za-z]+)/comment_[0-9]+\\.jsonl$'");
    }

    @Test
    void weibo_spiders_folder_with_a_pattern_gives_comments_and_posts() {
        TestInput input = TestInput.of(Preset.WEIBO_SPIDER, CrawlerFolders.weiboSpider(folder))
                .withPathPatterns(Map.of(Field.POST_ID, Pattern.compile("/([0-9A-Za-z]+)/comment_[0-9]+\\.jsonl$")));
        CrawlFiles files = check(input);

        assertThat(kept(files.comments()).groupBy(Columns.POST_ID).count().collectAsList())
                .extracting(row -> row.mkString("|"))
                .containsExactlyInAnyOrder(CrawlerFolders.POST_BASE62 + "|3", CrawlerFolders.OTHER_POST + "|2");
        assertThat(posts(files)).containsExactly(POSTS);
        assertThat(files.facts().passedOverReasons()).containsOnly(entry("users", 2L), entry("reposts", 1L));
    }

    @Test
    void posts_given_by_the_user_replace_those_beside_the_comments() throws IOException {
        Path posts = write(
                "elsewhere/p.csv",
                "post_id,blogger_id,post_time,post_likes\n" + CrawlerFolders.POST + ",9,2024-05-06 08:30,1\n");
        TestInput input = TestInput.of(Preset.WEIBO_CRAWLER, CrawlerFolders.weiboCrawler(folder))
                .withPosts(Preset.NONE, posts);
        CrawlFiles files = check(input);

        assertThat(posts(files)).containsExactly("9|" + CrawlerFolders.POST + "|2024-05-06 00:30|1");
        assertThat(files.facts().passedOverReasons()).containsEntry("other_posts", 1L);
    }

    @Test
    void posts_with_usual_columns_go_with_any_comments() throws IOException {
        Path comments = write("c.csv", "post_id,text\np1,x\n");
        Path posts = write(
                "p.jsonl",
                "{\"id\":\"p1\",\"user\":{\"id\":7},\"created_at\":\"2024-05-06\","
                        + "\"attitudes_count\":3,\"text\":\"y\"}\n");
        CrawlFiles files = check(TestInput.of(Preset.NONE, comments)
                .withColumns(Map.of(Field.POST_ID, "post_id", Field.TEXT, "text"))
                .withPosts(Preset.NONE, posts));

        assertThat(posts(files)).containsExactly("7|p1|2024-05-05 16:00|3");
    }

    @Test
    void files_of_posts_that_tell_nothing_of_them_are_refused() throws IOException {
        Path comments = write("c.csv", "post_id,text\np1,x\n");
        Path posts = write("p.csv", "post_id,colour\np1,red\n");
        TestInput input = TestInput.of(Preset.NONE, comments)
                .withColumns(Map.of(Field.POST_ID, "post_id", Field.TEXT, "text"))
                .withPosts(Preset.NONE, posts);

        assertThatThrownBy(() -> check(input))
                .hasMessageContaining("tells nothing of its posts; it has post_id, colour")
                .hasMessageContaining("--set input.posts.columns.blogger-id=COLUMN");
    }

    @Test
    void a_file_of_all_comments_that_is_too_short_to_hold_the_others_does_not_replace_them() throws IOException {
        Path weibo = CrawlerFolders.weiboCrawler(folder);
        Path all = weibo.resolve("_面_馆_/_面_馆__comments.csv");
        Files.writeString(all, Files.readAllLines(all).get(0) + "\n");
        CrawlFiles files = check(TestInput.of(Preset.WEIBO_CRAWLER, weibo));

        assertComments(files);
        assertThat(files.facts().commentFiles()).isEqualTo(3);
    }

    @Test
    void files_given_as_posts_are_not_read_as_comments() throws IOException {
        write("crawl/c.csv", "post_id,text\np1,x\n");
        Path posts = write("crawl/p.csv", "post_id,text,blogger_id\np1,y,7\n");
        CrawlFiles files = check(TestInput.of(Preset.NONE, folder.resolve("crawl"))
                .withColumns(Map.of(Field.POST_ID, "post_id", Field.TEXT, "text"))
                .withPosts(Preset.NONE, posts));

        assertThat(files.comments().files()).isEqualTo(1);
        assertThat(kept(files.comments()).select(Columns.TEXT).collectAsList())
                .extracting(row -> row.getString(0))
                .containsExactly("x");
    }

    @Test
    void posts_for_a_crawlers_comments_may_have_our_names() throws IOException {
        Path posts = write("p.csv", "post_id,blogger_id,post_likes\n" + CrawlerFolders.POST + ",9,1\n");
        TestInput input = TestInput.of(Preset.WEIBO_CRAWLER, CrawlerFolders.weiboCrawler(folder))
                .withPosts(Preset.WEIBO_CRAWLER, posts);

        assertThat(posts(check(input))).containsExactly("9|" + CrawlerFolders.POST + "|null|1");
    }
}
