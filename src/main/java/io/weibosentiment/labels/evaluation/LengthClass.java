package io.weibosentiment.labels.evaluation;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import org.apache.spark.sql.Column;

/** How long a text is, in classes of characters. */
final class LengthClass {

    /** The greatest length of each class but the last. */
    private static final List<Integer> UP_TO = List.of(10, 20, 50, 100);

    private LengthClass() {}

    /**
     * The class of a text: its least and greatest length, such as {@code 011-020}, so that names sort as lengths do.
     */
    static Column name() {
        Column name = lit(name(UP_TO.get(UP_TO.size() - 1) + 1) + "+");
        for (int i = UP_TO.size() - 1; i >= 0; i--) {
            int from = i == 0 ? 1 : UP_TO.get(i - 1) + 1;
            name = when(col(LabelledRows.CHARACTERS).leq(UP_TO.get(i)), lit(name(from) + "-" + name(UP_TO.get(i))))
                    .otherwise(name);
        }
        return name;
    }

    private static String name(int characters) {
        return "%03d".formatted(characters);
    }
}
