package io.weibosentiment.dynamics;

import io.weibosentiment.FitColumns;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Fits as rows of the published tables. */
final class FitTables {

    /** The rows of influence, without intervals. */
    static final StructType INFLUENCE = new StructType()
            .add(FitColumns.MODEL, DataTypes.StringType)
            .add(FitColumns.MATRIX, DataTypes.StringType)
            .add(FitColumns.FROM, DataTypes.StringType)
            .add(FitColumns.TO, DataTypes.StringType)
            .add(FitColumns.WEIGHT, DataTypes.DoubleType);

    /** The rows of stubbornness, without intervals. */
    static final StructType STUBBORNNESS = new StructType()
            .add(FitColumns.MODEL, DataTypes.StringType)
            .add(FitColumns.AGENT, DataTypes.StringType)
            .add(FitColumns.PARAMETER, DataTypes.StringType)
            .add(FitColumns.VALUE, DataTypes.DoubleType);

    static final StructType FIGURES = new StructType()
            .add(FitColumns.MODEL, DataTypes.StringType)
            .add(FitColumns.AGENT, DataTypes.StringType)
            .add(FitColumns.MEASURE, DataTypes.StringType)
            .add(FitColumns.VALUE, DataTypes.DoubleType);

    /** The rows of forecasts, without intervals. */
    static final StructType FORECASTS = new StructType()
            .add(FitColumns.MODEL, DataTypes.StringType)
            .add(FitColumns.METHOD, DataTypes.StringType)
            .add(FitColumns.AGENT, DataTypes.StringType)
            .add(FitColumns.STEP, DataTypes.IntegerType)
            .add(Opinions.timeColumn(), DataTypes.TimestampType)
            .add(FitColumns.AHEAD, DataTypes.IntegerType)
            .add(FitColumns.VALUE, DataTypes.DoubleType)
            .add(FitColumns.OBSERVED, DataTypes.DoubleType);

    private final Opinions opinions;
    private final int fitted;
    private final int ahead;

    /**
     * @param fitted how many rows the models were fitted to
     * @param ahead how many rows after them are predicted
     */
    FitTables(Opinions opinions, int fitted, int ahead) {
        this.opinions = opinions;
        this.fitted = fitted;
        this.ahead = ahead;
    }

    /** Every weight above 0. */
    List<Row> influence(ModelFit fit) {
        List<Row> rows = new ArrayList<>();
        weights(fit, opinions.agents(), (key, weight) -> rows.add(withValue(key, weight)));
        return rows;
    }

    List<Row> stubbornness(ModelFit fit) {
        List<Row> rows = new ArrayList<>();
        parameters(fit, opinions.agents(), (key, value) -> rows.add(withValue(key, value)));
        return rows;
    }

    private static Row withValue(String[] key, double value) {
        Object[] values = new Object[key.length + 1];
        System.arraycopy(key, 0, values, 0, key.length);
        values[key.length] = value;
        return RowFactory.create(values);
    }

    List<Row> figures(List<Figure> figures) {
        return figures.stream()
                .map(figure -> RowFactory.create(
                        figure.model(),
                        figure.agent().isPresent()
                                ? opinions.agents().get(figure.agent().getAsInt())
                                : null,
                        figure.measure(),
                        figure.value()))
                .toList();
    }

    /** What a model says of every window. */
    List<Row> forecasts(ModelFit fit) {
        List<Row> rows = new ArrayList<>();
        double[][] x = opinions.first(fitted);
        Recursion recursion = new Recursion(fit);
        String model = fit.model().text();
        add(rows, model, "free-run", 1, recursion.freeRun(x, fitted + ahead));
        add(rows, model, "forecast", fitted + 1, recursion.forecast(x, ahead));
        if (fit.model() == DynamicsModel.EPO) {
            add(rows, model, "smoothed", 1, recursion.smoothed(x));
            add(rows, model, "private", 1, privateOpinions(fit));
        } else if (fit.model().lag() > 0) {
            add(rows, model, "notebook", 1, recursion.notebook(x, fitted + ahead));
        }
        return rows;
    }

    /** The baselines' forecasts. */
    List<Row> baselines() {
        List<Row> rows = new ArrayList<>();
        double[][] x = opinions.first(fitted);
        add(rows, Figures.LAST_VALUE, "forecast", fitted + 1, Figures.repeated(x[fitted - 1], ahead));
        add(rows, Figures.COLUMN_MEANS, "forecast", fitted + 1, Figures.repeated(Figures.means(x), ahead));
        return rows;
    }

    private static double[][] privateOpinions(ModelFit fit) {
        int steps = fit.agents().get(0).privateSide().privateOpinions().length;
        double[][] opinions = new double[steps][fit.agents().size()];
        for (AgentFit agent : fit.agents()) {
            for (int step = 0; step < steps; step++) {
                opinions[step][agent.agent()] = agent.privateSide().privateOpinions()[step];
            }
        }
        return opinions;
    }

    private void add(List<Row> rows, String model, String method, int firstStep, double[][] predicted) {
        int known = opinions.starts().size();
        for (int i = 0; i < predicted.length; i++) {
            int step = firstStep + i;
            for (int agent = 0; agent < opinions.agents().size(); agent++) {
                rows.add(RowFactory.create(
                        model,
                        method,
                        opinions.agents().get(agent),
                        step,
                        step <= known ? Timestamp.from(opinions.starts().get(step - 1)) : null,
                        step <= fitted ? null : (Integer) (step - fitted),
                        predicted[i][agent],
                        step <= known ? (Double) opinions.x()[step - 1][agent] : null));
            }
        }
    }

    /** Every weight above 0, under its model, matrix, and the agents from and to which it goes. */
    static void weights(ModelFit fit, List<String> agents, BiConsumer<String[], Double> taken) {
        String model = fit.model().text();
        for (AgentFit agent : fit.agents()) {
            String to = agents.get(agent.agent());
            double[] weights = agent.weights();
            double[] others = agent.privateSide().others();
            for (int from = 0; from < weights.length; from++) {
                if (weights[from] > 0) {
                    taken.accept(new String[] {model, "W", agents.get(from), to}, weights[from]);
                }
                if (from < others.length && others[from] > 0) {
                    taken.accept(new String[] {model, "A", agents.get(from), to}, others[from]);
                }
            }
        }
    }

    /** Every agent's other parameters, under its model, the agent and the parameter's name. */
    static void parameters(ModelFit fit, List<String> agents, BiConsumer<String[], Double> taken) {
        String model = fit.model().text();
        boolean hasPrejudice = fit.model() != DynamicsModel.EPO && fit.model() != DynamicsModel.FRENCH_DEGROOT;
        for (AgentFit agent : fit.agents()) {
            String id = agents.get(agent.agent());
            if (hasPrejudice) {
                taken.accept(new String[] {model, id, "stubbornness"}, 1 - agent.susceptibility());
            }
            if (fit.model() == DynamicsModel.FRIEDKIN_JOHNSEN_FREE_PREJUDICE && Double.isFinite(agent.prejudice())) {
                taken.accept(new String[] {model, id, "prejudice"}, agent.prejudice());
            }
            agent.epo().ifPresent(epo -> {
                taken.accept(new String[] {model, id, "private_self_weight"}, epo.selfWeight());
                taken.accept(new String[] {model, id, "expressed_private_share"}, epo.candour());
            });
        }
    }
}
