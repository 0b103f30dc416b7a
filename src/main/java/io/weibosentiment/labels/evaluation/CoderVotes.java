package io.weibosentiment.labels.evaluation;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;

import io.weibosentiment.labels.statistics.Agreement;
import io.weibosentiment.labels.statistics.Bootstrap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** How far the coders of labelled rows agree. */
final class CoderVotes {

    private static final String POSITIVES = "positives";
    private static final String NEGATIVES = "negatives";
    private static final String PAIR = "__pair";
    /** Each pair of these is compared. */
    private static final int MOST_CODERS = 40;

    private CoderVotes() {}

    /**
     * The agreement of at least two coders, of all rows that were kept: whether a text can be scored does not matter to it.
     *
     * @param columns the coders' columns; where more labels are given than there are columns, several sheets gave them
     */
    static Agreement agreement(Dataset<Row> evaluated, List<String> columns, Bootstrap bootstrap) {
        Column coders = col(LabelledRows.CODERS);
        List<Agreement.Votes> votes = evaluated
                .groupBy(
                        size(filter(coders, label -> label.equalTo(1))).as(POSITIVES),
                        size(filter(coders, label -> label.equalTo(0))).as(NEGATIVES))
                .agg(count(lit(1)))
                .orderBy(POSITIVES, NEGATIVES)
                .collectAsList()
                .stream()
                .map(row -> new Agreement.Votes(row.getInt(0), row.getInt(1), row.getLong(2)))
                .toList();
        List<String> names = names(evaluated, columns);
        return Agreement.of(votes, names.size() > 1 ? pairs(evaluated, names) : List.of(), bootstrap);
    }

    private static List<String> names(Dataset<Row> evaluated, List<String> columns) {
        Row greatest = evaluated.agg(max(size(col(LabelledRows.CODERS)))).first();
        int places = Math.min(MOST_CODERS, greatest.isNullAt(0) ? 0 : greatest.getInt(0));
        List<String> names = new ArrayList<>(columns);
        for (int place = columns.size(); place < places; place++) {
            String column = columns.get(place % columns.size());
            names.add(column + " of sheet " + (place / columns.size() + 1));
        }
        return names;
    }

    private static List<Agreement.Pair> pairs(Dataset<Row> evaluated, List<String> names) {
        List<Column> pairs = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            for (int j = i + 1; j < names.size(); j++) {
                Column coders = col(LabelledRows.CODERS);
                pairs.add(struct(
                        lit(i * names.size() + j).as("pair"),
                        get(coders, lit(i)).as("one"),
                        get(coders, lit(j)).as("other")));
            }
        }
        Map<Integer, long[]> counts = new TreeMap<>();
        evaluated
                .select(explode(array(pairs.toArray(Column[]::new))).as(PAIR))
                .select(PAIR + ".pair", PAIR + ".one", PAIR + ".other")
                .na()
                .drop()
                .groupBy("pair", "one", "other")
                .count()
                .collectAsList()
                .forEach(row ->
                        counts.computeIfAbsent(row.getInt(0), pair -> new long[4])[row.getInt(1) * 2 + row.getInt(2)] =
                                row.getLong(3));
        return counts.entrySet().stream()
                .map(pair -> Agreement.Pair.of(
                        names.get(pair.getKey() / names.size()),
                        names.get(pair.getKey() % names.size()),
                        pair.getValue()[3],
                        pair.getValue()[2],
                        pair.getValue()[1],
                        pair.getValue()[0]))
                .toList();
    }
}
