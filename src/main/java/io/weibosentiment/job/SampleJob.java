package io.weibosentiment.job;

import io.weibosentiment.Columns;
import io.weibosentiment.InvalidInputException;
import io.weibosentiment.WindowKind;
import io.weibosentiment.aggregate.Windows;
import io.weibosentiment.config.AggregateConfig;
import io.weibosentiment.config.Field;
import io.weibosentiment.config.InputConfig;
import io.weibosentiment.config.JobConfig;
import io.weibosentiment.files.AtomicFile;
import io.weibosentiment.ingest.CrawlFiles;
import io.weibosentiment.ingest.IngestedRows;
import io.weibosentiment.ingest.InputFiles;
import io.weibosentiment.ingest.Posts;
import io.weibosentiment.ingest.RecordReader;
import io.weibosentiment.labels.sampling.Draw;
import io.weibosentiment.labels.sampling.DrawnComment;
import io.weibosentiment.labels.sampling.DrawnTexts;
import io.weibosentiment.labels.sampling.Frame;
import io.weibosentiment.labels.sampling.LabelSheet;
import io.weibosentiment.labels.sampling.SampleOptions;
import io.weibosentiment.labels.sampling.SizeTable;
import io.weibosentiment.labels.sampling.Strata;
import io.weibosentiment.output.PublishedRun;
import io.weibosentiment.output.Table;
import io.weibosentiment.run.Run;
import io.weibosentiment.run.Session;
import io.weibosentiment.text.CleanText;
import io.weibosentiment.text.TextKeys;
import io.weibosentiment.util.Counted;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Draws comments of a published run for people to label. */
public final class SampleJob {

    private static final Set<Field> NOT_NEEDED = Set.of(Field.POST_TEXT, Field.TOPICS);

    /** How many times its size as Parquet a table is as text, at the most that is usual. */
    private static final int TEXT_TO_PARQUET = 10;

    private final PublishedRun published;
    private final JobConfig config;
    private final SampleOptions options;
    private final Run run;

    private SampleJob(PublishedRun published, JobConfig config, SampleOptions options, Run run) {
        this.published = published;
        this.config = config;
        this.options = options;
        this.run = run;
    }

    /**
     * Draws comments, and writes the sheet and its strata.
     *
     * @param published the run to draw from
     * @param config its configuration
     * @param crawl the crawl that it read; empty: its own texts, or where it was read from
     * @param sheet the file to write, which must not be there yet
     * @throws InvalidInputException if the run, the crawl, the options or the file cannot be used; nothing is written
     *     then
     */
    public static void run(
            PublishedRun published,
            JobConfig config,
            SampleOptions options,
            List<String> crawl,
            String sheet,
            Session session)
            throws IOException {
        try (Run run = Run.unpublished("sample", config, session)) {
            new SampleJob(published, config, options, run).write(crawl, new Path(sheet));
        }
    }

    /** How many labels of {@code published} which precision needs. Nothing is written. */
    public static SizeTable sizes(PublishedRun published, JobConfig config, SampleOptions options, Session session)
            throws IOException {
        try (Run run = Run.unpublished("sample", config, session)) {
            SampleJob job = new SampleJob(published, config, options, run);
            Dataset<Row> frame = job.frame(job.scores());
            return run.step("strata", () -> SizeTable.of(run.cached(Frame.cells(frame))));
        }
    }

    private void write(List<String> crawl, Path sheet) throws IOException {
        Path strataFile = new Path(LabelSheet.strataFile(sheet.toString()));
        AtomicFile sheetFile = fresh(sheet);
        AtomicFile strataCsv = fresh(strataFile);
        Dataset<Row> scores = scores();
        Dataset<Row> frame = run.cached(frame(scores));
        Dataset<Row> cells = run.cached(Frame.cells(frame));
        Strata strata = run.step("strata", () -> Strata.of(cells, options));
        List<DrawnComment> drawn = run.step("draw", () -> Draw.from(frame, strata));
        run.line(
                "drawn",
                String.format(
                        Locale.ROOT,
                        "%,d of %s, from %s by %s (%s), seed %d",
                        drawn.size(),
                        Counted.of(strata.comments(), "comment"),
                        Counted.of(strata.strata().size(), "stratum", "strata"),
                        strata.by(),
                        options.allocation().name().toLowerCase(Locale.ROOT),
                        options.seed()));
        if (drawn.size() < options.size()) {
            run.line("drawn", "these are all comments that can be drawn");
        }
        DrawnTexts texts = run.step("texts", () -> DrawnTexts.in(texts(scores, crawl), drawn));
        report(texts, drawn.size());
        LabelSheet written = new LabelSheet(published.id(), window().text(), options, strata);
        create(strataCsv, written.strataCsv());
        create(sheetFile, written.csv(drawn, texts));
        run.line("written", sheet + ", and its strata in " + strataFile);
    }

