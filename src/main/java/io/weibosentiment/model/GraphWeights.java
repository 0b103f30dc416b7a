package io.weibosentiment.model;

import io.weibosentiment.model.WeightConstant.Part;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/** The weights of a graph that is being built: each is one node, however many signatures use it. */
final class GraphWeights {

    private final BertArchitecture bert;
    private final WeightType arithmetic;
    private final GraphOps ops;
    private final Map<String, WeightConstant> constants = new LinkedHashMap<>();
    private final Map<String, Output<?>> nodes = new LinkedHashMap<>();

    GraphWeights(BertArchitecture bert, WeightType arithmetic, GraphOps ops) {
        this.bert = bert;
        this.arithmetic = arithmetic;
        this.ops = ops;
    }

    /** Every weight used so far, by the name of the placeholder that stands for it. */
    Map<String, WeightConstant> constants() {
        return Collections.unmodifiableMap(constants);
    }

    /** {@code rows} x the kernel + the bias of the module {@code name}. */
    Output<?> dense(Output<?> rows, String name, WeightType type, int inputs, int outputs) {
        Output<?> kernel = constant(new WeightConstant(
                name + ".kernel", type, inputs, false, List.of(new Part(name + ".kernel", outputs, 1))));
        Output<?> bias = constant(
                new WeightConstant(name + ".bias", type, 1, true, List.of(new Part(name + ".bias", outputs, 1))));
        return ops.dense(rows, kernel, bias);
    }

    /** Several weights of a layer as one, those of the query scaled as attention asks for. */
    Output<?> sideBySide(String node, int rows, boolean vector, String layer, String... modules) {
        float queryFactor = (float) (1 / Math.sqrt(bert.headSize()));
        String suffix = vector ? ".bias" : ".kernel";
        List<Part> parts = Stream.of(modules)
                .map(module ->
                        new Part(layer + module + suffix, bert.hidden(), module.equals("query") ? queryFactor : 1))
                .toList();
        return constant(new WeightConstant(node, arithmetic, rows, vector, parts));
    }

    /** A weight that is float32 in every precision: an embedding table. */
    Output<?> table(String name) {
        return weight(name, WeightType.FLOAT32);
    }

    /** One of a normalization's vectors, in the type of the rows it is applied to. */
    Output<?> vector(String name, Output<?> rows) {
        return weight(name, rows.dataType() == DataType.DT_FLOAT ? WeightType.FLOAT32 : arithmetic);
    }

    private Output<?> weight(String name, WeightType type) {
        Safetensors.Header header = bert.weights().stream()
                .filter(weight -> weight.name().equals(name))
                .findFirst()
                .orElseThrow();
        boolean vector = header.shape().size() == 1;
        int columns = header.shape().get(header.shape().size() - 1);
        return constant(new WeightConstant(
                name, type, vector ? 1 : header.shape().get(0), vector, List.of(new Part(name, columns, 1))));
    }

    private Output<?> constant(WeightConstant constant) {
        String node = "weights/" + constant.node();
        return nodes.computeIfAbsent(node, name -> {
            constants.put(name, constant);
            DataType type = constant.type() == WeightType.BFLOAT16 ? DataType.DT_BFLOAT16 : DataType.DT_FLOAT;
            return ops.placeholder(name, type, constant.shape());
        });
    }
}
