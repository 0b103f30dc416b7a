package io.weibosentiment.ingest;

import io.weibosentiment.Columns;
import io.weibosentiment.TestSpark;
import io.weibosentiment.config.Field;
import io.weibosentiment.config.InputConfig;
import io.weibosentiment.config.InputFormat;
import io.weibosentiment.config.PostSelection;
import io.weibosentiment.config.PostsConfig;
import io.weibosentiment.config.Preset;
import io.weibosentiment.config.RejectLimit;
import io.weibosentiment.config.TableFilters;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Builds input configurations for tests, and stages what is read with them. */
record TestInput(InputConfig config) {

    static TestInput of(Preset preset, Path... paths) {
        return new TestInput(new InputConfig(
                List.of(paths).stream().map(Path::toString).toList(),
                preset,
                InputFormat.AUTO,
                Optional.empty(),
                ZoneId.of("Asia/Shanghai"),
                Optional.empty(),
                RejectLimit.parse("10%"),
                Map.of(),
                Map.of(),
                PostsConfig.NONE,
                PostSelection.ALL,
                TableFilters.NONE));
    }

    TestInput encodedIn(String charset) {
        return with(Optional.of(Charset.forName(charset)), config.crawlTime(), config.columns(), config.pathPatterns());
    }

    TestInput crawledAt(String instant) {
        return with(config.encoding(), Optional.of(Instant.parse(instant)), config.columns(), config.pathPatterns());
    }

    TestInput withColumns(Map<Field, String> columns) {
        return with(config.encoding(), config.crawlTime(), columns, config.pathPatterns());
    }

    TestInput withPathPatterns(Map<Field, Pattern> patterns) {
        return with(config.encoding(), config.crawlTime(), config.columns(), patterns);
    }

    TestInput withPosts(Preset preset, Path... paths) {
        PostsConfig posts = new PostsConfig(
                List.of(paths).stream().map(Path::toString).toList(), Optional.of(preset), Map.of(), Map.of());
        return new TestInput(new InputConfig(
                config.paths(),
                config.preset(),
                config.format(),
                config.encoding(),
                config.zone(),
                config.crawlTime(),
                config.maxRejected(),
                config.columns(),
                config.pathPatterns(),
                posts,
                config.only(),
                config.where()));
    }

    private TestInput with(
            Optional<Charset> encoding,
            Optional<Instant> crawlTime,
            Map<Field, String> columns,
            Map<Field, Pattern> pathPatterns) {
        return new TestInput(new InputConfig(
                config.paths(),
                config.preset(),
                config.format(),
                encoding,
                config.zone(),
                crawlTime,
                config.maxRejected(),
                columns,
                pathPatterns,
                config.posts(),
                config.only(),
                config.where()));
    }

    InputFiles check() {
        return CrawlFiles.check(TestSpark.session(), config).comments();
    }

    /** The comments with the facts of their posts. */
    static Dataset<Row> settled(IngestedRows staged) {
        return staged.comments().join(Posts.of(staged, Optional.empty()), Columns.POST_KEY);
    }

    /** Reads everything once; the rows stay in memory. */
    IngestedRows staged() {
        return staged(CommentLayout.of(config));
    }

    /** As {@link #staged()}, of files that may lack every column but those of {@code required}. */
    IngestedRows staged(Set<Field> required) {
        RecordLayout layout = CommentLayout.of(config);
        return staged(new RecordLayout(
                layout.kind(), layout.columns(), layout.pathPatterns(), required, layout.times(), layout.text()));
    }

    /** Reads everything once as {@code layout} says; the rows stay in memory. */
    IngestedRows staged(RecordLayout layout) {
        InputFiles files = InputFiles.check(TestSpark.session(), config, layout);
        return new IngestedRows(RecordReader.records(TestSpark.session(), files).localCheckpoint());
    }
}
