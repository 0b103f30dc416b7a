package io.weibosentiment.text;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import io.weibosentiment.Columns;
import io.weibosentiment.config.TextPolicyName;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The step from comments to cleaned comments. */
public final class CleanText {

    private static final String CLEANED = "__cleaned";
    private static final StructType SCHEMA = new StructType()
            .add(Columns.CLEANED_TEXT, DataTypes.StringType)
            .add(Columns.TEXT_KEY, DataTypes.StringType)
            .add(Columns.DECIDED_BY, DataTypes.StringType);

    private final UserDefinedFunction clean;

    /** Cleaning by {@code policy}; {@code keys} makes the keys of texts. */
    public CleanText(TextPolicyName policy, TextKeys keys) {
        this.clean = udf(cleaner(TextPolicies.named(policy), keys), SCHEMA);
    }

    /**
     * {@code comments} with three more columns: {@code cleaned_text}; {@code text_key}, null where a rule decided; and
     * {@code decided_by}, a label of {@link io.weibosentiment.DecidedBy}. A missing {@code text} counts as empty.
     */
    public Dataset<Row> clean(Dataset<Row> comments) {
        return comments.withColumn(CLEANED, clean.apply(coalesce(col(Columns.TEXT), lit(""))))
                .withColumn(Columns.CLEANED_TEXT, col(CLEANED).getField(Columns.CLEANED_TEXT))
                .withColumn(Columns.TEXT_KEY, col(CLEANED).getField(Columns.TEXT_KEY))
                .withColumn(Columns.DECIDED_BY, col(CLEANED).getField(Columns.DECIDED_BY))
                .drop(CLEANED);
    }

    /** {@code cleaned} comments without those texts that are cleaned texts already, so that none is stored twice. */
    public static Dataset<Row> withoutSameTexts(Dataset<Row> cleaned) {
        Column text = col(Columns.TEXT);
        return cleaned.withColumn(Columns.TEXT, when(text.notEqual(col(Columns.CLEANED_TEXT)), text));
    }

    /** What {@link #withoutSameTexts} was given. */
    public static Dataset<Row> withSameTexts(Dataset<Row> stored) {
        return stored.withColumn(Columns.TEXT, coalesce(col(Columns.TEXT), col(Columns.CLEANED_TEXT)));
    }

    private static UDF1<String, Row> cleaner(TextPolicy policy, TextKeys keys) {
        return raw -> {
            Cleaned cleaned = policy.clean(raw);
            String key = cleaned.isToBeScored() ? keys.of(cleaned.text()) : null;
            return RowFactory.create(cleaned.text(), key, cleaned.decidedBy().label());
        };
    }
}
