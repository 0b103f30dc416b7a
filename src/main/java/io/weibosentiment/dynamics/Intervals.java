package io.weibosentiment.dynamics;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;

import io.weibosentiment.FitColumns;
import io.weibosentiment.labels.statistics.Interval;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Percentile intervals of what is fitted: every model is fitted to every replicate of the matrix, in many tasks,
 * and what is found for one weight, parameter or forecast in all of them is brought together.
 */
final class Intervals {

    /** The influence of one agent on another. */
    static final String OF_WEIGHTS = "influence";

    static final String OF_PARAMETERS = "stubbornness";
    static final String OF_FORECASTS = "forecasts";

    private static final String OF = "of";
    private static final String REPLICATE = "replicate";
    private static final int TASKS_PER_CORE = 4;
    private static final String[] KEYS = {OF, FitColumns.MODEL, "k1", "k2", "k3", FitColumns.STEP};

    private static final StructType VALUES = keys().add(FitColumns.VALUE, DataTypes.DoubleType);
    private static final StructType INTERVALS =
            keys().add(FitColumns.LOW, DataTypes.DoubleType).add(FitColumns.HIGH, DataTypes.DoubleType);

    private Intervals() {}

    private static StructType keys() {
        return new StructType()
                .add(OF, DataTypes.StringType)
                .add(FitColumns.MODEL, DataTypes.StringType)
                .add("k1", DataTypes.StringType)
                .add("k2", DataTypes.StringType)
                .add("k3", DataTypes.StringType)
                .add(FitColumns.STEP, DataTypes.IntegerType);
    }

    /**
     * Fits the replicates.
     *
     * @param replicates the rows of trajectories_replicates
     * @param count how many replicates there are
     * @param starts the windows to fit to
     * @param ahead how many rows after them are predicted
     * @return an interval under each key
     */
    static Dataset<Row> of(
            Dataset<Row> replicates, int count, List<DynamicsModel> models, List<Instant> starts, int ahead) {
        List<String> agents = List.of(replicates.columns()).subList(2, replicates.columns().length);
        int cores = replicates.sparkSession().sparkContext().defaultParallelism();
        Dataset<Row> values = replicates
                .repartition(Math.min(count, TASKS_PER_CORE * cores), col(REPLICATE))
                .sortWithinPartitions(REPLICATE, Opinions.timeColumn())
                .mapPartitions(new Fits(models, agents, Set.copyOf(starts), ahead), Encoders.row(VALUES));
        Column[] keys = Arrays.stream(KEYS).map(functions::col).toArray(Column[]::new);
        return values.groupBy(keys)
                .agg(collect_list(FitColumns.VALUE).as(FitColumns.VALUE))
                .map((MapFunction<Row, Row>) row -> interval(row, count), Encoders.row(INTERVALS))
                .filter(col(FitColumns.LOW).isNotNull());
    }

    /** A weight that a replicate has no row for is 0 there; any other value is not defined there. */
    private static Row interval(Row row, int count) {
        List<Double> found = row.getList(KEYS.length);
        double[] replicates = new double[count];
        Arrays.fill(replicates, row.getString(0).equals(OF_WEIGHTS) ? 0 : Double.NaN);
        for (int i = 0; i < found.size(); i++) {
            replicates[i] = found.get(i);
        }
        Optional<Interval> interval = Interval.percentile(replicates);
        return RowFactory.create(
                row.get(0),
                row.get(1),
                row.get(2),
                row.get(3),
                row.get(4),
                row.get(5),
                interval.map(Interval::low).orElse(null),
                interval.map(Interval::high).orElse(null));
    }

    /** Fits every model to each replicate of a partition, whose rows are in order of replicates and windows. */
    private static final class Fits implements MapPartitionsFunction<Row, Row> {

        private static final long serialVersionUID = 1L;

        private final ArrayList<DynamicsModel> models;
        private final ArrayList<String> agents;
        private final HashSet<Instant> starts;
        private final int ahead;

        Fits(List<DynamicsModel> models, List<String> agents, Set<Instant> starts, int ahead) {
            this.models = new ArrayList<>(models);
            this.agents = new ArrayList<>(agents);
            this.starts = new HashSet<>(starts);
            this.ahead = ahead;
        }

        @Override
        public Iterator<Row> call(Iterator<Row> windows) {
            Iterable<double[][]> matrices = () -> new ReplicateMatrices(windows, starts);
            return StreamSupport.stream(matrices.spliterator(), false)
                    .flatMap(x -> models.stream().flatMap(model -> rows(model, x).stream()))
                    .iterator();
        }

        private List<Row> rows(DynamicsModel model, double[][] x) {
            ModelFit fit = ModelFit.of(model, x);
            List<Row> rows = new ArrayList<>();
            FitTables.weights(
                    fit,
                    agents,
                    (key, weight) ->
                            rows.add(RowFactory.create(OF_WEIGHTS, key[0], key[1], key[2], key[3], 0, weight)));
            FitTables.parameters(
                    fit,
                    agents,
                    (key, value) -> rows.add(RowFactory.create(OF_PARAMETERS, key[0], key[1], key[2], "", 0, value)));
            Recursion recursion = new Recursion(fit);
            add(rows, model, "forecast", x.length + 1, recursion.forecast(x, ahead));
            add(rows, model, "free-run", 1, recursion.freeRun(x, x.length + ahead));
            return rows;
        }

        private void add(List<Row> rows, DynamicsModel model, String method, int firstStep, double[][] predicted) {
            for (int i = 0; i < predicted.length; i++) {
                for (int agent = 0; agent < agents.size(); agent++) {
                    rows.add(RowFactory.create(
                            OF_FORECASTS,
                            model.text(),
                            method,
                            agents.get(agent),
                            "",
                            firstStep + i,
                            predicted[i][agent]));
                }
            }
        }
    }
}
