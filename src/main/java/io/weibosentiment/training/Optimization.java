package io.weibosentiment.training;

import java.io.Serializable;

/**
 * How far weights move.
 *
 * @param learningRate the highest rate, which is reached after the warm-up
 * @param warmUp the share of all steps in which the rate rises from 0; it falls to 0 in the others
 * @param layerDecay what the rate is multiplied with from one layer to the one below; 1: all learn alike
 * @param newRate what the rate is multiplied with for weights that were not there before
 * @param weightDecay how much of a kernel or table a step of rate 1 takes away
 * @param clip the largest norm of all gradients together
 */
public record Optimization(
        double learningRate, double warmUp, double layerDecay, double newRate, double weightDecay, double clip)
        implements Serializable {

    void check(OptionProblems problems) {
        problems.within("--learning-rate", learningRate, learningRate > 0 && learningRate <= 1, "above 0, at most 1");
        problems.within("--warm-up", warmUp, warmUp >= 0 && warmUp < 1, "from 0 to below 1");
        problems.within("--layer-decay", layerDecay, layerDecay > 0 && layerDecay <= 1, "above 0, at most 1");
        problems.within("--new-rate", newRate, newRate > 0 && newRate <= 1000, "above 0, at most 1000");
        problems.within("--weight-decay", weightDecay, weightDecay >= 0 && weightDecay <= 1, "from 0 to 1");
        problems.within("--clip", clip, clip > 0 && Double.isFinite(clip), "above 0");
    }
}
