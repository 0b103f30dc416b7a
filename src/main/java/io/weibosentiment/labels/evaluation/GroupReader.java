package io.weibosentiment.labels.evaluation;

import io.weibosentiment.labels.evaluation.Group.Part;
import io.weibosentiment.labels.evaluation.Group.Scores;
import io.weibosentiment.labels.statistics.Bootstrap;
import io.weibosentiment.labels.statistics.Cells;
import io.weibosentiment.labels.statistics.GroupFigures;
import io.weibosentiment.labels.statistics.PairedFigures;
import io.weibosentiment.labels.statistics.ScoreComparison;
import java.io.Serializable;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;

/** Makes figures of the cells of a partition, one group after the other; holds the cells of one group at a time. */
final class GroupReader implements Iterator<GroupReader.Result> {

    private final Iterator<Row> rows;
    private final Bootstrap bootstrap;
    private Row next;

    GroupReader(Iterator<Row> rows, Bootstrap bootstrap) {
        this.rows = rows;
        this.bootstrap = bootstrap;
        advance();
    }

    /**
     * A group's figures.
     *
     * @param group the group
     * @param figures a {@link GroupFigures}, {@link PairedFigures} or {@link ScoreComparison}
     */
    record Result(Group group, Serializable figures) implements Serializable {}

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public Result next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Group group = group(next);
        Cells cells = new Cells();
        while (next != null && group(next).equals(group)) {
            cells.add(new Cells.Cell(
                    next.getDouble(next.fieldIndex(GroupedCells.FIRST)),
                    next.getDouble(next.fieldIndex(GroupedCells.SECOND)),
                    next.getInt(next.fieldIndex(GroupedCells.LABEL)) == 1,
                    next.getDouble(next.fieldIndex(GroupedCells.WEIGHT)),
                    next.getString(next.fieldIndex(GroupedCells.STRATUM)),
                    next.getLong(next.fieldIndex(GroupedCells.ROWS))));
            advance();
        }
        return new Result(group, figures(group, cells));
    }

    private void advance() {
        next = rows.hasNext() ? rows.next() : null;
    }

    /** Each group has replicates of its own, which are the same wherever it is computed. */
    private Serializable figures(Group group, Cells cells) {
        Bootstrap own = new Bootstrap(
                bootstrap.replicates(), bootstrap.seed() * 31 + group.key().hashCode());
        return switch (group.scores()) {
            case MODEL, MASKED, AGAINST -> GroupFigures.of(cells, own);
            case PAIRED -> PairedFigures.of(cells, own);
            case REFERENCE -> ScoreComparison.of(cells, own);
        };
    }

    private static Group group(Row row) {
        return new Group(
                Scores.valueOf(row.getString(row.fieldIndex(GroupedCells.SCORES))),
                Part.valueOf(row.getString(row.fieldIndex(GroupedCells.PART))),
                row.getString(row.fieldIndex(GroupedCells.NAME)));
    }
}
