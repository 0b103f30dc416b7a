package io.weibosentiment.training;

import io.weibosentiment.model.weights.Safetensors;
import io.weibosentiment.training.GraphVariables.Variable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter 2019, algorithm 2), in the form that TensorFlow computes: its
 * epsilon is added to the root of the second moment before that is corrected (Kingma and Ba 2015, end of section 2).
 * Gradients are scaled down to a common norm before (Pascanu et al. 2013). Vectors do not decay.
 */
final class AdamW {

    static final float FIRST_DECAY = 0.9f;
    static final float SECOND_DECAY = 0.999f;
    private static final float EPSILON = 1e-8f;

    static final String FIRST = "first moment of ";
    static final String SECOND = "second moment of ";

    private final Ops tf;
    private final Optimization options;
    private final Map<String, Variable> moments = new LinkedHashMap<>();
    private final List<Variable> weights;
    private final ToDoubleFunction<String> rates;

    /**
     * An optimizer of the weights in {@code variables}; it adds the moments to them.
     *
     * @param rates what the rate is multiplied with, by a weight's name
     */
    AdamW(Ops tf, Optimization options, GraphVariables variables, ToDoubleFunction<String> rates) {
        this.tf = tf;
        this.options = options;
        this.rates = rates;
        this.weights = List.copyOf(variables.all().values());
        for (Variable weight : weights) {
            for (String moment : List.of(FIRST, SECOND)) {
                String name = moment + weight.header().name();
                moments.put(
                        name,
                        variables.add(
                                new Safetensors.Header(name, weight.header().shape())));
            }
        }
    }

    /**
     * What is fed for each step.
     *
     * @param learningRate the rate
     * @param firstPower the decay of the first moment to the power of the step
     * @param secondPower the same of the second
     */
    record Fed(Operand<TFloat32> learningRate, Operand<TFloat32> firstPower, Operand<TFloat32> secondPower) {}

    /** The operations that change every weight by one step down {@code gradients}, which are in the weights' order. */
    List<Op> step(List<Output<?>> gradients, Fed fed) {
        List<Operand<TFloat32>> squares = new ArrayList<>();
        for (Output<?> gradient : gradients) {
            squares.add(tf.nn.l2Loss(floats(gradient)));
        }
        Operand<TFloat32> norm = tf.math.sqrt(tf.math.mul(tf.math.addN(squares), tf.constant(2f)));
        Operand<TFloat32> factor = tf.math.minimum(
                tf.constant(1f),
                tf.math.div(tf.constant((float) options.clip()), tf.math.add(norm, tf.constant(1e-6f))));
        List<Op> updates = new ArrayList<>();
        for (int i = 0; i < weights.size(); i++) {
            updates.add(update(weights.get(i), tf.math.mul(floats(gradients.get(i)), factor), factor, fed));
        }
        return updates;
    }

    private Op update(Variable weight, Operand<TFloat32> gradient, Operand<TFloat32> factor, Fed fed) {
        String name = weight.header().name();
        Operand<TFloat32> rate = tf.math.mul(fed.learningRate(), tf.constant((float) rates.applyAsDouble(name)));
        Ops after = tf.withControlDependencies(gradient);
        boolean decays = weight.header().shape().size() > 1 && options.weightDecay() > 0;
        if (decays) {
            Operand<TFloat32> lost =
                    after.math.mul(after.math.mul(rate, tf.constant((float) options.weightDecay())), weight.value());
            Op decay = tf.withControlDependencies(gradient, factor).assignSubVariableOp(weight.handle(), lost);
            after = tf.withControlDependencies(decay);
        }
        return after.train.resourceApplyAdam(
                weight.handle(),
                moments.get(FIRST + name).handle(),
                moments.get(SECOND + name).handle(),
                fed.firstPower(),
                fed.secondPower(),
                rate,
                tf.constant(FIRST_DECAY),
                tf.constant(SECOND_DECAY),
                tf.constant(EPSILON),
                gradient);
    }

    @SuppressWarnings("unchecked") // every value of the graph is float32
    static Operand<TFloat32> floats(Output<?> output) {
        return (Operand<TFloat32>) output;
    }
}
