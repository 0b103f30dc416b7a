package io.weibosentiment.job;

import static org.apache.spark.sql.functions.array_max;
import static org.apache.spark.sql.functions.array_position;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.weibosentiment.ModelLabels;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/**
 * What follows from the probabilities of a model's labels.
 *
 * @param labels the labels, in the order of the probabilities
 */
record LabelColumns(ModelLabels labels) {

    /** The name of the likeliest label, of several the first; null without {@code probabilities}. */
    Column likeliest(Column probabilities) {
        Column index = array_position(probabilities, array_max(probabilities)).cast(DataTypes.IntegerType);
        Column name = element_at(
                functions.array(labels.names().stream().map(functions::lit).toArray(Column[]::new)), index);
        // Spark takes an element of an array of names for one that is never null, even where its index is.
        return when(probabilities.isNotNull(), name);
    }

    /**
     * The sentiment that {@code probabilities} mean, as a float: the sum of each label's probability times its value, added
     * up as scoring does.
     *
     * @param values the sentiment from 0 to 1 of each label, in their order
     */
    Column sentiment(Column probabilities, List<Double> values) {
        Column sum = lit(0.0);
        for (int label = 0; label < labels.names().size(); label++) {
            Column probability = element_at(probabilities, label + 1).cast(DataTypes.DoubleType);
            sum = sum.plus(probability.multiply(lit(values.get(label))));
        }
        return least(lit(1.0), sum).cast(DataTypes.FloatType);
    }
}
