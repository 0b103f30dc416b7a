package io.weibosentiment.job;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.reverse;

import io.weibosentiment.Columns;
import io.weibosentiment.InvalidInputException;
import io.weibosentiment.config.JobConfig;
import io.weibosentiment.inference.ScoringModel;
import io.weibosentiment.inference.ScoringProgress;
import io.weibosentiment.inference.TextScores;
import io.weibosentiment.ingest.CommentReader;
import io.weibosentiment.ingest.IngestedRows;
import io.weibosentiment.ingest.InputFiles;
import io.weibosentiment.run.Run;
import io.weibosentiment.run.Session;
import io.weibosentiment.store.ScoreStore;
import io.weibosentiment.text.CleanText;
import java.io.IOException;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Reads every file of a score store, and scores a sample of the input's texts that it holds again. */
public final class VerifyStoreJob {

    private static final String COMPARE = "compare scores";
    private static final String AGAIN = "again";

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
        run.step("input", () -> InputFiles.check(run.spark(), config.input()));
        ScoringModel model = run.step("model", () -> ScoringModel.open(run.spark(), config.model()));
        ScoreStore store = TextScores.store(run.spark(), model, config);
        List<String> damaged = run.step("read the store", () -> damaged(store));
        if (!damaged.isEmpty()) {
            return new StoreVerification(damaged, 0, 0, 0);
        }
        Dataset<Row> records =
                run.stage("ingest", run.step("ingest", () -> CommentReader.records(run.spark(), config.input())));
        Dataset<Row> comments = new CleanText(config.policy()).clean(new IngestedRows(records).comments());
        Dataset<Row> texts = run.stage("text", CommentScores.distinctTexts(comments));
        Dataset<Row> known = run.stage(
                "look up scores",
                run.step("look up scores", () -> store.scores(texts))
                        .join(texts, Columns.TEXT_KEY)
                        .orderBy(reverse(col(Columns.TEXT_KEY)))
                        .limit(sample));
        return run.step(COMPARE, () -> compare(known, model));
    }

    private static List<String> damaged(ScoreStore store) {
        try {
            return store.damaged();
        } catch (IOException e) {
            throw new InvalidInputException(
                    "the score store in " + store.place() + " cannot be read: " + e.getMessage(), e);
        }
    }

    private StoreVerification compare(Dataset<Row> known, ScoringModel model) {
        try (ScoringProgress progress = ScoringProgress.register(run.spark())) {
            Dataset<Row> again = model.scorer(run.spark(), config.scoring(), progress)
                    .score(known, model.lengths(known))
                    .select(col(Columns.TEXT_KEY), col(Columns.SENTIMENT).as(AGAIN));
            Row found = known.join(again, Columns.TEXT_KEY)
                    .agg(
                            count(lit(1)),
                            count_if(col(Columns.SENTIMENT)
                                    .eqNullSafe(col(AGAIN))
                                    .equalTo(false)),
                            max(abs(col(Columns.SENTIMENT).minus(col(AGAIN)))))
                    .first();
            return new StoreVerification(
                    List.of(), found.getLong(0), found.getLong(1), found.isNullAt(2) ? 0 : found.getFloat(2));
        }
    }
}
