package io.weibosentiment.model.graph;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.Output;

/**
 * Where weights become nodes of a graph, each one node however often it is used: placeholders that {@link
 * SavedModelWriter} turns into constants.
 */
final class FrozenWeights implements WeightNodes {

    private final GraphOps ops;
    private final Map<String, WeightConstant> constants = new LinkedHashMap<>();
    private final Map<String, Output<?>> nodes = new LinkedHashMap<>();

    FrozenWeights(GraphOps ops) {
        this.ops = ops;
    }

    @Override
    public Output<?> node(WeightConstant weight) {
        String node = "weights/" + weight.node();
        return nodes.computeIfAbsent(node, name -> {
            constants.put(name, weight);
            return ops.placeholder(name, weight.dataType(), weight.shape());
        });
    }

    /** Every weight used so far, by the name of its placeholder. */
    Map<String, WeightConstant> constants() {
        return Collections.unmodifiableMap(constants);
    }
}
