package io.weibosentiment.model.graph;

import io.weibosentiment.model.graph.WeightConstant.Form;
import io.weibosentiment.model.graph.WeightConstant.Part;
import io.weibosentiment.model.weights.Safetensors;
import io.weibosentiment.model.weights.WeightType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.tensorflow.Output;

/** The weights of a graph that is being built, and its dense layers: each weight is one node, however many signatures use it. */
final class GraphWeights {

    private final BertArchitecture bert;
    private final Arithmetic arithmetic;
    private final GraphOps ops;
    private final Map<String, WeightConstant> constants = new LinkedHashMap<>();
    private final Map<String, Output<?>> nodes = new LinkedHashMap<>();

    GraphWeights(BertArchitecture bert, Arithmetic arithmetic, GraphOps ops) {
        this.bert = bert;
        this.arithmetic = arithmetic;
        this.ops = ops;
    }

    /** Every weight used so far, by the name of the placeholder that stands for it. */
    Map<String, WeightConstant> constants() {
        return Collections.unmodifiableMap(constants);
    }

    /** {@code rows} x the kernel + the bias of a layer's module, in the graph's precision. */
    Output<?> dense(Output<?> rows, String name, int inputs, int outputs) {
        return product(rows, kernel(name, arithmetic.type(), inputs, outputs), bias(name, arithmetic.type(), outputs));
    }

    /** The same of a module that is float32 in every precision. */
    Output<?> exactDense(Output<?> rows, String name, int inputs, int outputs) {
        return ops.dense(
                rows,
                constant(kernel(name, WeightType.FLOAT32, inputs, outputs)),
                constant(bias(name, WeightType.FLOAT32, outputs)));
    }

    /** Several modules of a layer as one product; the query is scaled as attention asks for. */
    Output<?> denseSideBySide(Output<?> rows, String node, String layer, String... modules) {
        return product(
                rows,
                new WeightConstant(
                        layer + node + ".kernel",
                        arithmetic.type(),
                        bert.hidden(),
                        false,
                        parts(layer, ".kernel", modules)),
                new WeightConstant(layer + node + ".bias", arithmetic.type(), 1, true, parts(layer, ".bias", modules)));
    }

    private List<Part> parts(String layer, String suffix, String... modules) {
        float queryFactor = (float) (1 / Math.sqrt(bert.headSize()));
        return Stream.of(modules)
                .map(module ->
                        new Part(layer + module + suffix, bert.hidden(), module.equals("query") ? queryFactor : 1))
                .toList();
    }

    private static WeightConstant kernel(String name, WeightType type, int inputs, int outputs) {
        return new WeightConstant(
                name + ".kernel", type, inputs, false, List.of(new Part(name + ".kernel", outputs, 1)));
    }

    private static WeightConstant bias(String name, WeightType type, int outputs) {
        return new WeightConstant(name + ".bias", type, 1, true, List.of(new Part(name + ".bias", outputs, 1)));
    }

    private Output<?> product(Output<?> rows, WeightConstant kernel, WeightConstant bias) {
        if (arithmetic != Arithmetic.INT8) {
            return ops.dense(rows, constant(rounded(kernel)), constant(rounded(bias)));
        }
        return ops.int8Dense(
                rows,
                constant(kernel.as(Form.INT8)),
                constant(kernel.as(Form.MAXIMA)),
                constant(kernel.as(Form.CORRECTIONS)),
                constant(bias));
    }

    /** A weight as this graph's products take it. */
    private WeightConstant rounded(WeightConstant weight) {
        return arithmetic == Arithmetic.ROUNDED_BFLOAT16 ? weight.as(Form.ROUNDED_BFLOAT16) : weight;
    }

    /** A weight that is float32 in every precision: an embedding table. */
    Output<?> table(String name) {
        return constant(weight(name, WeightType.FLOAT32));
    }

    /** One of the embeddings' normalization's vectors, which is float32 in every precision. */
    Output<?> exactVector(String name) {
        return constant(weight(name, WeightType.FLOAT32));
    }

    /** One of another normalization's vectors, in the graph's precision. */
    Output<?> vector(String name) {
        return constant(rounded(weight(name, arithmetic.type())));
    }

    private WeightConstant weight(String name, WeightType type) {
        Safetensors.Header header = bert.weights().stream()
                .filter(weight -> weight.name().equals(name))
                .findFirst()
                .orElseThrow();
        boolean vector = header.shape().size() == 1;
        int columns = header.shape().get(header.shape().size() - 1);
        return new WeightConstant(
                name, type, vector ? 1 : header.shape().get(0), vector, List.of(new Part(name, columns, 1)));
    }

    private Output<?> constant(WeightConstant constant) {
        String node = "weights/" + constant.node();
        return nodes.computeIfAbsent(node, name -> {
            constants.put(name, constant);
            return ops.placeholder(name, constant.dataType(), constant.shape());
        });
    }
}
