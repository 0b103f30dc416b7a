package io.weibosentiment.model.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;

/**
 * The gradients of a graph, parts of which TensorFlow cannot differentiate: its loops. Values behind such a part are cut off
 * from it. TensorFlow gives the gradients from the loss down to the cuts; from a cut's gradient a rule makes those of what
 * the part was made of, and TensorFlow goes on from there.
 */
final class Backpropagation {

    private final Graph graph;
    private final GraphOps ops;
    private final List<Cut> cuts = new ArrayList<>();
    private int calls;

    Backpropagation(Graph graph, GraphOps ops) {
        this.graph = graph;
        this.ops = ops;
    }

    /** How the gradient of a part's result becomes those of its inputs, in their order. */
    @FunctionalInterface
    interface Rule {
        List<Output<?>> inputs(Output<?> gradient);
    }

    /** The part's result as what follows it sees it. */
    private record Cut(Output<?> result, List<Output<?>> inputs, Rule rule) {}

    /**
     * {@code result} for what follows.
     *
     * @param inputs what the part made it of
     * @param rule the part's derivative
     */
    Output<?> cut(Output<?> result, List<Output<?>> inputs, Rule rule) {
        Cut cut = new Cut(ops.detached(result), List.copyOf(inputs), rule);
        cuts.add(cut);
        return cut.result();
    }

    /** {@code value} for what follows, whose gradients from several sides are added up before they go on. */
    Output<?> gathered(Output<?> value) {
        return cut(value, List.of(value), List::of);
    }

    /**
     * The gradients of {@code loss}, one number, by {@code weights}, in their order.
     *
     * @throws IllegalArgumentException if the loss does not depend on one of them
     */
    List<Output<?>> gradients(Output<?> loss, List<Output<?>> weights) {
        Map<String, List<Output<?>>> found = new HashMap<>();
        List<Output<?>> targets = new ArrayList<>(weights);
        cuts.forEach(cut -> targets.add(cut.result()));
        add(found, List.of(loss), List.of(), targets);
        List<Cut> fromLast = new ArrayList<>(cuts);
        Collections.reverse(fromLast);
        for (Cut cut : fromLast) {
            if (found.containsKey(key(cut.result()))) {
                add(found, cut.inputs(), cut.rule().inputs(sum(found, cut.result())), targets);
            }
        }
        return weights.stream().<Output<?>>map(weight -> sum(found, weight)).toList();
    }

    private void add(
            Map<String, List<Output<?>>> found,
            List<Output<?>> values,
            List<Output<?>> gradients,
            List<Output<?>> targets) {
        Set<String> reached = reached(values);
        List<Output<?>> by = targets.stream()
                .filter(target -> reached.contains(target.op().name()))
                .toList();
        Output<?>[] results = graph.addGradients(
                "gradients_" + ++calls,
                values.toArray(Output<?>[]::new),
                by.toArray(Output<?>[]::new),
                gradients.isEmpty() ? null : gradients.toArray(Output<?>[]::new));
        for (int i = 0; i < results.length; i++) {
            found.computeIfAbsent(key(by.get(i)), unused -> new ArrayList<>()).add(results[i]);
        }
    }

    /** The names of the operations that {@code values} are made of, down to cuts. */
    private static Set<String> reached(List<Output<?>> values) {
        Set<String> names = new HashSet<>();
        Deque<GraphOperation> open = new ArrayDeque<>();
        values.forEach(value -> open.push((GraphOperation) value.op()));
        while (!open.isEmpty()) {
            GraphOperation operation = open.pop();
            if (names.add(operation.name())) {
                for (Operand<?> input : operation.inputs()) {
                    open.push((GraphOperation) input.op());
                }
            }
        }
        return names;
    }

    private Output<?> sum(Map<String, List<Output<?>>> found, Output<?> of) {
        List<Output<?>> parts = found.get(key(of));
        if (parts == null) {
            throw new IllegalArgumentException(
                    "the loss does not depend on " + of.op().name());
        }
        return parts.size() == 1 ? parts.get(0) : ops.sum(parts);
    }

    private static String key(Output<?> output) {
        return output.op().name() + ":" + output.index();
    }
}
