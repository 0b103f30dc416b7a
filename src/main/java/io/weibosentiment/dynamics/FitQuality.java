package io.weibosentiment.dynamics;

import java.io.Serializable;

/**
 * How good a fit of one agent is, and what it rests on.
 *
 * @param objective the sum of squares that was minimized
 * @param kktResidual how far the conditions of an optimum are from being met
 * @param leastMultiplier the least multiplier off the support; infinite where every weight is above 0
 * @param identifiability what the equations determine
 */
record FitQuality(double objective, double kktResidual, double leastMultiplier, Identifiability identifiability)
        implements Serializable {

    static FitQuality of(double[][] corners, SimplexSolution solution) {
        return new FitQuality(
                solution.objective(),
                solution.kktResidual(),
                solution.leastMultiplierOffSupport(),
                Identifiability.of(corners, solution));
    }
}
