package io.weibosentiment.model.graph;

import io.weibosentiment.model.graph.WeightConstant.Form;
import io.weibosentiment.model.graph.WeightConstant.Part;
import io.weibosentiment.model.weights.Safetensors;
import io.weibosentiment.model.weights.WeightType;
import java.util.List;
import java.util.stream.Stream;
import org.tensorflow.Output;

/** The weights of a graph that is being built as its arithmetic takes them, and its dense layers. */
final class GraphWeights {

    private final BertArchitecture bert;
    private final Arithmetic arithmetic;
    private final GraphOps ops;
    private final WeightNodes nodes;

    GraphWeights(BertArchitecture bert, Arithmetic arithmetic, GraphOps ops, WeightNodes nodes) {
        this.bert = bert;
        this.arithmetic = arithmetic;
        this.ops = ops;
        this.nodes = nodes;
    }

    /** {@code rows} x the kernel + the bias of a layer's module, in the graph's precision. */
    Output<?> dense(Output<?> rows, String name, int inputs, int outputs) {
        return product(rows, kernel(name, arithmetic.type(), inputs, outputs), bias(name, arithmetic.type(), outputs));
    }

    /** The same of a module that is float32 in every precision. */
    Output<?> exactDense(Output<?> rows, String name, int inputs, int outputs) {
        return ops.dense(
                rows,
                nodes.node(kernel(name, WeightType.FLOAT32, inputs, outputs)),
                nodes.node(bias(name, WeightType.FLOAT32, outputs)));
    }

    /** The same of a head's wide module, in bfloat16 where that is the graph's precision, else float32. */
    Output<?> headDense(Output<?> rows, String name, int inputs, int outputs) {
        return arithmetic == Arithmetic.INT8
                ? exactDense(rows, name, inputs, outputs)
                : dense(rows, name, inputs, outputs);
    }

    /** A kernel without a bias that is float32 in every precision. */
    Output<?> exactKernel(String name, int inputs, int outputs) {
        return nodes.node(kernel(name, WeightType.FLOAT32, inputs, outputs));
    }

    /** The same of a square one. */
    Output<?> exactKernel(String name, int width) {
        return exactKernel(name, width, width);
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
            return ops.dense(rows, nodes.node(rounded(kernel)), nodes.node(rounded(bias)));
        }
        return Int8Rows.dense(
                ops,
                rows,
                nodes.node(kernel.as(Form.INT8)),
                nodes.node(kernel.as(Form.MAXIMA)),
                nodes.node(kernel.as(Form.CORRECTIONS)),
                nodes.node(bias));
    }

    /** A weight as this graph's products take it. */
    private WeightConstant rounded(WeightConstant weight) {
        return arithmetic == Arithmetic.ROUNDED_BFLOAT16 ? weight.as(Form.ROUNDED_BFLOAT16) : weight;
    }

    /** A weight that is float32 in every precision: an embedding table. */
    Output<?> table(String name) {
        return nodes.node(weight(name, WeightType.FLOAT32));
    }

    /** One of the embeddings' normalization's vectors, which is float32 in every precision. */
    Output<?> exactVector(String name) {
        return nodes.node(weight(name, WeightType.FLOAT32));
    }

    /** One of another normalization's vectors, in the graph's precision. */
    Output<?> vector(String name) {
        return nodes.node(rounded(weight(name, arithmetic.type())));
    }

    private WeightConstant weight(String name, WeightType type) {
        Safetensors.Header header = bert.encoderWeights().stream()
                .filter(weight -> weight.name().equals(name))
                .findFirst()
                .orElseThrow();
        boolean vector = header.shape().size() == 1;
        int columns = header.shape().get(header.shape().size() - 1);
        return new WeightConstant(
                name, type, vector ? 1 : header.shape().get(0), vector, List.of(new Part(name, columns, 1)));
    }
}
