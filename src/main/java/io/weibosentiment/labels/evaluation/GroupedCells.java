package io.weibosentiment.labels.evaluation;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.weibosentiment.Columns;
import io.weibosentiment.labels.evaluation.Group.Part;
import io.weibosentiment.labels.evaluation.Group.Scores;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * Rows counted by group, scores, label, weight and stratum: all that figures need of them. Each group's cells are in one
 * partition, in the order of their scores.
 */
final class GroupedCells {

    static final String SCORES = "scores";
    static final String PART = "part";
    static final String NAME = "name";
    static final String FIRST = "first";
    static final String SECOND = "second";
    static final String LABEL = Columns.LABEL;
    static final String WEIGHT = RowWeights.WEIGHT;
    static final String STRATUM = LabelledRows.STRATUM;
    static final String ROWS = "rows";

    private static final String GROUP = "__group";
    private static final String[] KEYS = {SCORES, PART, NAME, FIRST, SECOND, LABEL, WEIGHT, STRATUM};

    private GroupedCells() {}

    /**
     * Columns: scores, part and name of the group; first and second score; label; weight; stratum; rows.
     *
     * @param evaluated the published rows
     * @param grid what scores are counted by
     * @param windows the windows to divide by; empty where rows have no times
     */
    static Dataset<Row> of(Dataset<Row> evaluated, ScoreGrid grid, Optional<NamedWindows> windows) {
        Dataset<Row> rows = evaluated
                .withColumn(Columns.POST_TIME, lit(null).cast(DataTypes.TimestampType))
                .withColumn(STRATUM, coalesce(col(LabelledRows.STRATUM), lit("")));
        Dataset<Row> cells = exploded(rows, parts(grid));
        if (windows.isPresent()) {
            List<Column> groups = windowGroups(grid, windows.get().name());
            cells = cells.unionByName(exploded(windows.get().assign(rows), groups));
        }
        Column[] group = {col(SCORES), col(PART), col(NAME)};
        Column[] keys = Stream.of(KEYS).map(name -> col(name)).toArray(Column[]::new);
        return cells.groupBy(keys)
                .agg(count(lit(1)).as(ROWS))
                .repartition(group)
                .sortWithinPartitions(keys);
    }

    private static Dataset<Row> exploded(Dataset<Row> rows, List<Column> groups) {
        return rows.withColumn(GROUP, explode(array(groups.toArray(Column[]::new))))
                .select(
                        col(GROUP).getField(SCORES).as(SCORES),
                        col(GROUP).getField(PART).as(PART),
                        col(GROUP).getField(NAME).as(NAME),
                        col(GROUP).getField(FIRST).as(FIRST),
                        col(GROUP).getField(SECOND).as(SECOND),
                        col(GROUP).getField(LABEL).as(LABEL),
                        col(WEIGHT),
                        col(STRATUM))
                .where(col(FIRST)
                        .isNotNull()
                        .and(col(SECOND).isNotNull())
                        .and(col(LABEL).isNotNull()));
    }

    private static List<Column> parts(ScoreGrid grid) {
        Column model = score(grid, Columns.SENTIMENT);
        Column masked = score(grid, EvaluatedTexts.MASKED_SENTIMENT);
        Column against = score(grid, EvaluatedTexts.AGAINST_SENTIMENT);
        Column reference = score(grid, LabelledRows.REFERENCE_SCORE);
        Column none = lit(Double.NaN);
        Column label = col(Columns.LABEL);
        Column emoticons = when(col(LabelledRows.EMOTICONS), "with").otherwise("without");
        List<Column> groups = new ArrayList<>();
        for (Scores scores : List.of(Scores.MODEL, Scores.MASKED)) {
            Column score = scores == Scores.MODEL ? model : masked;
            groups.add(group(scores, Part.ALL, lit(""), score, none, label));
            groups.add(group(scores, Part.LENGTH, LengthClass.name(), score, none, label));
            groups.add(group(scores, Part.EMOTICONS, emoticons, score, none, label));
        }
        groups.add(group(Scores.AGAINST, Part.ALL, lit(""), against, none, label));
        groups.add(group(Scores.PAIRED, Part.ALL, lit(""), model, against, label));
        groups.add(group(Scores.REFERENCE, Part.ALL, lit(""), model, reference, lit(0)));
        return groups;
    }

    private static List<Column> windowGroups(ScoreGrid grid, Column start) {
        Column none = lit(Double.NaN);
        Column label = col(Columns.LABEL);
        return List.of(
                group(Scores.MODEL, Part.WINDOW, start, score(grid, Columns.SENTIMENT), none, label),
                group(Scores.MASKED, Part.WINDOW, start, score(grid, EvaluatedTexts.MASKED_SENTIMENT), none, label));
    }

    private static Column score(ScoreGrid grid, String column) {
        return grid.of(col(column).cast(DataTypes.DoubleType));
    }

    private static Column group(Scores scores, Part part, Column name, Column first, Column second, Column label) {
        return struct(
                lit(scores.name()).as(SCORES),
                lit(part.name()).as(PART),
                name.as(NAME),
                first.as(FIRST),
                second.as(SECOND),
                label.as(LABEL));
    }
}
