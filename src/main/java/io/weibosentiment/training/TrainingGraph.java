package io.weibosentiment.training;

import io.weibosentiment.engine.OfflineEngine;
import io.weibosentiment.engine.SessionConfig;
import io.weibosentiment.model.featurizer.Featurizer;
import io.weibosentiment.model.graph.Dropout;
import io.weibosentiment.model.graph.ModelArchitecture;
import io.weibosentiment.model.graph.TrainableClassifier;
import io.weibosentiment.model.weights.Safetensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** A classifier in TensorFlow: its variables, the graph of a step, and that of its outputs. For one thread. */
final class TrainingGraph implements AutoCloseable {

    private final TrainingOptions options;
    private final Featurizer featurizer;
    private final float[] labelWeights;
    private final Graph graph = new Graph();
    private final Ops tf = Ops.create(graph).withSubScope("training");
    private final GraphVariables variables = new GraphVariables(tf);
    private final TrainableClassifier classifier;
    private final AdamW optimizer;
    private final GraphInputs fed;
    private final List<Safetensors.Header> weights;
    private final List<String> trained;
    private final int shares;
    private final Step step;
    private final Output<?> logits;
    private final Session session;

    /**
     * A graph whose variables have no values yet.
     *
     * @param featurizer makes the inputs; stays open
     * @param labelWeights how much a text of each label counts
     * @param rates what the learning rate is multiplied with, by a weight's name
     */
    TrainingGraph(
            ModelArchitecture architecture,
            TrainingOptions options,
            Featurizer featurizer,
            float[] labelWeights,
            ToDoubleFunction<String> rates,
            OfflineEngine engine) {
        this.options = options;
        this.featurizer = featurizer;
        this.labelWeights = labelWeights.clone();
        this.weights = architecture.weights(LabelOutputs.COUNT);
        this.trained = weights.stream()
                .map(Safetensors.Header::name)
                .filter(architecture::isTrained)
                .toList();
        weights.stream().filter(weight -> trained.contains(weight.name())).forEach(variables::add);
        this.optimizer = new AdamW(tf, options.optimization(), variables, rates);
        weights.stream().filter(weight -> !trained.contains(weight.name())).forEach(variables::add);
        this.classifier = new TrainableClassifier(architecture, LabelOutputs.COUNT, graph, variables::value);
        this.fed = GraphInputs.in(tf);
        // A GPU computes a batch at once; a processor computes as many parts of it as there are threads.
        this.shares = engine.device().isGpu() ? 1 : options.threads();
        this.step = step();
        this.logits = classifier.logits(fed.ids().asOutput(), fed.mask().asOutput());
        this.session = new Session(graph, SessionConfig.of(engine, shares));
    }

    /** The graph of a step. */
    private record Step(Operand<TFloat32> loss, List<Output<?>> gradients, List<Op> updates) {}

    /** The most tokens of a text. */
    int maxTokens() {
        return featurizer.maxTokens();
    }

    /** The weights, without the optimizer's moments. */
    List<Safetensors.Header> weights() {
        return weights;
    }

    /** The weights and the optimizer's moments. */
    List<Safetensors.Header> variables() {
        return variables.headers();
    }

    void set(String name, float[] values) {
        variables.set(session, name, values);
    }

    float[] get(String name) {
        return variables.get(session, name);
    }

    private BatchRun run(Batches.Batch batch, long number) {
        return new BatchRun(session.runner(), fed, featurizer, batch, labelWeights, options.seed(), number);
    }

    /**
     * Learns from a batch.
     *
     * @param number the step's number, from 1
     * @param rate the learning rate
     * @return the loss before the step: the mean cross entropy, with dropout
     */
    float learn(Batches.Batch batch, long number, float rate) {
        try (BatchRun feeds = run(batch, number)) {
            feeds.scalar(fed.rate(), rate);
            feeds.scalar(fed.firstPower(), (float) Math.pow(AdamW.FIRST_DECAY, (double) number));
            feeds.scalar(fed.secondPower(), (float) Math.pow(AdamW.SECOND_DECAY, (double) number));
            step.updates().forEach(feeds::target);
            return feeds.fetch(step.loss().asOutput())[0];
        }
    }

    /** The loss of a batch, with the dropout of step {@code number}; changes nothing. */
    float loss(Batches.Batch batch, long number) {
        try (BatchRun feeds = run(batch, number)) {
            return feeds.fetch(step.loss().asOutput())[0];
        }
    }

    /** The gradient of that loss by the weight {@code name}. */
    float[] gradient(Batches.Batch batch, long number, String name) {
        int index = trained.indexOf(name);
        try (BatchRun feeds = run(batch, number)) {
            return feeds.fetch(step.gradients().get(index));
        }
    }

    /** The outputs for a batch's texts, without dropout, [texts][labels]. */
    float[][] logits(Batches.Batch batch) {
        try (BatchRun feeds = run(batch, 0)) {
            float[] values = feeds.fetch(logits);
            float[][] rows = new float[batch.examples().size()][];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = Arrays.copyOfRange(values, i * LabelOutputs.COUNT, (i + 1) * LabelOutputs.COUNT);
            }
            return rows;
        }
    }

    private Step step() {
        Dropout dropout = options.dropout() == 0 ? Dropout.NONE : new RandomDropout(tf, fed.seed(), options.dropout());
        List<Operand<TFloat32>> losses = new ArrayList<>();
        for (int part = 0; part < shares; part++) {
            losses.add(loss(new TextShare(part, shares), dropout));
        }
        Operand<TFloat32> counted = tf.sum(fed.counts(), tf.constant(new int[] {0}));
        Operand<TFloat32> loss = tf.math.div(tf.math.addN(losses), counted);
        List<Output<?>> values =
                trained.stream().<Output<?>>map(variables::value).toList();
        List<Output<?>> gradients = classifier.gradients(loss.asOutput(), values);
        return new Step(
                loss,
                gradients,
                optimizer.step(gradients, new AdamW.Fed(fed.rate(), fed.firstPower(), fed.secondPower())));
    }

    /** The losses of a share of the batch's texts, added up. */
    private Operand<TFloat32> loss(TextShare share, Dropout dropout) {
        Operand<TInt32> ids = share.of(tf, fed.ids());
        Operand<TInt32> mask = share.of(tf, fed.mask());
        Operand<TFloat32> outputs = AdamW.floats(classifier.learningLogits(ids.asOutput(), mask.asOutput(), dropout));
        Operand<TFloat32> right = tf.oneHot(
                share.of(tf, fed.labels()), tf.constant(LabelOutputs.COUNT), tf.constant(1f), tf.constant(0f));
        Operand<TFloat32> losses =
                tf.nn.softmaxCrossEntropyWithLogits(outputs, right).loss();
        return tf.sum(tf.math.mul(losses, share.of(tf, fed.counts())), tf.constant(new int[] {0}));
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }
}
