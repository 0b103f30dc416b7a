package io.weibosentiment.dynamics;

import java.io.Serializable;
import java.util.Optional;

/**
 * What a model says of one agent.
 *
 * @param agent the agent's place among the columns
 * @param pull s times the agent's row of W, a value for each agent; with {@link DynamicsModel#EPO} its row of W
 * @param susceptibility s, the share that the others and the agent's own last opinion have; 1 in models without a
 *     prejudice
 * @param constant (1 − s) z, the share of the fitted prejudice; 0 in models without one
 * @param privateSide the rest of {@link DynamicsModel#EPO}, {@link Epo#NONE} in other models
 * @param quality how good and how certain the fit is
 */
@SuppressWarnings("ArrayRecordComponent") // numbers that are computed with
record AgentFit(int agent, double[] pull, double susceptibility, double constant, Epo privateSide, FitQuality quality)
        implements Serializable {

    /** The private side; empty in models without one. */
    Optional<Epo> epo() {
        return privateSide.others().length == 0 ? Optional.empty() : Optional.of(privateSide);
    }

    /** Weights in W's row; not numbers where s is 0, as any weights do then. */
    double[] weights() {
        double[] weights = new double[pull.length];
        for (int i = 0; i < pull.length; i++) {
            weights[i] = susceptibility == 1 ? pull[i] : pull[i] / susceptibility;
        }
        return weights;
    }

    /** The fitted prejudice z; not a number where the agent does not hold on to one. */
    double prejudice() {
        return susceptibility < 1 ? Math.min(1, constant / (1 - susceptibility)) : Double.NaN;
    }

    /**
     * An agent's private side.
     *
     * @param selfWeight d, the weight of the own private opinion
     * @param candour φ, the weight of the private opinion in what is expressed
     * @param others the agent's row of A
     * @param privateOpinions y(1) to y(T)
     * @param expressedError the sum of squares of the equations of expressed opinions
     * @param privateError the same of private opinions
     */
    record Epo(
            double selfWeight,
            double candour,
            double[] others,
            double[] privateOpinions,
            double expressedError,
            double privateError)
            implements Serializable {

        /** No private side. */
        static final Epo NONE = new Epo(0, 0, new double[0], new double[0], 0, 0);
    }
}
