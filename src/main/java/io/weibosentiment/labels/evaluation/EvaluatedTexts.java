package io.weibosentiment.labels.evaluation;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.weibosentiment.Columns;
import io.weibosentiment.DecidedBy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/** Labelled texts joined to their scores: the table {@code evaluated_texts}, and what its rows are. */
public final class EvaluatedTexts {

    static final String MASKED_SENTIMENT = "masked_sentiment";
    static final String AGAINST_SENTIMENT = "against_sentiment";

    private EvaluatedTexts() {}

    /**
     * The texts to score: text_key, cleaned_text; with labels also those without emoticons, and only where a row has one.
     *
     * @param rows kept rows, see {@link LabelledRows}
     */
    public static Dataset<Row> texts(Dataset<Row> rows, LabelledRows labels, boolean withMasked) {
        Dataset<Row> asked = labels.hasLabels() ? rows.where(RowWeights.hasLabel()) : rows;
        Dataset<Row> own = asked.select(Columns.TEXT_KEY, Columns.CLEANED_TEXT);
        return withMasked
                ? own.unionByName(asked.select(
                        col(LabelledRows.MASKED_KEY).as(Columns.TEXT_KEY),
                        col(LabelledRows.MASKED_TEXT).as(Columns.CLEANED_TEXT)))
                : own;
    }

    /**
     * The published rows.
     *
     * @param rows kept rows, see {@link LabelledRows}
     * @param weights how much they count
     * @param scores text_key, sentiment, tokens, truncated, reason
     * @param against the same of the other model
     * @param withTexts whether the texts are published too
     */
    public static Dataset<Row> of(
            Dataset<Row> rows,
            RowWeights weights,
            Dataset<Row> scores,
            Optional<Dataset<Row>> against,
            boolean withTexts) {
        Dataset<Row> scored = weights.on(rows.drop(Columns.REASON))
                .join(
                        scores.select(Columns.TEXT_KEY, Columns.SENTIMENT, Columns.TOKENS, Columns.TRUNCATED),
                        new String[] {Columns.TEXT_KEY},
                        "left");
        scored = withScore(scored, scores, LabelledRows.MASKED_KEY, MASKED_SENTIMENT);
        scored = against.isPresent()
                ? withScore(scored, against.get(), Columns.TEXT_KEY, AGAINST_SENTIMENT)
                : scored.withColumn(AGAINST_SENTIMENT, lit(null).cast(DataTypes.FloatType));
        List<Column> columns = new ArrayList<>();
        for (String column : List.of(
                Columns.SOURCE_FILE,
                Columns.LINE,
                Columns.COMMENT_ID,
                Columns.COMMENT_TIME,
                LabelledRows.STRATUM,
                LabelledRows.INCLUSION_PROBABILITY,
                RowWeights.WEIGHT,
                LabelledRows.CODERS,
                Columns.LABEL,
                LabelledRows.REFERENCE_SCORE,
                Columns.TEXT_KEY,
                Columns.DECIDED_BY,
                Columns.SENTIMENT,
                MASKED_SENTIMENT,
                AGAINST_SENTIMENT,
                Columns.TOKENS,
                Columns.TRUNCATED,
                LabelledRows.CHARACTERS,
                LabelledRows.EMOTICONS)) {
            columns.add(col(column));
        }
        if (withTexts) {
            columns.add(col(Columns.TEXT));
            columns.add(col(Columns.CLEANED_TEXT));
            columns.add(col(LabelledRows.MASKED_TEXT));
        }
        return scored.select(columns.toArray(Column[]::new));
    }

    private static Dataset<Row> withScore(Dataset<Row> rows, Dataset<Row> scores, String key, String name) {
        return rows.join(
                scores.select(
                        col(Columns.TEXT_KEY).as(key), col(Columns.SENTIMENT).as(name)),
                new String[] {key},
                "left");
    }

    /**
     * What the rows kept are.
     *
     * @param rows all
     * @param byRule those that a rule of the text policy decided: the model does not judge them, so no figure is about them
     * @param notScored those whose text the model could not score; no figure is about them
     * @param unlabelled rows of a sample that nobody labelled: others of their stratum stand for them
     * @param disputed scored rows on whose label coders are equally divided; no figure by labels is about them
     * @param evaluated rows with a label and a score
     * @param maskedAway of these, those that are nothing but emoticons, so that nothing is left when they are masked
     * @param truncated of these, those that are longer than the model reads
     * @param withProbability rows with an inclusion probability
     * @param withTime rows with a time
     */
    public record Counts(
            long rows,
            long unlabelled,
            long byRule,
            long notScored,
            long disputed,
            long evaluated,
            long maskedAway,
            long truncated,
            long withProbability,
            long withTime) {}

    /** Counts the published rows, in one pass: a Spark job. */
    public static Counts counts(Dataset<Row> published, boolean hasLabels) {
        Column isAsked = hasLabels ? RowWeights.hasLabel() : lit(true);
        Column byModel = isAsked.and(col(Columns.DECIDED_BY).equalTo(DecidedBy.MODEL.label()));
        Column isScored = byModel.and(col(Columns.SENTIMENT).isNotNull());
        Column isEvaluated = isScored.and(col(Columns.LABEL).isNotNull());
        Row counts = published
                .agg(
                        count(lit(1)),
                        count_if(not(isAsked)),
                        count_if(isAsked.and(not(byModel))),
                        count_if(byModel.and(col(Columns.SENTIMENT).isNull())),
                        count_if(isScored.and(col(Columns.LABEL).isNull()).and(lit(hasLabels))),
                        count_if(isEvaluated),
                        count_if(isEvaluated.and(col(MASKED_SENTIMENT).isNull())),
                        count_if(isEvaluated.and(col(Columns.TRUNCATED))),
                        count(col(LabelledRows.INCLUSION_PROBABILITY)),
                        count(col(Columns.COMMENT_TIME)))
                .first();
        return new Counts(
                counts.getLong(0),
                counts.getLong(1),
                counts.getLong(2),
                counts.getLong(3),
                counts.getLong(4),
                counts.getLong(5),
                counts.getLong(6),
                counts.getLong(7),
                counts.getLong(8),
                counts.getLong(9));
    }
}
