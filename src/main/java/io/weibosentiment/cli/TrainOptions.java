package io.weibosentiment.cli;

import io.weibosentiment.training.Architecture;
import io.weibosentiment.training.EmoticonUse;
import io.weibosentiment.training.Optimization;
import io.weibosentiment.training.Passes;
import io.weibosentiment.training.TrainingOptions;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** The options of how a model is trained. */
final class TrainOptions {

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "How often every text is seen, at most (3; of a keamm 8).")
    private Optional<Integer> epochs = Optional.empty();

    @Option(
            names = "--patience",
            paramLabel = "N",
            defaultValue = "2",
            description = "Ends after so many epochs that are no better than the best (${DEFAULT-VALUE}).")
    private int patience;

    @Option(
            names = "--batch-tokens",
            paramLabel = "N",
            defaultValue = "1536",
            description = "The tokens of a batch, padding included (${DEFAULT-VALUE}).")
    private int batchTokens;

    @Option(
            names = "--learning-rate",
            paramLabel = "R",
            description = "The highest learning rate (5e-5; of a keamm 2e-3).")
    private Optional<Double> learningRate = Optional.empty();

    @Option(
            names = "--warm-up",
            paramLabel = "SHARE",
            defaultValue = "0.1",
            description = "The share of steps in which the rate rises; then it falls to 0 (${DEFAULT-VALUE}).")
    private double warmUp;

    @Option(
            names = "--layer-decay",
            paramLabel = "F",
            defaultValue = "1",
            description = "What the rate is multiplied with from each layer to the one below (${DEFAULT-VALUE}).")
    private double layerDecay;

    @Option(
            names = "--new-rate",
            paramLabel = "F",
            defaultValue = "10",
            description = "What the rate is multiplied with for weights that the first model lacks (${DEFAULT-VALUE}).")
    private double newRate;

    @Option(
            names = "--weight-decay",
            paramLabel = "F",
            defaultValue = "0.01",
            description = "The weight decay of AdamW (${DEFAULT-VALUE}).")
    private double weightDecay;

    @Option(
            names = "--clip",
            paramLabel = "NORM",
            defaultValue = "1",
            description = "The largest norm of all gradients together (${DEFAULT-VALUE}).")
    private double clip;

    @Option(
            names = "--dropout",
            paramLabel = "SHARE",
            defaultValue = "0.1",
            description = "The share of values that are dropped (${DEFAULT-VALUE}).")
    private double dropout;

    @Option(
            names = "--balanced",
            description =
                    "Both labels count the same, however many texts have each; scores then lean to the rarer one.")
    private boolean isBalanced;

    @Option(
            names = "--emoticons",
            paramLabel = "kept|masked",
            defaultValue = "kept",
            description =
                    "masked: takes emoticons out of the texts that the model learns from and is judged by, not out of"
                            + " those that its bundle scores (${DEFAULT-VALUE}).")
    private String emoticons;

    @Option(
            names = "--max-tokens",
            paramLabel = "N",
            description =
                    "The number of tokens that texts are cut at, here and when the bundle scores (default: the first"
                            + " model's; of a keamm 128, and 2048 at most).")
    private int maxTokens;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "The same seed gives the same result (${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "How many parts of a batch are computed at the same time; the result depends on it in its last"
                            + " digits (default: the cores of a task, in a local run all; at most 8).")
    private int threads;

    @Option(
            names = "--checkpoint-steps",
            paramLabel = "N",
            defaultValue = "500",
            description = "Writes a checkpoint after so many steps, and after each epoch (${DEFAULT-VALUE}).")
    private int checkpointSteps;

    /** @param configured where texts are cut according to the configuration */
    TrainingOptions of(Architecture architecture, OptionalInt configured) {
        return new TrainingOptions(
                architecture,
                new Passes(epochs.orElseGet(architecture::epochs), patience, batchTokens, checkpointSteps),
                new Optimization(
                        learningRate.orElseGet(architecture::learningRate),
                        warmUp,
                        layerDecay,
                        newRate,
                        weightDecay,
                        clip),
                EmoticonUse.of(emoticons),
                dropout,
                isBalanced,
                seed,
                maxTokens == 0 ? configured.orElse(0) : maxTokens,
                threads);
    }
}
