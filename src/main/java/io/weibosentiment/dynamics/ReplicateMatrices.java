package io.weibosentiment.dynamics;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Row;

/** The matrices of replicates, one after the other, from their rows in order of replicates and windows. */
final class ReplicateMatrices implements Iterator<double[][]> {

    private final Iterator<Row> rows;
    private final Set<Instant> starts;
    private Optional<Row> ahead;

    /**
     * @param rows the number of a replicate, the start of a window, and a value of each agent
     * @param starts the windows that count
     */
    ReplicateMatrices(Iterator<Row> rows, Set<Instant> starts) {
        this.rows = rows;
        this.starts = starts;
        this.ahead = following();
    }

    private Optional<Row> following() {
        return rows.hasNext() ? Optional.of(rows.next()) : Optional.empty();
    }

    @Override
    public boolean hasNext() {
        return ahead.isPresent();
    }

    @Override
    public double[][] next() {
        int replicate = ahead.orElseThrow(NoSuchElementException::new).getInt(0);
        List<double[]> matrix = new ArrayList<>();
        while (ahead.isPresent() && ahead.get().getInt(0) == replicate) {
            if (starts.contains(OpinionsSource.start(ahead.get(), 1))) {
                matrix.add(OpinionsSource.values(ahead.get(), 2));
            }
            ahead = following();
        }
        return matrix.toArray(double[][]::new);
    }
}
