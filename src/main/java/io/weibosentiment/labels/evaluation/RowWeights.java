package io.weibosentiment.labels.evaluation;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.exists;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import io.weibosentiment.Columns;
import io.weibosentiment.labels.WeightingClasses;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * How much each labelled row counts: 1, or in a sample 1/π times what it stands for of those that nobody labelled, see
 * {@link WeightingClasses}.
 *
 * @param classes who of a sample was labelled; nobody was drawn where the rows are none
 */
public record RowWeights(WeightingClasses classes) {

    static final String WEIGHT = "weight";

    private static final String STRATUM = "__stratum";
    private static final String FACTOR = "__factor";
    private static final StructType FACTORS =
            new StructType().add(STRATUM, DataTypes.StringType).add(FACTOR, DataTypes.DoubleType);

    /** The weights of rows that are no sample. */
    public static RowWeights none() {
        return new RowWeights(new WeightingClasses());
    }

    /**
     * The weights of a sample. Runs a Spark job; the driver holds the strata.
     *
     * @param staged every row that was read, see {@link LabelledRows}
     */
    public static RowWeights of(Dataset<Row> staged) {
        WeightingClasses classes = new WeightingClasses();
        Column stratum = coalesce(col(LabelledRows.STRATUM), lit(""));
        staged.where(col(LabelledRows.DRAWN))
                .groupBy(stratum)
                .agg(
                        count(lit(1)),
                        count_if(col(Columns.REASON).isNull().and(hasLabel())),
                        sum(lit(1.0).divide(col(LabelledRows.INCLUSION_PROBABILITY))))
                .collectAsList()
                .forEach(row -> classes.add(row.getString(0), row.getLong(1), row.getLong(2), row.getDouble(3)));
        return new RowWeights(classes);
    }

    /** Whether any coder labelled a row. */
    static Column hasLabel() {
        return coalesce(exists(col(LabelledRows.CODERS), label -> label.isNotNull()), lit(false));
    }

    /** How many comments of the sample nobody labelled. */
    public long unlabelled() {
        return classes.drawn() - classes.labelled();
    }

    /** {@code kept} rows with their {@code weight}. */
    Dataset<Row> on(Dataset<Row> kept) {
        Column design = coalesce(lit(1.0).divide(col(LabelledRows.INCLUSION_PROBABILITY)), lit(1.0));
        if (unlabelled() == 0 || classes.labelled() == 0) {
            return kept.withColumn(WEIGHT, design);
        }
        List<Row> factors = classes.factors().entrySet().stream()
                .map(factor -> RowFactory.create(factor.getKey(), factor.getValue()))
                .toList();
        Dataset<Row> ofStrata = kept.sparkSession().createDataFrame(factors, FACTORS);
        return kept.join(
                        broadcast(ofStrata),
                        coalesce(col(LabelledRows.STRATUM), lit("")).equalTo(col(STRATUM)),
                        "left")
                .withColumn(WEIGHT, design.multiply(coalesce(col(FACTOR), lit(1.0))))
                .drop(STRATUM, FACTOR);
    }
}
