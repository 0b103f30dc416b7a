package io.weibosentiment.labels.evaluation;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import io.weibosentiment.Columns;
import io.weibosentiment.labels.LabelValues;
import io.weibosentiment.labels.SheetNumbers;
import io.weibosentiment.labels.sampling.SpreadsheetText;
import io.weibosentiment.text.Emoticons;
import io.weibosentiment.text.TextKeys;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Reads what rows say: their labels, their inclusion probability and the score of others. A row in which one of them
 * cannot be used gets the reason.
 *
 * @param values what labels mean
 * @param hasLabels whether every row needs a label
 * @param hasScores whether every row needs a score of others
 */
public record LabelledRows(LabelValues values, boolean hasLabels, boolean hasScores) implements Serializable {

    static final String UNUSABLE_LABEL = "unusable_label";
    static final String UNUSABLE_SCORE = "unusable_score";
    static final String UNUSABLE_PROBABILITY = "unusable_probability";
    static final String REPEATED_COMMENT = "repeated_comment";
    static final String CONFLICTING_DESIGN = "conflicting_design";

    /** Each coder's label, 1 or 0, null where a coder gave none. */
    public static final String CODERS = "coders";
    /** The score of others. */
    public static final String REFERENCE_SCORE = "reference_score";

    /** How likely the row was to be drawn, above 0 and at most 1; null where it is of no sample. */
    public static final String INCLUSION_PROBABILITY = "inclusion_probability";
    /** The stratum that it was drawn from. */
    public static final String STRATUM = "stratum";
    /** Whether the row stands for a comment of a sample. */
    public static final String DRAWN = "drawn";
    /** The text without emoticons. */
    public static final String MASKED_TEXT = "masked_text";
    /** Its key; null where nothing is left to score. */
    public static final String MASKED_KEY = "masked_key";
    /** Whether the text has emoticons. */
    public static final String EMOTICONS = "emoticons";
    /** How long the cleaned text is, in code points. */
    public static final String CHARACTERS = "characters";

    private static final String CHECKED = "__checked";
    private static final String MASKED = "__masked";
    private static final int MAX_RAW_CHARS = 10_000;
    private static final int MAX_VALUE_CHARS = 40;
    private static final StructType CHECKED_TYPE = new StructType()
            .add(CODERS, DataTypes.createArrayType(DataTypes.IntegerType))
            .add(Columns.LABEL, DataTypes.IntegerType)
            .add(REFERENCE_SCORE, DataTypes.DoubleType)
            .add(INCLUSION_PROBABILITY, DataTypes.DoubleType)
            .add(Columns.REASON, DataTypes.StringType)
            .add(Columns.DETAIL, DataTypes.StringType);
    private static final StructType MASKED_TYPE = new StructType()
            .add(MASKED_TEXT, DataTypes.StringType)
            .add(MASKED_KEY, DataTypes.StringType)
            .add(EMOTICONS, DataTypes.BooleanType);

    /**
     * {@code records} with {@code coders}, {@code label} (what most coders say; null where as many say the one as the
     * other), {@code reference_score} and {@code inclusion_probability} as numbers, and {@code drawn}, whether the row
     * stands for a comment that was drawn. A row of a sample, which has an inclusion probability, may lack labels; its text,
     * id and stratum lose the apostrophe that keeps spreadsheets from taking them for formulas.
     *
     * @param records label (array of texts), reference_score and inclusion_probability as texts
     */
    public Dataset<Row> checked(Dataset<Row> records) {
        UDF1<Row, Row> check = this::check;
        Dataset<Row> checked = records;
        for (String column : List.of(Columns.TEXT, Columns.COMMENT_ID, STRATUM)) {
            checked = checked.withColumn(column, unguarded(column));
        }
        checked = checked.withColumn(
                CHECKED,
                udf(check, CHECKED_TYPE)
                        .apply(struct(col(Columns.LABEL), col(REFERENCE_SCORE), col(INCLUSION_PROBABILITY))));
        Column isKept = col(Columns.REASON).isNull();
        Column isBad = isKept.and(col(CHECKED).getField(Columns.REASON).isNotNull());
        checked = checked.withColumn(
                        Columns.RAW,
                        when(isBad, substring(col(Columns.TEXT), 1, MAX_RAW_CHARS))
                                .otherwise(col(Columns.RAW)))
                .withColumn(Columns.DETAIL, coalesce(col(Columns.DETAIL), field(isKept, Columns.DETAIL)))
                .withColumn(Columns.REASON, coalesce(col(Columns.REASON), field(isKept, Columns.REASON)));
        for (String column : List.of(CODERS, Columns.LABEL, REFERENCE_SCORE, INCLUSION_PROBABILITY)) {
            checked = checked.withColumn(column, col(CHECKED).getField(column));
        }
        return checked.drop(CHECKED).withColumn(DRAWN, isDrawn());
    }

