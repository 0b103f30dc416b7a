package io.weibosentiment.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.TestSpark;
import io.weibosentiment.config.ConfigLoader;
import io.weibosentiment.config.ConfigSources;
import io.weibosentiment.config.JobConfig;
import io.weibosentiment.ingest.Posts;
import io.weibosentiment.ingest.ScoredColumns;
import io.weibosentiment.model.TinyBundle;
import io.weibosentiment.output.Table;
import io.weibosentiment.run.RunSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Comments and posts files to the tables of windows. */
class PostsJobIT {

    private static final String FIRST = "4989614205929137";
    private static final String FIRST_IN_BASE_62 = "NBBh2oSrf";

    @TempDir
    Path folder;

    @BeforeEach
    void write_crawl() throws IOException {
        Files.write(
                folder.resolve("comments.csv"),
                List.of(
                        "post,id,text,time,likes",
                        FIRST + ",1,今天很开心,2025-03-02 10:00:00,1",
                        FIRST_IN_BASE_62 + ",2,质量太差了,2025-03-02 11:00:00,0",
                        "p2,3,支持一下,2025-03-03 10:00:00,3",
                        "p9,4,没有人知道,2025-03-03 11:00:00,0"));
        Files.write(
                folder.resolve("posts.csv"),
                List.of(
                        "post_id,user_id,created_at,attitudes_count,text,topics",
                        FIRST + ",b1,2025-03-02 09:00:00,10,华为的新手机很好,",
                        "p2,b2,2025-03-03 09:00:00,5,小米也不错,手机",
                        "p3,b1,2025-03-04 09:00:00,89,没有评论的华为,"));
    }

    private JobConfig config(String... more) {
        List<String> settings = new ArrayList<>(List.of(
                "input.paths=[\"" + folder.resolve("comments.csv") + "\"]",
                "input.posts.paths=[\"" + folder.resolve("posts.csv") + "\"]",
                "output.dir=" + folder.resolve("out"),
                "model.bundle=" + TinyBundle.path(),
                "model.precision=float32"));
        Map.of("post-id", "post", "comment-id", "id", "text", "text", "comment-time", "time", "likes", "likes")
                .forEach((field, column) -> settings.add("input.columns." + field + "=" + column));
        settings.addAll(List.of(more));
        return new ConfigLoader(Map.of()).load(new ConfigSources(List.of(), settings, Optional.empty()));
    }

    private static Dataset<Row> table(RunSummary summary, Table table) {
        String folder = summary.tables().stream()
                .filter(written -> written.name().equals(table.folder()))
                .findFirst()
                .orElseThrow()
                .path();
        return TestSpark.session().read().parquet(folder);
    }

    private static List<String> shown(RunSummary summary, Table table, String... columns) {
        return table(summary, table).selectExpr(columns).collectAsList().stream()
                .map(row -> row.mkString("|"))
                .sorted()
                .toList();
    }

    @Test
    void posts_files_give_bloggers_times_and_likes_to_the_tables() {
        RunSummary summary = ScoreJob.run(config(), QuietSession.open());

        assertThat(shown(summary, Table.COMMENT_SCORES, "comment_id", "post_id", "blogger_id", "post_likes"))
                .containsExactly("1|" + FIRST + "|b1|10", "2|" + FIRST + "|b1|10", "3|p2|b2|5", "4|p9|null|null");
        assertThat(shown(summary, Table.BLOGGER_WINDOW_SENTIMENT, "blogger_id", "posts", "posts_without_comments"))
                .containsExactly("b1|0|1", "b1|1|0", "b2|1|0", "null|1|0");
        assertThat(table(summary, Table.TRAJECTORIES).columns()).containsExactly("window_start", "b1", "b2");
        assertThat(shown(summary, Table.POSTS, "post_id", "comments", "known"))
                .containsExactly(FIRST + "|2|true", "p2|1|true", "p3|0|true", "p9|1|false");
        assertThat(summary.manifest().facts().get("posts", Posts.Counts.class))
                .contains(new Posts.Counts(4, 3, 1, 1, 1, 1, 0, 1, 0));
        assertThat(summary.warnings())
                .anyMatch(warning -> warning.contains("1 comment is on a post that no posts file"));
    }

    @Test
    void paper_policy_gives_a_post_without_comments_half_with_the_weight_of_its_likes() {
        RunSummary summary = ScoreJob.run(config("policy=paper"), QuietSession.open());

        double first = sentiment(summary, "post_id = '" + FIRST + "'");
        assertThat(sentiment(summary, "post_id = 'p3'")).isEqualTo(0.5);
        double blogger = table(summary, Table.BLOGGER_WINDOW_SENTIMENT)
                .where("blogger_id = 'b1'")
                .select("sentiment")
                .first()
                .getDouble(0);
        assertThat(blogger).isCloseTo((first * 11 + 0.5 * 90) / 101, org.assertj.core.data.Offset.offset(1e-12));
    }

    private static double sentiment(RunSummary summary, String post) {
        return table(summary, Table.POST_WINDOW_SENTIMENT)
                .where(post)
                .select("sentiment")
                .first()
                .getDouble(0);
    }

