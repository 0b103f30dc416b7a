package io.weibosentiment.training;

import io.weibosentiment.InvalidInputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Trains a model from where it is: from the start, or from the newest checkpoint, which leads to the same numbers.
 *
 * @param graph the model
 * @param options how it is trained
 * @param data what it is trained on
 * @param outputs the model's outputs for labels
 * @param identity what checkpoints belong to
 * @param checkpoints where they are
 * @param workplace a local folder for files that pass through
 * @param isStopped whether the training is to end where it is
 */
record Trainer(
        TrainingGraph graph,
        TrainingOptions options,
        TrainingData data,
        LabelOutputs outputs,
        CheckpointFolder.Identity identity,
        CheckpointFolder checkpoints,
        Path workplace,
        BooleanSupplier isStopped) {

    /** So many tokens are judged at once; nothing of theirs is kept for a gradient. */
    private static final int JUDGED_TOKENS = 4096;

    private static final long PROGRESS_NANOS = 2_000_000_000L;

    /**
     * Trains to the end.
     *
     * @return how the model became better; empty if it was stopped before, with a checkpoint of where it was
     * @throws InvalidInputException if the loss is no number, or a checkpoint of another training is found
     */
    Optional<LearningCurve> train() throws IOException {
        Batches batches = new Batches(data.training(), options.passes().batchTokens(), graph.maxTokens());
        Schedule schedule = Schedule.of(
                options.optimization(),
                (long) batches.perEpoch() * options.passes().epochs());
        TrainingState state = resumed().orElseGet(() -> TrainingState.start(schedule.steps()));
        long start = System.nanoTime();
        long shown = start - PROGRESS_NANOS;
        long first = state.step();
        while (!state.isOver(options.passes())) {
            List<Batches.Batch> epoch = batches.shuffled(options.seed(), state.epoch());
            while (state.place() < epoch.size()) {
                long number = state.step() + 1;
                float loss = graph.learn(epoch.get(state.place()), number, schedule.rate(number));
                require(loss, number);
                state = state.after(loss);
                if (System.nanoTime() - shown > PROGRESS_NANOS) {
                    checkpoints.progress(progress(state, schedule, rate(state, first, start)));
                    shown = System.nanoTime();
                }
                if (isStopped.getAsBoolean()) {
                    save(state);
                    return Optional.empty();
                }
                if (state.step() % options.passes().checkpointSteps() == 0) {
                    save(state);
                }
            }
            state = judged(state);
            save(state);
            checkpoints.progress(progress(state, schedule, rate(state, first, start)));
        }
        return Optional.of(new LearningCurve(state.history(), state.losses().points()));
    }

    private Optional<TrainingState> resumed() throws IOException {
        Optional<CheckpointFolder.Saved> saved = checkpoints.newest();
        if (saved.isEmpty()) {
            return Optional.empty();
        }
        CheckpointFolder.Identity other = saved.get().identity();
        if (!other.equals(identity)) {
            throw new InvalidInputException(checkpoints + " has a checkpoint of a training "
                    + (other.options().equals(options)
                            ? "with other texts, or from another model"
                            : "with other options: " + other.options() + "; this one has " + options)
                    + "; give the same to go on, or remove that folder to start anew");
        }
        checkpoints.readNewest(workplace, graph::set);
        return Optional.of(saved.get().state());
    }

    private static void require(double loss, long step) {
        if (!Double.isFinite(loss)) {
            throw new InvalidInputException("the loss is " + loss + " in step " + step
                    + "; expected a number: lower --learning-rate, or check the weights that the training starts from");
        }
    }

    private static TrainingProgress progress(TrainingState state, Schedule schedule, double rate) {
        double loss = state.place() == 0
                ? state.history().get(state.history().size() - 1).trainingLoss()
                : state.meanLoss();
        return new TrainingProgress(state.step(), schedule.steps(), rate, loss, state.history());
    }

    private static double rate(TrainingState state, long first, long start) {
        return (state.step() - first) / ((System.nanoTime() - start) / 1e9);
    }

    private TrainingState judged(TrainingState state) throws IOException {
        EpochFigures figures = figures(state);
        require(figures.loss(), state.step());
        boolean isBest = state.best().map(figures::isBetterThan).orElse(true);
        if (isBest) {
            checkpoints.writeBest(figures.epoch(), graph.weights(), graph::get);
        }
        return state.after(figures);
    }

    private EpochFigures figures(TrainingState state) {
        Confusions confusions = new Confusions(outputs.positive());
        for (Batches.Batch batch : new Batches(data.validation(), JUDGED_TOKENS, graph.maxTokens()).inOrder()) {
            float[][] logits = graph.logits(batch);
            for (int i = 0; i < logits.length; i++) {
                confusions.add(logits[i], batch.examples().get(i).label());
            }
        }
        return confusions.figures(state.epoch(), state.step(), state.meanLoss());
    }

    private void save(TrainingState state) throws IOException {
        checkpoints.write(new CheckpointFolder.Saved(identity, state), graph.variables(), graph::get);
    }
}
