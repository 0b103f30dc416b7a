package io.weibosentiment.dynamics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * The figures of a model: those of the authors' notebooks, in the notebooks' own ways, and beside them such as can be
 * compared between models. Figures that are not finite, such as a share of an opinion that is 0, are left out.
 */
final class Figures {

    /** The baseline that holds the last known opinions. */
    static final String LAST_VALUE = "last-value";

    /** The baseline that gives each agent's mean. */
    static final String COLUMN_MEANS = "column-means";

    private final String model;
    private final double[][] x;
    private final double[][] heldOut;
    private final List<Figure> figures = new ArrayList<>();

    private Figures(String model, double[][] x, double[][] heldOut) {
        this.model = model;
        this.x = x;
        this.heldOut = heldOut;
    }

    /**
     * All figures of a fitted model.
     *
     * @param x the rows that it was fitted to
     * @param heldOut the rows after them that it has not seen; may be none
     */
    static List<Figure> of(ModelFit fit, double[][] x, double[][] heldOut) {
        Figures figures = new Figures(fit.model().text(), x, heldOut);
        figures.whole("objective", fit.objective());
        figures.quality(fit);
        figures.notebook(fit);
        Recursion recursion = new Recursion(fit);
        figures.freeRun(
                recursion.freeRun(x, x.length + heldOut.length), fit.model().given());
        figures.forecast(recursion.forecast(x, heldOut.length));
        return figures.finite();
    }

    /**
     * The figures of what needs no model: the last row held, from the first row on and from the last, and the means of
     * all fitted rows.
     */
    static List<Figure> ofBaselines(double[][] x, double[][] heldOut) {
        int rows = x.length + heldOut.length;
        Figures last = new Figures(LAST_VALUE, x, heldOut);
        last.freeRun(repeated(x[0], rows), 1);
        last.forecast(repeated(x[x.length - 1], heldOut.length));
        double[][] means = repeated(means(x), rows);
        Figures mean = new Figures(COLUMN_MEANS, x, heldOut);
        mean.freeRun(means, 0);
        mean.forecast(Arrays.copyOf(means, heldOut.length));
        List<Figure> all = new ArrayList<>(last.finite());
        all.addAll(mean.finite());
        return all;
    }

    /** Each column's mean. */
    static double[] means(double[][] x) {
        double[] means = new double[x[0].length];
        for (double[] row : x) {
            for (int agent = 0; agent < means.length; agent++) {
                means[agent] += row[agent] / x.length;
            }
        }
        return means;
    }

    static double[][] repeated(double[] row, int rows) {
        double[][] repeated = new double[rows][];
        Arrays.fill(repeated, row);
        return repeated;
    }

    /** The sum of squares that a model's fit minimizes, from its parameters. */
    static double objective(ModelFit fit, double[][] x) {
        double sum = 0;
        for (AgentFit agent : fit.agents()) {
            int place = agent.agent();
            if (agent.epo().isPresent()) {
                sum += objective(agent.epo().get(), new EpoProblem(x, place), place);
                continue;
            }
            for (int t = fit.model().lag(); t + 1 < x.length; t++) {
                double prejudice = fit.model().isAnchored() ? LinearFit.anchor(fit.model(), x, t)[place] : 0;
                double error = x[t + 1][place]
                        - Matrices.dot(agent.pull(), x[t])
                        - (1 - agent.susceptibility()) * prejudice
                        - agent.constant();
                sum += error * error;
            }
        }
        return sum;
    }

    private static double objective(AgentFit.Epo epo, EpoProblem problem, int agent) {
        double[] weights = new double[epo.others().length - 1];
        for (int other = 0; other < weights.length; other++) {
            weights[other] = epo.others()[other < agent ? other : other + 1];
        }
        double[] heard = problem.heard(weights);
        return Matrices.squaredNorm(problem.expressedErrors(epo.candour(), heard, epo.privateOpinions()))
                + Matrices.squaredNorm(problem.privateErrors(epo.selfWeight(), heard, epo.privateOpinions()));
    }

    private void quality(ModelFit fit) {
        double residual = 0;
        for (AgentFit agent : fit.agents()) {
            FitQuality quality = agent.quality();
            Identifiability found = quality.identifiability();
            residual = Math.max(residual, quality.kktResidual());
            int place = agent.agent();
            of(place, "objective", quality.objective());
            of(place, "kkt_residual", quality.kktResidual());
            of(place, "least_multiplier_off_support", quality.leastMultiplier());
            of(place, "equations", found.equations());
            of(place, "unknowns", found.unknowns());
            of(place, "rank", found.rank());
            of(place, "condition_number", found.condition());
            of(place, "is_unique", found.isUnique() ? 1 : 0);
            agent.epo().ifPresent(epo -> {
                of(place, "objective_expressed", epo.expressedError());
                of(place, "objective_private", epo.privateError());
            });
        }
        whole("kkt_residual", residual);
    }

    private void notebook(ModelFit fit) {
        boolean isSmoother = fit.model() == DynamicsModel.EPO;
        String prefix = isSmoother ? "smoothed" : "notebook";
        double[][] predicted = new Recursion(fit).notebook(x, x.length + heldOut.length);
        Errors errors = Errors.of(predicted, x);
        errors(prefix, errors);
        errors.norms().forEach((name, value) -> whole(prefix + "_" + name, value));
        for (int ahead = 1; ahead <= heldOut.length; ahead++) {
            double[] row = predicted[x.length + ahead - 1];
            boolean isSlip = isSmoother && ahead == 2;
            if (isSlip) {
                ahead("notebook_corrected", ahead, row);
            }
            ahead("notebook", ahead, isSlip ? predicted[x.length] : row);
        }
    }

    /** Errors of the rows that were predicted. */
    private void freeRun(double[][] run, int given) {
        if (x.length > given) {
            errors(
                    "free_run",
                    Errors.of(Arrays.copyOfRange(run, given, x.length), Arrays.copyOfRange(x, given, x.length)));
        }
        for (int ahead = 1; ahead <= heldOut.length; ahead++) {
            ahead("free_run", ahead, run[x.length + ahead - 1]);
        }
    }

    private void forecast(double[][] forecast) {
        if (heldOut.length == 0) {
            return;
        }
        errors("forecast", Errors.of(forecast, heldOut));
        for (int ahead = 1; ahead <= heldOut.length; ahead++) {
            ahead("forecast", ahead, forecast[ahead - 1]);
        }
    }

    private void errors(String kind, Errors errors) {
        whole(kind + "_mae", errors.mae());
        whole(kind + "_mape", errors.mape());
        whole(kind + "_rmse", errors.rmse());
        for (int agent = 0; agent < x[0].length; agent++) {
            of(agent, kind + "_mae", errors.mae(agent));
            of(agent, kind + "_mape", errors.mape(agent));
            of(agent, kind + "_rmse", errors.rmse(agent));
        }
    }

    private void ahead(String kind, int ahead, double[] predicted) {
        Errors errors = Errors.of(new double[][] {predicted}, new double[][] {heldOut[ahead - 1]});
        whole(kind + "_rmse_ahead_" + ahead, errors.rmseOfRow(0));
    }

    private void whole(String measure, double value) {
        figures.add(new Figure(model, OptionalInt.empty(), measure, value));
    }

    private void of(int agent, String measure, double value) {
        figures.add(new Figure(model, OptionalInt.of(agent), measure, value));
    }

    private List<Figure> finite() {
        return figures.stream()
                .filter(figure -> Double.isFinite(figure.value()))
                .toList();
    }
}
