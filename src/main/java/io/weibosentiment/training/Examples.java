package io.weibosentiment.training;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.xxhash64;

import io.weibosentiment.Columns;
import io.weibosentiment.DecidedBy;
import io.weibosentiment.InvalidInputException;
import java.util.Locale;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Labelled rows to examples: each text once, and on one side of the split. */
public final class Examples {

    /** Whether a row belongs to the validation part. */
    public static final String VALIDATION = "validation";

    private static final String LEAST = "__least";
    private static final String MOST = "__most";
    private static final int PARTS = 10_000;

    private Examples() {}

    /**
     * {@code rows} with the column {@link #VALIDATION}, by a hash of the text, so that whatever is read with it a text is
     * always on the same side.
     *
     * @param share the share of texts on the validation side, from 0 to 1
     */
    public static Dataset<Row> split(Dataset<Row> rows, double share) {
        // Spark's own hash, not the key's digits: sets that were split by a common hash before still divide evenly.
        Column place = pmod(xxhash64(col(Columns.TEXT_KEY)), lit(PARTS));
        return rows.withColumn(VALIDATION, place.lt(Math.round(share * PARTS)));
    }

    /**
     * The examples of {@code rows}, each text once: text_key, cleaned_text, label, validation. Left out are texts that a
     * rule decides, rows without a label that most coders agree on, texts with both labels, and of those to be learned from
     * the ones that are also on the validation side.
     *
     * @param rows text_key, cleaned_text, decided_by, label, validation
     */
    public static Dataset<Row> of(Dataset<Row> rows) {
        return rows.where(col(Columns.DECIDED_BY).equalTo(DecidedBy.MODEL.label()))
                .where(col(Columns.LABEL).isNotNull())
                .groupBy(Columns.TEXT_KEY)
                .agg(
                        first(col(Columns.CLEANED_TEXT)).as(Columns.CLEANED_TEXT),
                        min(col(Columns.LABEL)).as(LEAST),
                        max(col(Columns.LABEL)).as(MOST),
                        max(col(VALIDATION)).as(VALIDATION))
                .where(col(LEAST).equalTo(col(MOST)))
                .select(
                        col(Columns.TEXT_KEY),
                        col(Columns.CLEANED_TEXT),
                        col(LEAST).as(Columns.LABEL),
                        col(VALIDATION));
    }

    /**
     * How many examples there are.
     *
     * @param positive those to be learned from that are positive
     * @param negative those that are negative
     * @param validationPositive those to be judged by that are positive
     * @param validationNegative those that are negative
     */
    public record Counts(long positive, long negative, long validationPositive, long validationNegative) {

        /** The counts, for the console. */
        public String described() {
            return String.format(
                    Locale.ROOT,
                    "%,d texts to learn from (%,d positive, %,d negative), %,d to judge by (%,d positive, %,d negative)",
                    positive + negative,
                    positive,
                    negative,
                    validationPositive + validationNegative,
                    validationPositive,
                    validationNegative);
        }

        private void require() {
            if (positive == 0 || negative == 0) {
                throw new InvalidInputException(
                        "of the texts to learn from " + positive + " are positive and "
                                + negative
                                + " negative; expected both: give texts with both labels, or say which values mean"
                                + " what with --positive and --negative. A text that is also in --validation is only judged by");
            }
            if (validationPositive == 0 || validationNegative == 0) {
                throw new InvalidInputException("of the texts to judge by " + validationPositive + " are positive and "
                        + validationNegative + " negative; expected both: give more texts, a larger --validation-share,"
                        + " or --validation FILE with both labels");
            }
        }
    }

    /**
     * Counts {@code examples}.
     *
     * @throws InvalidInputException if a side has texts of one label only
     */
    public static Counts count(Dataset<Row> examples) {
        long[][] found = new long[2][2];
        for (Row row : examples.groupBy(VALIDATION, Columns.LABEL).count().collectAsList()) {
            found[row.getBoolean(0) ? 1 : 0][row.getInt(1)] = row.getLong(2);
        }
        Counts counts = new Counts(found[0][1], found[0][0], found[1][1], found[1][0]);
        counts.require();
        return counts;
    }

    static String text(Row example) {
        return example.getString(1);
    }

    static boolean isPositive(Row example) {
        return example.getInt(2) == 1;
    }

    static boolean isValidation(Row example) {
        return example.getBoolean(3);
    }

    /** What makes two examples the same, as one line. */
    static String identity(Row example) {
        return example.getString(0) + " " + example.getInt(2) + " " + example.getBoolean(3) + "\n";
    }
}
