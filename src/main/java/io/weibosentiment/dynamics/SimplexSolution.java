package io.weibosentiment.dynamics;

/**
 * The minimum of a squared distance over the unit simplex, and what proves it.
 *
 * @param weights one for each corner; none is negative and they sum to 1
 * @param support the corners with a weight above 0
 * @param objective the squared distance
 * @param multipliers for each corner how fast the objective grows as weight moves to it from the whole of the others,
 *     which is the derivative along the corner less the weighted mean of all derivatives; 0 on the support
 */
@SuppressWarnings("ArrayRecordComponent") // numbers that are computed with
record SimplexSolution(double[] weights, int[] support, double objective, double[] multipliers) {

    /**
     * How far the conditions of Karush, Kuhn and Tucker are from being met: the largest multiplier on the support, and
     * the most negative one outside of it. The objective is above the minimum by no more than this, as weights sum to
     * 1.
     */
    double kktResidual() {
        double residual = 0;
        for (int corner = 0; corner < weights.length; corner++) {
            residual = Math.max(residual, weights[corner] > 0 ? Math.abs(multipliers[corner]) : -multipliers[corner]);
        }
        return residual;
    }

    /**
     * The least multiplier outside of the support: a small one says that a corner is almost part of it; infinite if
     * there is none.
     */
    double leastMultiplierOffSupport() {
        double least = Double.POSITIVE_INFINITY;
        for (int corner = 0; corner < weights.length; corner++) {
            if (weights[corner] == 0) {
                least = Math.min(least, multipliers[corner]);
            }
        }
        return least;
    }
}
