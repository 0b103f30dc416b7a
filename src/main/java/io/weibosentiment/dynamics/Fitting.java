package io.weibosentiment.dynamics;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;

import io.weibosentiment.FitColumns;
import io.weibosentiment.output.Table;
import io.weibosentiment.util.Counted;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Models fitted to a matrix, and the tables of what was found. */
public final class Fitting {

    private static final String FORECAST_ERROR = "forecast_rmse";

    private final SparkSession spark;
    private final Opinions opinions;
    private final int fitted;
    private final int ahead;
    private final List<ModelFit> fits;
    private final List<Figure> figures = new ArrayList<>();

    private Fitting(SparkSession spark, Opinions opinions, int fitted, int ahead, List<ModelFit> fits) {
        this.spark = spark;
        this.opinions = opinions;
        this.fitted = fitted;
        this.ahead = ahead;
        this.fits = fits;
        double[][] x = opinions.first(fitted);
        fits.forEach(fit -> figures.addAll(Figures.of(fit, x, opinions.after(fitted))));
        figures.addAll(Figures.ofBaselines(x, opinions.after(fitted)));
    }

    /**
     * Fits the models.
     *
     * @param zone where the last window to fit to is written without one
     * @throws io.weibosentiment.InvalidInputException if a model cannot be fitted to these rows
     */
    public static Fitting of(SparkSession spark, Opinions opinions, FitRequest request, ZoneId zone) {
        int fitted = rows(opinions, request, zone);
        request.models().forEach(model -> opinions.requireFit(model, fitted));
        return new Fitting(
                spark,
                opinions,
                fitted,
                ahead(opinions, fitted, request),
                AgentFits.of(spark, request.models(), opinions.first(fitted)));
    }

    /** How many rows models are fitted to. */
    public static int rows(Opinions opinions, FitRequest request, ZoneId zone) {
        return request.trainUntil()
                .map(window -> opinions.rowsUntil(window, zone))
                .orElse(opinions.starts().size());
    }

    /** How many windows after the {@code fitted} ones are predicted: at least those held out. */
    public static int ahead(Opinions opinions, int fitted, FitRequest request) {
        return Math.max(request.ahead(), opinions.starts().size() - fitted);
    }

    /** How many replicates there are. */
    public static int count(Dataset<Row> replicates) {
        return replicates.agg(max("replicate")).first().getInt(0);
    }

    /** Percentile intervals from {@code count} replicates of the matrix, see {@link #tables}. */
    public Dataset<Row> intervals(Dataset<Row> replicates, int count) {
        return Intervals.of(
                replicates,
                count,
                fits.stream().map(ModelFit::model).toList(),
                opinions.starts().subList(0, fitted),
                ahead);
    }

    /**
     * The published tables.
     *
     * @param intervals the rows of {@link #intervals}, if there are replicates
     */
    public Map<Table, Dataset<Row>> tables(Optional<Dataset<Row>> intervals) {
        FitTables tables = new FitTables(opinions, fitted, ahead);
        List<Row> influence = new ArrayList<>();
        List<Row> stubbornness = new ArrayList<>();
        List<Row> forecasts = new ArrayList<>();
        for (ModelFit fit : fits) {
            influence.addAll(tables.influence(fit));
            stubbornness.addAll(tables.stubbornness(fit));
            forecasts.addAll(tables.forecasts(fit));
        }
        forecasts.addAll(tables.baselines());
        Map<Table, Dataset<Row>> all = new LinkedHashMap<>();
        all.put(
                Table.INFLUENCE,
                with(intervals, Intervals.OF_WEIGHTS, frame(influence, FitTables.INFLUENCE), FitColumns.WEIGHT));
        all.put(
                Table.STUBBORNNESS,
                with(
                        intervals,
                        Intervals.OF_PARAMETERS,
                        frame(stubbornness, FitTables.STUBBORNNESS),
                        FitColumns.VALUE));
        all.put(Table.FIT_FIGURES, sorted(frame(tables.figures(figures), FitTables.FIGURES)));
        all.put(
                Table.FORECASTS,
                with(intervals, Intervals.OF_FORECASTS, frame(forecasts, FitTables.FORECASTS), FitColumns.VALUE));
        return all;
    }

    private Dataset<Row> frame(List<Row> rows, StructType schema) {
        return spark.createDataFrame(
                JavaSparkContext.fromSparkContext(spark.sparkContext()).parallelize(rows, 1), schema);
    }

    private static Dataset<Row> sorted(Dataset<Row> rows) {
        Column[] order = Arrays.stream(rows.columns()).map(functions::col).toArray(Column[]::new);
        return rows.coalesce(1).sortWithinPartitions(order);
    }

