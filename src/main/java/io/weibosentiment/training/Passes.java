package io.weibosentiment.training;

import java.io.Serializable;

/**
 * How often and in which portions the examples are seen.
 *
 * @param epochs how often every example is seen, at most
 * @param patience after so many epochs that are no better than the best, training ends
 * @param batchTokens the tokens of a batch, padding included
 * @param checkpointSteps after so many steps a checkpoint is written, and after each epoch
 */
public record Passes(int epochs, int patience, int batchTokens, int checkpointSteps) implements Serializable {

    void check(OptionProblems problems) {
        problems.atLeast("--epochs", epochs, 1);
        problems.atLeast("--patience", patience, 1);
        problems.atLeast("--batch-tokens", batchTokens, TrainingOptions.FEWEST_TOKENS);
        problems.atLeast("--checkpoint-steps", checkpointSteps, 1);
    }
}
