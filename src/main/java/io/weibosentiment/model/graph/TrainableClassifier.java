package io.weibosentiment.model.graph;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.tensorflow.Graph;
import org.tensorflow.Output;

/**
 * A classifier's graph over values that change while it is trained. It is made of the same parts as the graph that a bundle
 * is run with, in float32.
 */
public final class TrainableClassifier {

    private final ModelArchitecture architecture;
    private final int labels;
    private final GraphOps ops;
    private final WeightNodes nodes;
    private final Backpropagation backpropagation;

    /**
     * A classifier in {@code graph}, which no other is built in.
     *
     * @param labels how many outputs it has
     * @param weights the node of each weight of {@link ModelArchitecture#weights(int)} by its name
     */
    public TrainableClassifier(
            ModelArchitecture architecture, int labels, Graph graph, Function<String, Output<?>> weights) {
        this.architecture = architecture;
        this.labels = labels;
        this.ops = new GraphOps(graph, Normalization.STEPS);
        this.nodes = new Composed(ops, weights);
        this.backpropagation = new Backpropagation(graph, ops);
    }

    /** Puts weights side by side where a graph has them so, as factors and whole values. */
    private static final class Composed implements WeightNodes {

        private final GraphOps ops;
        private final Function<String, Output<?>> weights;
        private final Map<String, Output<?>> composed = new HashMap<>();

        Composed(GraphOps ops, Function<String, Output<?>> weights) {
            this.ops = ops;
            this.weights = weights;
        }

        @Override
        public Output<?> node(WeightConstant weight) {
            return composed.computeIfAbsent(weight.node(), name -> {
                List<Output<?>> parts =
                        weight.parts().stream().<Output<?>>map(this::part).toList();
                return parts.size() == 1 ? parts.get(0) : ops.concat(parts, weight.vector() ? 0 : 1);
            });
        }

        private Output<?> part(WeightConstant.Part part) {
            Output<?> value = weights.apply(part.weight());
            return part.factor() == 1 ? value : ops.multiply(value, ops.ops().constant(part.factor()));
        }
    }

    /**
     * The outputs, float32 [texts, labels].
     *
     * @param ids int32 [texts, tokens]; of a model that reads several sequences, [texts, sequences x tokens]
     * @param mask int32 [texts, tokens], 1 for tokens and 0 for padding; not looked at where ids say that
     */
    public Output<?> logits(Output<?> ids, Output<?> mask) {
        return architecture instanceof KeammArchitecture keamm
                ? new KeammNetwork(keamm, labels, ops, nodes, Dropout.NONE, GatedRecurrence.LOOP).logits(ids)
                : logits(ids, mask, Dropout.NONE, Recurrence.LOOP, UnaryOperator.identity());
    }

    /**
     * The same with dropout, for a loss that has {@link #gradients}.
     *
     * @param dropout what is dropped
     */
    public Output<?> learningLogits(Output<?> ids, Output<?> mask, Dropout dropout) {
        return architecture instanceof KeammArchitecture keamm
                ? new KeammNetwork(keamm, labels, ops, nodes, dropout, GatedRecurrence.trained(backpropagation))
                        .logits(ids)
                : logits(ids, mask, dropout, Recurrence.trained(backpropagation), backpropagation::gathered);
    }

    private Output<?> logits(
            Output<?> ids,
            Output<?> mask,
            Dropout dropout,
            Recurrence recurrence,
            UnaryOperator<Output<?>> lastOfAllTokens) {
        BertArchitecture bert = (BertArchitecture) architecture;
        GraphParts parts = GraphParts.of(bert, Arithmetic.FLOAT32, ops, nodes, dropout);
        ClassifierHead head = ClassifierHeads.of(bert, labels, parts, recurrence);
        BatchShape shape = BatchShape.of(ops, ids);
        Output<?> types = ops.apply("ZerosLike", ids);
        Output<?> last = parts.encoder().masked(ids, mask, types, shape, head.rows());
        Output<?> rows = head.rows() == Rows.ALL_TOKENS ? lastOfAllTokens.apply(last) : last;
        return head.logits(rows, shape, Optional.of(mask));
    }

    /**
     * The gradients of a loss by values that the graph's weights were given as, in their order.
     *
     * @param loss one number, made of {@link #learningLogits}; the only one in this graph
     * @param weights values that the loss depends on
     */
    public List<Output<?>> gradients(Output<?> loss, List<Output<?>> weights) {
        return backpropagation.gradients(loss, weights);
    }
}
