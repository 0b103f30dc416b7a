package io.weibosentiment.rows;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;

import io.weibosentiment.Columns;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;

/**
 * What a run takes of a generation: the rows of some files, or of all but some.
 *
 * @param generation holds the rows
 * @param taking whether {@code paths} are those taken
 * @param paths those taken, or those left out
 */
record Share(Generation generation, Taking taking, Set<String> paths) {

    /** What the paths of a share are. */
    enum Taking {
        ONLY,
        ALL_BUT
    }

    Share {
        paths = Set.copyOf(paths);
    }

    /** All of {@code generation}. */
    static Share all(Generation generation) {
        return new Share(generation, Taking.ALL_BUT, Set.of());
    }

    /**
     * Those of {@code rows} that are taken. Parquet's readers do not see the condition: they would skip parts of files
     * by their statistics, which nothing checks.
     */
    Dataset<Row> of(Dataset<Row> rows) {
        if (taking == Taking.ALL_BUT && paths.isEmpty()) {
            return rows;
        }
        Set<String> named = paths;
        boolean isOnly = taking == Taking.ONLY;
        UDF1<String, Boolean> isTaken = path -> named.contains(path) == isOnly;
        return rows.where(udf(isTaken, DataTypes.BooleanType).apply(col(Columns.SOURCE_FILE)));
    }
}
