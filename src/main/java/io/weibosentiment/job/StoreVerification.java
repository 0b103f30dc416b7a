package io.weibosentiment.job;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.reverse;

import io.weibosentiment.Columns;
import io.weibosentiment.InvalidInputException;
import io.weibosentiment.config.JobConfig;
import io.weibosentiment.inference.ScoreTolerance;
import io.weibosentiment.inference.ScoringModel;
import io.weibosentiment.inference.ScoringProgress;
import io.weibosentiment.inference.TextLengths;
import io.weibosentiment.ingest.CommentReader;
import io.weibosentiment.ingest.IngestedRows;
import io.weibosentiment.ingest.InputFiles;
import io.weibosentiment.store.ScoreAudit;
import io.weibosentiment.store.ScoreComparison;
import io.weibosentiment.store.ScoreStore;
import io.weibosentiment.text.CleanText;
import java.io.IOException;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * What a second look at a score store found.
 *
 * @param damaged files that cannot be read whole
 * @param conflicting texts of the input whose kept scores differ by more than the tolerance
 * @param scores how a sample of the input's kept scores compares with scores made again
 */
public record StoreVerification(List<String> damaged, long conflicting, ScoreComparison scores) {

    /** Whether nothing is wrong. */
    public boolean isSound() {
        return damaged.isEmpty() && conflicting == 0 && scores.isSound();
    }

    /**
     * Reads every file of the store, and scores again a sample of the input's texts that it holds.
     *
     * @param config the input whose texts are looked up, the model, and the store
     * @param sample most texts to score again
     * @throws InvalidInputException if the input, the model or the store cannot be used
     */
    public static StoreVerification verify(JobConfig config, int sample, SparkSession spark) {
        InputFiles.check(spark, config.input());
        try {
            ScoringModel model = ScoringModel.open(spark, config.model());
            ScoreStore store = WaveScorer.store(spark, model, config);
            ScoreAudit audit = new ScoreAudit(
                    store, ScoreTolerance.sentiment(model.resolved().precision()));
            List<String> damaged = store.damaged();
            if (!damaged.isEmpty()) {
                return new StoreVerification(damaged, 0, ScoreComparison.none(audit.tolerance()));
            }
            Dataset<Row> comments = new IngestedRows(CommentReader.records(spark, config.input())).comments();
            Dataset<Row> texts = CommentScores.distinctTexts(new CleanText(config.policy()).clean(comments));
            Dataset<Row> known = texts.join(audit.kept(texts), Columns.TEXT_KEY)
                    .orderBy(reverse(col(Columns.TEXT_KEY)))
                    .limit(sample)
                    .persist(StorageLevel.MEMORY_AND_DISK());
            return new StoreVerification(
                    damaged, audit.conflicting(texts), compare(audit, known, model, config, spark));
        } catch (IOException e) {
            throw new InvalidInputException(
                    "model '" + config.model().bundle() + "' or the score store cannot be read: " + e.getMessage(), e);
        }
    }

    private static ScoreComparison compare(
            ScoreAudit audit, Dataset<Row> known, ScoringModel model, JobConfig config, SparkSession spark)
            throws IOException {
        try (ScoringProgress progress = ScoringProgress.register(spark)) {
            return audit.compare(
                    known, model.scorer(spark, config.scoring(), progress).score(known, TextLengths.of(known)));
        } finally {
            known.unpersist();
        }
    }
}
