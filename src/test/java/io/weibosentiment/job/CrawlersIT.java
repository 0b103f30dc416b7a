package io.weibosentiment.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.weibosentiment.TestSpark;
import io.weibosentiment.config.ConfigLoader;
import io.weibosentiment.config.ConfigSources;
import io.weibosentiment.config.JobConfig;
import io.weibosentiment.ingest.CrawlerFolders;
import io.weibosentiment.ingest.IngestCounts;
import io.weibosentiment.ingest.Posts;
import io.weibosentiment.model.TinyBundle;
import io.weibosentiment.output.Table;
import io.weibosentiment.run.RunSummary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The folders that crawlers leave, as they lie, to the matrix of trajectories. */
class CrawlersIT {

    @TempDir
    Path folder;

    static Stream<Arguments> crawls() {
        return Stream.of(
                crawl("weibo-crawler", CrawlerFolders::weiboCrawler),
                crawl("weibo-crawler", CrawlerFolders::weiboCrawlerJson),
                crawl("media-crawler", CrawlerFolders::mediaCrawlerCsv),
                crawl("media-crawler", CrawlerFolders::mediaCrawlerJsonLines),
                crawl("media-crawler", CrawlerFolders::mediaCrawlerJson),
                crawl(
                        "weibo-spider",
                        CrawlerFolders::weiboSpider,
                        "input.path-patterns.post-id=\"/([0-9A-Za-z]+)/comment_[^/]*$\""));
    }

    private static Arguments crawl(String preset, UnaryOperator<Path> written, String... settings) {
        return Arguments.of(preset, written, List.of(settings));
    }

    @ParameterizedTest
    @MethodSource("crawls")
    void folder_becomes_tables_of_posts_bloggers_and_trajectories(
            String preset, UnaryOperator<Path> written, List<String> more) {
        List<String> settings = new ArrayList<>(List.of(
                "input.paths=[\"" + written.apply(folder) + "\"]",
                "input.preset=" + preset,
                "output.dir=" + folder.resolve("tables"),
                "aggregate.windows=[day]",
                "model.bundle=" + TinyBundle.path(),
                "model.precision=float32"));
        settings.addAll(more);

        RunSummary run = ScoreJob.run(config(settings), QuietSession.open());

        assertThat(run.manifest().facts().get("counts", IngestCounts.class))
                .contains(new IngestCounts(CrawlerFolders.COMMENTS, CrawlerFolders.COMMENTS, 0, 0, Map.of()));
        assertThat(run.manifest().facts().get("posts", Posts.Counts.class)).hasValueSatisfying(posts -> {
            assertThat(posts.posts()).isEqualTo(2);
            assertThat(posts.postsKnown()).isEqualTo(2);
            assertThat(posts.postsWithoutComments()).isZero();
        });
        assertThat(rows(run, Table.POST_WINDOW_SENTIMENT, "blogger_id", "post_likes", "comments", "post_time"))
                .containsExactly(
                        CrawlerFolders.BLOGGER + "|120|3|2024-05-06 00:30:00",
                        CrawlerFolders.BLOGGER + "|7|2|2024-05-07 12:15:00");
        assertThat(rows(run, Table.BLOGGER_WINDOW_SENTIMENT, "blogger_id", "posts", "comments"))
                .containsExactly(CrawlerFolders.BLOGGER + "|2|5");
        Dataset<Row> matrix = table(run, Table.TRAJECTORIES);
        assertThat(matrix.columns()).containsExactly("window_start", CrawlerFolders.BLOGGER);
        assertThat(matrix.first().getDouble(1)).isBetween(0.0, 1.0);
        assertThat(run.warnings()).isEmpty();
    }

    private static JobConfig config(List<String> settings) {
        return new ConfigLoader(Map.of()).load(new ConfigSources(List.of(), settings, Optional.empty()));
    }

    private static List<String> rows(RunSummary run, Table table, String... columns) {
        return table(run, table).selectExpr(columns).collectAsList().stream()
                .map(row -> row.mkString("|").replaceFirst("[.]0$", ""))
                .sorted()
                .toList();
    }

    private static Dataset<Row> table(RunSummary run, Table table) {
        String folder = run.tables().stream()
                .filter(written -> written.name().equals(table.folder()))
                .findFirst()
                .orElseThrow()
                .path();
        return TestSpark.session().read().parquet(folder);
    }
}
