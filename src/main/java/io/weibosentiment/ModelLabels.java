package io.weibosentiment;

import static org.apache.spark.sql.functions.array_max;
import static org.apache.spark.sql.functions.array_position;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/**
 * The labels of a model that has more than two, of each of which a text has a probability.
 *
 * @param names their names, in the order of the probabilities
 */
public record ModelLabels(List<String> names) {

    /** A model with so many labels has its probabilities in the sentiment alone. */
    private static final int TWO = 2;

    public ModelLabels {
        names = List.copyOf(names);
        if (names.size() <= TWO) {
            throw new IllegalArgumentException("the labels are " + names + "; expected more than two");
        }
    }

    /** Whether labels of these names have probabilities that are kept. */
    public static boolean areKept(List<String> names) {
        return names.size() > TWO;
    }

    /** The name of the likeliest label, of several the first; null without {@code probabilities}. */
    public Column likeliest(Column probabilities) {
        Column index = array_position(probabilities, array_max(probabilities)).cast(DataTypes.IntegerType);
        return element_at(functions.array(names.stream().map(functions::lit).toArray(Column[]::new)), index);
    }

    /**
     * The sentiment that {@code probabilities} mean, as a float: the sum of each label's probability times its value, added
     * up as scoring does.
     *
     * @param values the sentiment from 0 to 1 of each label, in their order
     */
    public Column sentiment(Column probabilities, List<Double> values) {
        Column sum = lit(0.0);
        for (int label = 0; label < names.size(); label++) {
            Column probability = element_at(probabilities, label + 1).cast(DataTypes.DoubleType);
            sum = sum.plus(probability.multiply(lit(values.get(label))));
        }
        return least(lit(1.0), sum).cast(DataTypes.FloatType);
    }
}
