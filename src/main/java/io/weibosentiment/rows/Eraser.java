package io.weibosentiment.rows;

import java.util.function.UnaryOperator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What an output folder leaves out of rows that are kept. Rows that it has been taken out of are not those that other
 * outputs would read from the same files, so these do not use them.
 *
 * @param output tells the output folder's erasures from those of others
 * @param edition how many erasures there have been
 * @param blanked empties the rows that are left out
 */
public record Eraser(String output, int edition, UnaryOperator<Dataset<Row>> blanked) {

    private static final String BEFORE_EDITION = "/";

    /** What generations say that nothing was taken out of. */
    static final String NOBODY = "";

    /** What a generation says which all erasures were taken out of. */
    public String mark() {
        return output + BEFORE_EDITION + edition;
    }

    /** Whether a generation with {@code mark} has the rows that this output reads, or more. */
    boolean mayUse(String mark) {
        return mark.equals(NOBODY) || mark.startsWith(output + BEFORE_EDITION);
    }
}
