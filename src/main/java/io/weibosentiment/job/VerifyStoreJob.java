package io.weibosentiment.job;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.reverse;

import io.weibosentiment.Columns;
import io.weibosentiment.InvalidInputException;
import io.weibosentiment.config.JobConfig;
import io.weibosentiment.inference.ScoreTolerance;
import io.weibosentiment.inference.ScoringModel;
import io.weibosentiment.inference.ScoringProgress;
import io.weibosentiment.inference.TextScores;
import io.weibosentiment.ingest.CrawlFiles;
import io.weibosentiment.ingest.IngestedRows;
import io.weibosentiment.ingest.InputFiles;
import io.weibosentiment.ingest.RecordReader;
import io.weibosentiment.run.Run;
import io.weibosentiment.run.Session;
import io.weibosentiment.store.ScoreAudit;
import io.weibosentiment.store.ScoreComparison;
import io.weibosentiment.store.ScoreStore;
import io.weibosentiment.text.CleanText;
import io.weibosentiment.text.TextKeys;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Reads every file of a score store, and scores a sample of the input's texts that it holds again. */
public final class VerifyStoreJob {

    private static final String LOOK_UP = "look up scores";

    private final JobConfig config;
    private final int sample;
    private final Run run;

    private VerifyStoreJob(JobConfig config, int sample, Run run) {
        this.config = config;
        this.sample = sample;
        this.run = run;
    }

    /**
     * Verifies the store of {@code config}; publishes nothing.
     *
     * @param config the input whose texts are looked up, the model, and the store
     * @param sample most texts to score again
     * @throws InvalidInputException if the input, the model or the store cannot be used
     */
    public static StoreVerification run(JobConfig config, int sample, Session session) {
        try (Run run = Run.unpublished("store verify", config, session)) {
            return new VerifyStoreJob(config, sample, run).verify();
        }
    }

    private StoreVerification verify() {
        InputFiles files = run.step(
                "input", () -> CrawlFiles.check(run.spark(), config.input()).comments());
        ScoringModel model = run.step("model", () -> ScoringModel.open(run.spark(), config.model()));
        ScoreStore store = TextScores.store(run, model, config);
        ScoreAudit audit =
                new ScoreAudit(store, ScoreTolerance.sentiment(model.resolved().precision()));
        List<String> damaged = run.step("read the store", store::damaged);
        if (!damaged.isEmpty()) {
            return new StoreVerification(damaged, 0, ScoreComparison.none(audit.tolerance()));
        }
        Dataset<Row> records = run.stage("ingest", run.step("ingest", () -> RecordReader.records(run.spark(), files)));
        Dataset<Row> comments = new CleanText(config.policy(), TextKeys.of(config.scoring()))
                .clean(new IngestedRows(records).comments());
        Dataset<Row> texts = run.stage("text", TextScores.distinct(comments));
        Dataset<Row> known = run.stage(
                LOOK_UP,
                run.step(LOOK_UP, () -> audit.kept(texts))
                        .join(texts, Columns.TEXT_KEY)
                        .orderBy(reverse(col(Columns.TEXT_KEY)))
                        .limit(sample));
        return run.step(
                "compare scores",
                () -> new StoreVerification(damaged, audit.conflicting(texts), compare(audit, known, model)));
    }

    private ScoreComparison compare(ScoreAudit audit, Dataset<Row> known, ScoringModel model) {
        try (ScoringProgress progress = ScoringProgress.register(run.spark())) {
            Dataset<Row> again =
                    model.scorer(run.spark(), config.scoring(), progress).score(known, model.lengths(known));
            return audit.compare(known, again);
        }
    }
}
