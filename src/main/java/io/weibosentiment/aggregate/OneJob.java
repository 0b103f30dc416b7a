package io.weibosentiment.aggregate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Collects several small Datasets with a single Spark job, whose fixed cost is more than that of their rows. */
public final class OneJob {

    private static final String SOURCE = "__source";
    private static final String ROW = "__row_";

    private OneJob() {}

    /**
     * The rows of each of {@code datasets}, in their order. All are held by the driver.
     *
     * @param datasets at least one
     */
    public static List<List<Row>> collect(List<Dataset<Row>> datasets) {
        List<List<Row>> rows = new ArrayList<>();
        datasets.forEach(dataset -> rows.add(new ArrayList<>()));
        Dataset<Row> union = alone(datasets, 0);
        for (int source = 1; source < datasets.size(); source++) {
            union = union.unionByName(alone(datasets, source), true);
        }
        Column[] columns = new Column[1 + datasets.size()];
        Arrays.setAll(columns, i -> col(i == 0 ? SOURCE : ROW + (i - 1)));
        for (Row row : union.select(columns).collectAsList()) {
            int source = row.getInt(0);
            rows.get(source).add(row.getStruct(1 + source));
        }
        return rows;
    }

    private static Dataset<Row> alone(List<Dataset<Row>> datasets, int source) {
        Dataset<Row> dataset = datasets.get(source);
        Column[] columns = Arrays.stream(dataset.columns())
                .map(name -> col("`" + name.replace("`", "``") + "`"))
                .toArray(Column[]::new);
        return dataset.select(lit(source).as(SOURCE), struct(columns).as(ROW + source));
    }
}