    private static Dataset<Row> with(Optional<Dataset<Row>> intervals, String of, Dataset<Row> rows, String value) {
        if (intervals.isEmpty()) {
            Column none = lit(null).cast(DataTypes.DoubleType);
            return sorted(rows.withColumn(FitColumns.LOW, none).withColumn(FitColumns.HIGH, none));
        }
        List<String> keys = keys(of);
        Dataset<Row> own = intervals.get().filter(col("of").equalTo(of));
        List<Column> columns = new ArrayList<>();
        columns.add(col(FitColumns.MODEL));
        for (int key = 1; key < keys.size(); key++) {
            columns.add(col(keys.get(key).equals(FitColumns.STEP) ? FitColumns.STEP : "k" + key)
                    .as(keys.get(key)));
        }
        columns.add(col(FitColumns.LOW));
        columns.add(col(FitColumns.HIGH));
        boolean isOfWeights = of.equals(Intervals.OF_WEIGHTS);
        Dataset<Row> joined = rows.join(
                own.select(columns.toArray(Column[]::new))
                        .filter(isOfWeights ? col(FitColumns.HIGH).gt(0) : lit(true)),
                keys.toArray(String[]::new),
                isOfWeights ? "full" : "left");
        List<Column> ordered = new ArrayList<>();
        for (String name : rows.columns()) {
            ordered.add(
                    isOfWeights && name.equals(value)
                            ? coalesce(col(name), lit(0.0)).as(name)
                            : col(name));
        }
        ordered.add(col(FitColumns.LOW));
        ordered.add(col(FitColumns.HIGH));
        return sorted(joined.select(ordered.toArray(Column[]::new)));
    }

    private static List<String> keys(String of) {
        return switch (of) {
            case Intervals.OF_WEIGHTS -> List.of(FitColumns.MODEL, FitColumns.MATRIX, FitColumns.FROM, FitColumns.TO);
            case Intervals.OF_PARAMETERS -> List.of(FitColumns.MODEL, FitColumns.AGENT, FitColumns.PARAMETER);
            default -> List.of(FitColumns.MODEL, FitColumns.METHOD, FitColumns.AGENT, FitColumns.STEP);
        };
    }

    /** A line for each model: how well it fits, and how well it forecasts beside what needs no model. */
    public List<String> described() {
        List<String> lines = new ArrayList<>();
        for (ModelFit fit : fits) {
            String model = fit.model().text();
            lines.add(String.format(
                    Locale.ROOT,
                    "%s: objective %.6g (KKT residual %.1g), %s for %s%s",
                    model,
                    fit.objective(),
                    of(model, "kkt_residual").orElse(0.0),
                    Counted.of(equations(fit), "equation"),
                    Counted.of(unknowns(fit), "unknown"),
                    forecast(model)));
        }
        for (String baseline : List.of(Figures.LAST_VALUE, Figures.COLUMN_MEANS)) {
            of(baseline, FORECAST_ERROR)
                    .ifPresent(error ->
                            lines.add(String.format(Locale.ROOT, "%s: RMSE of its forecast %.4f", baseline, error)));
        }
        return lines;
    }

    private String forecast(String model) {
        return of(model, FORECAST_ERROR)
                .map(error -> String.format(Locale.ROOT, "; RMSE of its forecast %.4f", error))
                .orElse("");
    }

    private Optional<Double> of(String model, String measure) {
        return figures.stream()
                .filter(figure -> figure.model().equals(model)
                        && figure.agent().equals(OptionalInt.empty())
                        && figure.measure().equals(measure))
                .map(Figure::value)
                .findFirst();
    }

    private static long equations(ModelFit fit) {
        return fit.agents().stream()
                .mapToLong(agent -> agent.quality().identifiability().equations())
                .sum();
    }

    private static long unknowns(ModelFit fit) {
        return fit.agents().stream()
                .mapToLong(agent -> agent.quality().identifiability().unknowns())
                .sum();
    }

    /** What users should know before they read a weight. */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        for (ModelFit fit : fits) {
            long deficient = fit.agents().stream()
                    .filter(agent -> agent.quality().identifiability().isRankDeficient())
                    .count();
            List<String> tied = fit.agents().stream()
                    .filter(agent -> !agent.quality().identifiability().isUnique())
                    .map(agent -> opinions.agents().get(agent.agent()))
                    .toList();
            if (deficient > 0) {
                warnings.add(String.format(
                        Locale.ROOT,
                        "%s: for %,d of %s the equations have a lower rank than there are weights; only the"
                                + " condition that no weight is negative can make them certain",
                        fit.model().text(),
                        deficient,
                        Counted.of(fit.agents().size(), "blogger")));
            }
            if (!tied.isEmpty()) {
                warnings.add(fit.model().text() + ": other weights fit " + Counted.of(tied.size(), "blogger")
                        + " as well as those found, among them "
                        + String.join(", ", tied.subList(0, Math.min(5, tied.size())))
                        + "; see is_unique in fit_figures");
            }
        }
        return warnings;
    }
}
