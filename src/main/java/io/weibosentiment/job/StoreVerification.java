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
import io.weibosentiment.inference.TextLengths;
import io.weibosentiment.ingest.IngestedRows;
import io.weibosentiment.ingest.InputFiles;
import io.weibosentiment.ingest.RecordReader;
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
 * @param compared texts of the input that have a score in the store and were scored again
 * @param different those whose second score is not equal to the bit
 * @param largest the largest difference of probabilities
 */
public record StoreVerification(List<String> damaged, long compared, long different, double largest) {

    private static final String AGAIN = "again";

    /** Whether nothing is wrong. */
    public boolean isSound() {
        return damaged.isEmpty() && different == 0;
    }

    /**
     * Reads every file of the store, and scores again a sample of the input's texts that it holds.
     *
     * @param config the input whose texts are looked up, the model, and the store
     * @param sample most texts to score again
     * @throws InvalidInputException if the input, the model or the store cannot be used
     */
    public static StoreVerification verify(JobConfig config, int sample, SparkSession spark) {
        InputFiles files = InputFiles.check(spark, config.input());
        try {
            ScoringModel model = ScoringModel.open(spark, config.model());
            ScoreStore store = WaveScorer.store(spark, model, config);
            List<String> damaged = store.damaged();
            if (!damaged.isEmpty()) {
                return new StoreVerification(damaged, 0, 0, 0);
            }
            Dataset<Row> comments = new IngestedRows(RecordReader.records(spark, files)).comments();
            Dataset<Row> texts = CommentScores.distinctTexts(new CleanText(config.policy()).clean(comments));
            Dataset<Row> known = texts.join(store.scores(texts), Columns.TEXT_KEY)
                    .orderBy(reverse(col(Columns.TEXT_KEY)))
                    .limit(sample)
                    .persist(StorageLevel.MEMORY_AND_DISK());
            return compare(known, model, config, spark);
        } catch (IOException e) {
            throw new InvalidInputException(
                    "model '" + config.model().bundle() + "' or the score store cannot be read: " + e.getMessage(), e);
        }
    }

    private static StoreVerification compare(
            Dataset<Row> known, ScoringModel model, JobConfig config, SparkSession spark) {
        try (ScoringProgress progress = ScoringProgress.register(spark)) {
            Dataset<Row> again = model.scorer(spark, config.scoring(), progress)
                    .score(known, TextLengths.of(known))
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
        } finally {
            known.unpersist();
        }
    }
}