    @Test
    void topic_takes_only_posts_that_it_finds_something_in() {
        RunSummary summary = ScoreJob.run(config("input.only.topic=华为"), QuietSession.open());

        assertThat(shown(summary, Table.COMMENT_SCORES, "comment_id")).containsExactly("1", "2");
        assertThat(shown(summary, Table.POSTS, "post_id")).containsExactly(FIRST, "p3");
        assertThat(summary.manifest().facts().get("selection", PostReport.Selected.class))
                .contains(new PostReport.Selected(2, 2, 2, 2));
    }

    @Test
    void what_cannot_be_read_in_files_of_posts_is_reported() throws IOException {
        Files.write(
                folder.resolve("posts.csv"),
                List.of(
                        "post_id,user_id,created_at,attitudes_count,text,topics",
                        FIRST + ",b1,2025-03-02 09:00:00,many,华为的新手机很好,",
                        "4.98E+15,b2,2025-03-03 09:00:00,5,小米也不错,手机"));

        RunSummary summary = ScoreJob.run(config("input.max-rejected=\"50%\""), QuietSession.open());

        assertThat(summary.warnings())
                .anyMatch(warning -> warning.startsWith("1 value of post_likes in files of posts could not be read"))
                .anyMatch(warning -> warning.startsWith("1 row could not be used"));
        assertThat(summary.hasRejects()).isTrue();
    }

    @Test
    void topic_that_finds_nothing_is_an_error() {
        assertThatThrownBy(() -> ScoreJob.run(config("input.only.topic=天气"), QuietSession.open()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("takes none of 4 posts");
    }

    @Test
    void own_texts_of_posts_are_scored_beside_their_audience() {
        RunSummary summary = ScoreJob.run(config("scoring.posts=true"), QuietSession.open());

        assertThat(shown(summary, Table.POST_SCORES, "post_id", "decided_by", "sentiment is not null"))
                .containsExactly(FIRST + "|model|true", "p2|model|true", "p3|model|true");
        assertThat(shown(summary, Table.POST_WINDOW_SENTIMENT, "post_id", "post_sentiment is not null"))
                .containsExactly(FIRST + "|true", "p2|true", "p3|true", "p9|false");
        assertThat(shown(summary, Table.BLOGGER_WINDOW_SENTIMENT, "blogger_id", "post_sentiment is not null"))
                .containsExactly("b1|true", "b1|true", "b2|true", "null|false");
    }

    @Test
    void aggregation_of_a_runs_scores_gives_its_tables_again() throws IOException {
        RunSummary scored = ScoreJob.run(config("policy=paper", "scoring.posts=true"), QuietSession.open());
        Path run = Path.of(folder.resolve("out/current").toUri()).toRealPath();
        for (Path input : List.of(folder.resolve("out"), run, run.resolve("comment_scores"))) {
            RunSummary aggregated = aggregated(input, "input.posts.columns.post-time=made");
            requireSame(scored, aggregated);
        }
    }

    private RunSummary aggregated(Path input, String... more) {
        List<String> settings = new ArrayList<>(
                List.of("policy=paper", "input.paths=[\"" + input + "\"]", "output.dir=" + folder.resolve("again")));
        settings.addAll(List.of(more));
        JobConfig config = new ConfigLoader(Map.of()).load(new ConfigSources(List.of(), settings, Optional.empty()));
        return AggregateJob.run(config, new ScoredColumns(Map.of()), QuietSession.open());
    }

    private static void requireSame(RunSummary scored, RunSummary aggregated) {
        for (Table table : List.of(Table.POST_WINDOW_SENTIMENT, Table.BLOGGER_WINDOW_SENTIMENT, Table.TRAJECTORIES)) {
            Dataset<Row> before = table(scored, table);
            Dataset<Row> after = table(aggregated, table).select(before.columns()[0], restOf(before.columns()));
            assertThat(before.exceptAll(after).count() + after.exceptAll(before).count())
                    .as(table.folder())
                    .isZero();
        }
    }

    private static String[] restOf(String... columns) {
        return List.of(columns).subList(1, columns.length).toArray(String[]::new);
    }

    @Test
    void scored_row_without_score_stands_for_a_post_without_comments() throws IOException {
        Path scores = Files.write(
                folder.resolve("scores.csv"),
                List.of(
                        "blogger_id,post_id,post_time,post_likes,content_score,comment_score,comment_likes",
                        "b1,p1,2023-09-02 10:00,9,0.3,0.8,0",
                        "b1,p2,2023-09-03 10:00,29,0.9,,",
                        "b1,p1,2023-09-02 10:00,9,0.3,,"));
        String[] settings = {"input.paths=[\"" + scores + "\"]", "output.dir=" + folder.resolve("paper"), "policy=paper"
        };
        JobConfig config =
                new ConfigLoader(Map.of()).load(new ConfigSources(List.of(), List.of(settings), Optional.empty()));

        RunSummary summary =
                AggregateJob.run(config, ScoredColumns.parse("post-sentiment=content_score"), QuietSession.open());

        assertThat(shown(
                        summary,
                        Table.BLOGGER_WINDOW_SENTIMENT,
                        "posts",
                        "posts_without_comments",
                        "comments",
                        "round(sentiment, 12)",
                        "round(post_sentiment, 12)"))
                .containsExactly("1|1|1|" + (0.8 * 10 + 0.5 * 30) / 40 + "|" + (0.3 * 10 + 0.9 * 30) / 40);
    }
}