    /** A row whose label cannot be used is one of a comment that was drawn, and that nobody labelled. */
    private static Column isDrawn() {
        Column reason = coalesce(col(Columns.REASON), lit(UNUSABLE_LABEL));
        return reason.equalTo(UNUSABLE_LABEL).and(col(INCLUSION_PROBABILITY).isNotNull());
    }

    private static Column unguarded(String column) {
        UDF1<String, String> unguarded = text -> text == null ? null : SpreadsheetText.unguarded(text);
        return when(
                        col(INCLUSION_PROBABILITY).isNotNull(),
                        udf(unguarded, DataTypes.StringType).apply(col(column)))
                .otherwise(col(column));
    }

    private static Column field(Column isKept, String name) {
        return when(isKept, col(CHECKED).getField(name));
    }

    /** {@code cleaned} texts with their length and what is left of them without emoticons; {@code keys} made their keys. */
    public static Dataset<Row> masked(Dataset<Row> cleaned, TextKeys keys) {
        UDF1<Row, Row> mask = row -> mask(row, keys);
        return cleaned.withColumn(CHARACTERS, length(col(Columns.CLEANED_TEXT)))
                .withColumn(
                        MASKED, udf(mask, MASKED_TYPE).apply(struct(col(Columns.CLEANED_TEXT), col(Columns.TEXT_KEY))))
                .withColumn(MASKED_TEXT, col(MASKED).getField(MASKED_TEXT))
                .withColumn(MASKED_KEY, col(MASKED).getField(MASKED_KEY))
                .withColumn(EMOTICONS, col(MASKED).getField(EMOTICONS))
                .drop(MASKED);
    }

    private static Row mask(Row cleaned, TextKeys keys) {
        String text = cleaned.getString(0);
        String key = cleaned.getString(1);
        boolean hasEmoticons = Emoticons.areIn(text);
        String masked = hasEmoticons ? Emoticons.masked(text) : text;
        boolean isScored = key != null && !masked.isBlank();
        String maskedKey = hasEmoticons ? keys.of(masked) : key;
        return RowFactory.create(masked, isScored ? maskedKey : null, hasEmoticons);
    }

    private Row check(Row row) {
        OptionalDouble drawn = row.isNullAt(2) ? OptionalDouble.empty() : SheetNumbers.probability(row.getString(2));
        if (!row.isNullAt(2) && drawn.isEmpty()) {
            return bad(
                    UNUSABLE_PROBABILITY,
                    "expected an inclusion probability above 0 and at most 1" + found(row.getString(2)),
                    drawn);
        }
        List<Integer> coders = new ArrayList<>();
        if (hasLabels) {
            for (String written : row.<String>getList(0)) {
                Optional<Boolean> label = Optional.ofNullable(written).flatMap(values::isPositive);
                if (written != null && label.isEmpty()) {
                    return bad(UNUSABLE_LABEL, "expected " + values.described() + found(written), drawn);
                }
                coders.add(label.map(positive -> positive ? 1 : 0).orElse(null));
            }
            if (drawn.isEmpty() && coders.stream().allMatch(label -> label == null)) {
                return bad(UNUSABLE_LABEL, "expected " + values.described() + ", found no label", drawn);
            }
        }
        OptionalDouble score = row.isNullAt(1) ? OptionalDouble.empty() : SheetNumbers.share(row.getString(1));
        if (hasScores && score.isEmpty()) {
            return bad(UNUSABLE_SCORE, "expected a score from 0 to 1" + found(row.getString(1)), drawn);
        }
        return RowFactory.create(coders, majority(coders), boxed(score), boxed(drawn), null, null);
    }

    private static Double boxed(OptionalDouble number) {
        return number.isPresent() ? number.getAsDouble() : null;
    }

    /** What most coders say; null where as many say the one as the other, or nobody says anything. */
    static Integer majority(List<Integer> coders) {
        long positive =
                coders.stream().filter(label -> label != null && label == 1).count();
        long negative =
                coders.stream().filter(label -> label != null && label == 0).count();
        if (positive == negative) {
            return null;
        }
        return positive > negative ? 1 : 0;
    }

    private static Row bad(String reason, String detail, OptionalDouble drawn) {
        return RowFactory.create(null, null, null, boxed(drawn), reason, detail);
    }

    private static String found(String written) {
        if (written == null) {
            return ", found none";
        }
        String shown = written.length() > MAX_VALUE_CHARS ? written.substring(0, MAX_VALUE_CHARS) + "…" : written;
        return ", found '" + shown + "'";
    }
}
