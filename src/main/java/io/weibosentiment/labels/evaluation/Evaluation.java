package io.weibosentiment.labels.evaluation;

import io.weibosentiment.labels.evaluation.Group.Part;
import io.weibosentiment.labels.evaluation.Group.Scores;
import io.weibosentiment.labels.statistics.Agreement;
import io.weibosentiment.labels.statistics.Bootstrap;
import io.weibosentiment.labels.statistics.GroupFigures;
import io.weibosentiment.labels.statistics.PairedFigures;
import io.weibosentiment.labels.statistics.ScoreComparison;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * All figures of an evaluation.
 *
 * @param counts what the rows kept are
 * @param bootstrap the replicates behind the intervals
 * @param grid what scores were counted by
 * @param figures the figures of each group, by scores and part
 * @param paired the comparison with the other model
 * @param reference the comparison with the scores of others
 * @param agreement how far coders agree
 */
public record Evaluation(
        EvaluatedTexts.Counts counts,
        Bootstrap bootstrap,
        ScoreGrid grid,
        Map<Scores, Map<Part, Map<String, GroupFigures>>> figures,
        Optional<PairedFigures> paired,
        Optional<ScoreComparison> reference,
        Optional<Agreement> agreement) {

    /**
     * Who labelled the rows.
     *
     * @param columns the columns of labels
     * @param sheets how many sheets may have labels of the same row
     */
    public record Coders(List<String> columns, int sheets) {

        public Coders {
            columns = List.copyOf(columns);
        }

        boolean areSeveral() {
            return columns.size() * sheets > 1;
        }
    }

    public Evaluation {
        figures = Collections.unmodifiableMap(new TreeMap<>(figures));
    }

    /**
     * The figures of {@code evaluated}.
     *
     * @param counts what its rows are
     * @param coders who labelled them
     * @param windows the windows to divide by, where rows have times
     */
    public static Evaluation of(
            Dataset<Row> evaluated,
            EvaluatedTexts.Counts counts,
            Coders coders,
            NamedWindows windows,
            Bootstrap bootstrap) {
        ScoreGrid grid = ScoreGrid.of(counts.rows());
        Optional<NamedWindows> dividing = counts.withTime() == 0 ? Optional.empty() : Optional.of(windows);
        Map<Scores, Map<Part, Map<String, GroupFigures>>> figures = new TreeMap<>();
        Optional<PairedFigures> paired = Optional.empty();
        Optional<ScoreComparison> reference = Optional.empty();
        List<GroupReader.Result> results = GroupedCells.of(evaluated, grid, dividing)
                .javaRDD()
                .mapPartitions(cells -> new GroupReader(cells, bootstrap))
                .collect();
        for (GroupReader.Result result : results) {
            Group group = result.group();
            if (result.figures() instanceof PairedFigures found) {
                paired = Optional.of(found);
            } else if (result.figures() instanceof ScoreComparison found) {
                reference = Optional.of(found);
            } else if (result.figures() instanceof GroupFigures found) {
                figures.computeIfAbsent(group.scores(), scores -> new TreeMap<>())
                        .computeIfAbsent(group.part(), part -> new TreeMap<>())
                        .put(group.name(), found);
            }
        }
        Optional<Agreement> agreement = coders.areSeveral()
                ? Optional.of(CoderVotes.agreement(evaluated, coders.columns(), bootstrap))
                : Optional.empty();
        return new Evaluation(counts, bootstrap, grid, figures, paired, reference, agreement);
    }

    /** The figures of all rows with {@code scores}; empty if no row has a label and such a score. */
    public Optional<GroupFigures> all(Scores scores) {
        return Optional.ofNullable(part(scores, Part.ALL).get(""));
    }

    /** The figures of each part, in the order of the parts' names. */
    public Map<String, GroupFigures> part(Scores scores, Part part) {
        return figures.getOrDefault(scores, Map.of()).getOrDefault(part, Map.of());
    }
}