    private AtomicFile fresh(Path path) throws IOException {
        FileSystem files = path.getFileSystem(run.spark().sparkContext().hadoopConfiguration());
        AtomicFile file = new AtomicFile(files, path);
        if (file.exists()) {
            throw exists(path);
        }
        return file;
    }

    private static InvalidInputException exists(Path path) {
        return new InvalidInputException(
                "--output: " + path + " is there already and may hold labels; give another name, or delete it");
    }

    private static void create(AtomicFile file, String content) throws IOException {
        if (file.path().getParent() != null) {
            file.files().mkdirs(file.path().getParent());
        }
        if (!file.create(content)) {
            throw exists(file.path());
        }
    }

    private Dataset<Row> scores() throws IOException {
        Path table = published.place(Table.COMMENT_SCORES);
        FileSystem files = table.getFileSystem(run.spark().sparkContext().hadoopConfiguration());
        run.sizeTo(files.getContentSummary(table).getLength() * TEXT_TO_PARQUET);
        return published.read(run.spark(), Table.COMMENT_SCORES);
    }

    private Dataset<Row> frame(Dataset<Row> scores) {
        AggregateConfig aggregate = config.aggregate();
        return new Frame(options, new Windows(window(), aggregate.windowBy(), aggregate.zone())).of(scores);
    }

    /** The kind of window of strata. */
    private WindowKind window() {
        List<WindowKind> kinds =
                options.window().map(List::of).orElse(config.aggregate().windows());
        return kinds.stream()
                .filter(kind -> kind.length().equals(kind.slide()))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException("--window: windows of " + kinds
                        + " overlap, so a comment would be in several strata; expected a kind such as week"));
    }

    private Dataset<Row> texts(Dataset<Row> scores, List<String> crawl) {
        boolean hasTexts = List.of(scores.columns()).contains(Columns.TEXT);
        if (crawl.isEmpty() && hasTexts) {
            run.line("texts", "from the run's own table comment_scores");
            return scores;
        }
        InputConfig input = crawl.isEmpty() ? config.input() : config.input().at(crawl);
        CrawlFiles files = CrawlFiles.check(run.spark(), input);
        run.line("texts", "from the crawl: " + files.described());
        IngestedRows rows = read("records", files.comments());
        Optional<IngestedRows> posts = files.posts().map(found -> read("post-records", found));
        Dataset<Row> ids = Posts.of(rows, posts).select(Columns.POST_KEY, Columns.POST_ID);
        return new CleanText(config.policy(), TextKeys.of(config.scoring()))
                .clean(rows.comments())
                .join(ids, Columns.POST_KEY);
    }

    private IngestedRows read(String name, InputFiles files) {
        Dataset<Row> records = RecordReader.records(run.spark(), files.without(NOT_NEEDED));
        return new IngestedRows(InputFiles.reading(() -> run.stage(name, records)));
    }

    private void report(DrawnTexts texts, int drawn) {
        if (texts.without() == 0) {
            return;
        }
        String found = String.format(
                Locale.ROOT,
                "of %s drawn, %s not in the crawl and %s another text there than was scored",
                Counted.of(drawn, "comment"),
                Counted.of(texts.missing(), "is", "are"),
                Counted.of(texts.otherText(), "has", "have"));
        if (config.input().maxRejected().exceededBy(texts.without(), drawn)) {
            throw new InvalidInputException(
                    found + "; expected the crawl that run " + published.id() + " read (--crawl), of which at most "
                            + config.input().maxRejected().text() + " may be missing");
        }
        run.line("warning", found + "; their rows have no text and a note");
    }
}
