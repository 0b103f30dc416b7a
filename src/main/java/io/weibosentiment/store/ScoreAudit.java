package io.weibosentiment.store;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;

import io.weibosentiment.Columns;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Judges kept scores: against each other, and against scores made again. The engine that kept a score scores its text
 * again to the bit; others do so within a tolerance.
 *
 * @param store the scores
 * @param tolerance how far scores of one text may differ from engine to engine
 */
public record ScoreAudit(ScoreStore store, double tolerance) {

    private static final String AGAIN = "again";
    private static final String KEPT = "kept";

    /**
     * The score of each of {@code texts} that has one in the store: text_key, sentiment, and the wave that it comes
     * from.
     *
     * @param texts text_key and more, each text once
     */
    public Dataset<Row> kept(Dataset<Row> texts) {
        return store.storedOf(texts)
                .groupBy(Columns.TEXT_KEY)
                .agg(min(struct(Columns.SENTIMENT, StoreLayout.WAVE)).as(KEPT))
                .select(Columns.TEXT_KEY, KEPT + "." + Columns.SENTIMENT, KEPT + "." + StoreLayout.WAVE);
    }

    /** How many of {@code texts} have kept scores that differ by more than the tolerance. */
    public long conflicting(Dataset<Row> texts) {
        Column spread = max(Columns.SENTIMENT).minus(min(Columns.SENTIMENT));
        return store.storedOf(texts)
                .groupBy(Columns.TEXT_KEY)
                .agg(spread.as(KEPT))
                .where(col(KEPT).gt(tolerance))
                .count();
    }

    /**
     * Compares.
     *
     * @param kept rows of {@link #kept}
     * @param again text_key and sentiment of the same texts, scored by the engines for which the store was opened
     */
    public ScoreComparison compare(Dataset<Row> kept, Dataset<Row> again) {
        Dataset<Row> both = kept.join(
                again.select(col(Columns.TEXT_KEY), col(Columns.SENTIMENT).as(AGAIN)), Columns.TEXT_KEY);
        Column isEqual = col(Columns.SENTIMENT).eqNullSafe(col(AGAIN));
        Column difference = abs(col(Columns.SENTIMENT).minus(col(AGAIN)));
        Column isReproduced =
                col(StoreLayout.WAVE).isin(store.reproducibleWaves().toArray());
        Column isWithin = not(isEqual).and(not(isReproduced)).and(coalesce(difference.leq(tolerance), lit(false)));
        Row found = both.agg(count(lit(1)), count_if(isEqual), count_if(isWithin), max(difference))
                .first();
        long compared = found.getLong(0);
        long equal = found.getLong(1);
        long within = found.getLong(2);
        double largest = found.isNullAt(3) ? 0 : found.getFloat(3);
        return new ScoreComparison(compared, equal, within, compared - equal - within, largest, tolerance);
    }
}
