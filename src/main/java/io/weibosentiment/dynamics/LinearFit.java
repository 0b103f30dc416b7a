package io.weibosentiment.dynamics;

/**
 * The exact fit of a model without private opinions. What an agent's next opinion is made of are shares that sum to 1:
 * s w of the opinions, and 1 − s of the prejudice. So each agent's problem is one over the simplex, convex also where
 * it is not in W and S: the corners are the others' columns and that of the prejudice. A free prejudice z from 0 to 1
 * is a mixture of a column of ones and one of zeros.
 */
final class LinearFit {

    private static final int[] NO_START = {};

    private LinearFit() {}

    /**
     * Fits one agent.
     *
     * @param x opinions, a row for each time
     */
    static AgentFit of(DynamicsModel model, double[][] x, int agent) {
        double[][] corners = corners(model, x, agent);
        SimplexSolution solution = SimplexLeastSquares.solve(corners, NO_START);
        int agents = x[0].length;
        double[] pull = new double[agents];
        double susceptibility = 0;
        for (int other = 0; other < agents; other++) {
            pull[other] = solution.weights()[other];
            susceptibility += pull[other];
        }
        boolean holdsOnToNothing = true;
        for (int corner = agents; corner < corners.length; corner++) {
            holdsOnToNothing &= solution.weights()[corner] == 0;
        }
        double constant = model == DynamicsModel.FRIEDKIN_JOHNSEN_FREE_PREJUDICE ? solution.weights()[agents] : 0;
        return new AgentFit(
                agent,
                pull,
                holdsOnToNothing ? 1 : susceptibility,
                constant,
                AgentFit.Epo.NONE,
                FitQuality.of(corners, solution));
    }

    /** What the next opinion can be made of, a column for each corner, less the next opinion itself. */
    static double[][] corners(DynamicsModel model, double[][] x, int agent) {
        int agents = x[0].length;
        int first = model.lag();
        int rows = x.length - 1 - first;
        boolean isFree = model == DynamicsModel.FRIEDKIN_JOHNSEN_FREE_PREJUDICE;
        int corners = agents + (isFree ? 2 : model.isAnchored() ? 1 : 0);
        double[][] columns = new double[corners][rows];
        for (int row = 0; row < rows; row++) {
            int t = row + first;
            double next = x[t + 1][agent];
            for (int other = 0; other < agents; other++) {
                columns[other][row] = x[t][other] - next;
            }
            if (isFree) {
                columns[agents][row] = 1 - next;
                columns[agents + 1][row] = -next;
            } else if (model.isAnchored()) {
                columns[agents][row] = anchor(model, x, t)[agent] - next;
            }
        }
        return columns;
    }

    /** The opinions that a model's agents hold on to after row {@code t}, counted from 0. */
    static double[] anchor(DynamicsModel model, double[][] x, int t) {
        return model.lag() == 0 ? x[0] : x[t - model.lag()];
    }
}
