package io.weibosentiment.training;

import io.weibosentiment.InvalidInputException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * How a model is trained.
 *
 * @param architecture what is trained
 * @param epochs how often every example is seen, at most
 * @param patience after so many epochs that are no better than the best, training ends
 * @param batchTokens the tokens of a batch, padding included
 * @param learningRate the highest rate, which is reached after the warm-up
 * @param warmUp the share of all steps in which the rate rises from 0; it falls to 0 in the others
 * @param layerDecay what the rate is multiplied with from one layer to the one below; 1: all learn alike
 * @param newRate what the rate is multiplied with for weights that were not there before
 * @param weightDecay how much of a kernel or table a step of rate 1 takes away
 * @param clip the largest norm of all gradients together
 * @param dropout the share of values that are dropped
 * @param balanced whether both labels weigh the same, however many examples each has
 * @param seed decides the order of examples, what is dropped, and weights that were not there before
 * @param maxTokens where texts are cut, special tokens counted; 0: what the model says
 * @param threads how many parts of a batch are computed at the same time; sums depend on it in their last digits; 0: as
 *     many as there are cores
 * @param checkpointSteps after so many steps a checkpoint is written, and after each epoch
 */
public record TrainingOptions(
        Architecture architecture,
        int epochs,
        int patience,
        int batchTokens,
        double learningRate,
        double warmUp,
        double layerDecay,
        double newRate,
        double weightDecay,
        double clip,
        double dropout,
        boolean balanced,
        long seed,
        int maxTokens,
        int threads,
        int checkpointSteps)
        implements Serializable {

    private static final int FEWEST_TOKENS = 3;
    private static final int MOST_CORES = 8;

    /** Checks every option. */
    public TrainingOptions {
        List<String> problems = new ArrayList<>();
        atLeast(problems, "--epochs", epochs, 1);
        atLeast(problems, "--patience", patience, 1);
        atLeast(problems, "--batch-tokens", batchTokens, FEWEST_TOKENS);
        atLeast(problems, "--threads", threads, 0);
        atLeast(problems, "--checkpoint-steps", checkpointSteps, 1);
        within(problems, "--learning-rate", learningRate, learningRate > 0 && learningRate <= 1, "above 0, at most 1");
        within(problems, "--warm-up", warmUp, warmUp >= 0 && warmUp < 1, "from 0 to below 1");
        within(problems, "--layer-decay", layerDecay, layerDecay > 0 && layerDecay <= 1, "above 0, at most 1");
        within(problems, "--new-rate", newRate, newRate > 0 && newRate <= 1000, "above 0, at most 1000");
        within(problems, "--weight-decay", weightDecay, weightDecay >= 0 && weightDecay <= 1, "from 0 to 1");
        within(problems, "--clip", clip, clip > 0 && Double.isFinite(clip), "above 0");
        within(problems, "--dropout", dropout, dropout >= 0 && dropout < 1, "from 0 to below 1");
        if (maxTokens != 0 && maxTokens < FEWEST_TOKENS) {
            problems.add("--max-tokens: found " + maxTokens + "; expected at least " + FEWEST_TOKENS);
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
    }

    /** These options with so many threads, if they do not say how many: more than eight have little to do each. */
    TrainingOptions on(int cores) {
        return threads != 0
                ? this
                : new TrainingOptions(
                        architecture,
                        epochs,
                        patience,
                        batchTokens,
                        learningRate,
                        warmUp,
                        layerDecay,
                        newRate,
                        weightDecay,
                        clip,
                        dropout,
                        balanced,
                        seed,
                        maxTokens,
                        Math.min(cores, MOST_CORES),
                        checkpointSteps);
    }

    /** Where texts are cut, if that is said. */
    OptionalInt cut() {
        return maxTokens == 0 ? OptionalInt.empty() : OptionalInt.of(maxTokens);
    }

    private static void atLeast(List<String> problems, String option, int found, int least) {
        if (found < least) {
            problems.add(option + ": found " + found + "; expected at least " + least);
        }
    }

    private static void within(List<String> problems, String option, double found, boolean isRight, String expected) {
        if (!isRight) {
            problems.add(option + ": found " + found + "; expected a number " + expected);
        }
    }
}
