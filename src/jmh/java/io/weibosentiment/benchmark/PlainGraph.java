package io.weibosentiment.benchmark;

import io.weibosentiment.config.Precision;
import io.weibosentiment.model.graph.BertArchitecture;
import io.weibosentiment.model.weights.Safetensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/**
 * The graph that Transformers' TFBertForSequenceClassification exports, in float32, its variables frozen: every row
 * goes through every layer, query, key and value are products of their own, a dense layer on three dimensions is a
 * product between two reshapes, and layer normalization is moments and a chain of operations.
 */
final class PlainGraph implements AutoCloseable {

    static final String IDS = "input_ids";
    static final String MASK = "attention_mask";
    static final String TYPES = "token_type_ids";
    static final String LOGITS = "logits";

    private static final int LABELS = 2;
    private static final float MASKED = -10000;

    private final BertArchitecture bert;
    private final Safetensors weights;
    private final GraphNodes nodes = new GraphNodes();
    private Output<?> texts;
    private Output<?> tokens;

    private PlainGraph(BertArchitecture bert, Safetensors weights) {
        this.bert = bert;
        this.weights = weights;
        Output<?> ids = nodes.input(IDS);
        List<Output<?>> sizes = nodes.sizes(ids);
        this.texts = sizes.get(0);
        this.tokens = sizes.get(1);
        this.ids = ids;
    }

    private final Output<?> ids;

    /** Builds the graph from a bundle's weights and saves it in {@code folder}. */
    static Path save(BertArchitecture bert, Path weights, Path folder) throws IOException {
        try (PlainGraph graph = new PlainGraph(bert, Safetensors.open(weights))) {
            Output<?> mask = graph.nodes.input(MASK);
            Output<?> types = graph.nodes.input(TYPES);
            Output<?> logits = graph.nodes.named(LOGITS, graph.logits(mask, types));
            return graph.nodes.save(folder, List.of(graph.ids, mask, types), logits);
        }
    }

    private Output<?> logits(Output<?> mask, Output<?> types) throws IOException {
        Output<?> rows = embeddings(types);
        Output<?> open = nodes.cast(mask, DataType.DT_FLOAT);
        Output<?> bias = nodes.node(
                "Mul",
                nodes.node("Sub", nodes.number(1), nodes.node("Reshape", open, shape(texts, 1, 1, tokens))),
                nodes.number(MASKED));
        for (int i = 0; i < bert.layers(); i++) {
            rows = layer(rows, bias, "layer." + i + ".");
        }
        Output<?> first = nodes.builder(
                        "StridedSlice", rows, nodes.integers(0, 0), nodes.integers(0, 1), nodes.integers(1, 1))
                .setAttr("begin_mask", 1)
                .setAttr("end_mask", 1)
                .setAttr("shrink_axis_mask", 2)
                .build()
                .output(0);
        Output<?> pooled = nodes.node("Tanh", product(first, "pooler", bert.hidden(), bert.hidden()));
        return product(pooled, "classifier", bert.hidden(), LABELS);
    }

    private Output<?> embeddings(Output<?> types) throws IOException {
        Output<?> zero = nodes.integer(0);
        Output<?> words = nodes.node("GatherV2", table("embeddings.word", bert.vocabulary()), ids, zero);
        Output<?> places = nodes.node("Range", zero, tokens, nodes.integer(1));
        Output<?> positions = nodes.node("GatherV2", table("embeddings.position", bert.positions()), places, zero);
        Output<?> kinds = nodes.node("GatherV2", table("embeddings.token_type", bert.tokenTypes()), types, zero);
        return normalize(nodes.node("AddV2", nodes.node("AddV2", words, positions), kinds), "embeddings.norm");
    }

    private Output<?> layer(Output<?> rows, Output<?> bias, String name) throws IOException {
        Output<?> query = heads(dense(rows, name + "query", bert.hidden(), bert.hidden()));
        Output<?> key = heads(dense(rows, name + "key", bert.hidden(), bert.hidden()));
        Output<?> value = heads(dense(rows, name + "value", bert.hidden(), bert.hidden()));
        Output<?> products = nodes.builder("BatchMatMulV2", query, key)
                .setAttr("adj_y", true)
                .build()
                .output(0);
        float headSize = (float) bert.hidden() / bert.heads();
        Output<?> scores =
                nodes.node("AddV2", nodes.node("RealDiv", products, nodes.number((float) Math.sqrt(headSize))), bias);
        Output<?> mixed = nodes.node("BatchMatMulV2", nodes.node("Softmax", scores), value);
        Output<?> joined = nodes.node(
                "Reshape",
                nodes.node("Transpose", mixed, nodes.integers(0, 2, 1, 3)),
                shape(texts, tokens, bert.hidden()));
        Output<?> attention = normalize(
                nodes.node("AddV2", dense(joined, name + "attention", bert.hidden(), bert.hidden()), rows),
                name + "attention.norm");
        Output<?> wide = activate(dense(attention, name + "expand", bert.hidden(), bert.intermediate()));
        Output<?> narrow = dense(wide, name + "contract", bert.intermediate(), bert.hidden());
        return normalize(nodes.node("AddV2", narrow, attention), name + "output.norm");
    }

    private Output<?> heads(Output<?> rows) {
        Output<?> apart = nodes.node("Reshape", rows, shape(texts, tokens, bert.heads(), bert.hidden() / bert.heads()));
        return nodes.node("Transpose", apart, nodes.integers(0, 2, 1, 3));
    }

    /** As Keras does on three dimensions: a product of matrices between two reshapes, then the bias. */
    private Output<?> dense(Output<?> rows, String name, int inputs, int outputs) throws IOException {
        Output<?> flat = nodes.node("Reshape", rows, shape(-1, inputs));
        Output<?> product = nodes.node("MatMul", flat, constant(name + ".kernel", inputs, outputs));
        return nodes.node(
                "BiasAdd",
                nodes.node("Reshape", product, shape(texts, tokens, outputs)),
                constant(name + ".bias", outputs));
    }

    private Output<?> product(Output<?> rows, String name, int inputs, int outputs) throws IOException {
        return nodes.node(
                "BiasAdd",
                nodes.node("MatMul", rows, constant(name + ".kernel", inputs, outputs)),
                constant(name + ".bias", outputs));
    }

    private Output<?> activate(Output<?> value) {
        return switch (bert.activation()) {
            case GELU -> {
                Output<?> erf = nodes.node("Erf", nodes.node("RealDiv", value, nodes.number((float) Math.sqrt(2))));
                Output<?> half = nodes.node("Mul", nodes.number(0.5f), value);
                yield nodes.node("Mul", half, nodes.node("AddV2", nodes.number(1), erf));
            }
            case GELU_TANH -> throw new IllegalArgumentException("the plain graph knows no GELU by tanh");
            case RELU -> nodes.node("Relu", value);
            case SILU -> nodes.node("Mul", value, nodes.node("Sigmoid", value));
            case TANH -> nodes.node("Tanh", value);
        };
    }

    private Output<?> normalize(Output<?> rows, String name) throws IOException {
        Output<?> mean = mean(rows);
        Output<?> variance = mean(nodes.node("SquaredDifference", rows, nodes.node("StopGradient", mean)));
        Output<?> deviation = nodes.node("Rsqrt", nodes.node("AddV2", variance, nodes.number((float) bert.epsilon())));
        Output<?> factor = nodes.node("Mul", deviation, constant(name + ".scale", bert.hidden()));
        Output<?> shift = nodes.node("Sub", constant(name + ".offset", bert.hidden()), nodes.node("Mul", mean, factor));
        return nodes.node("AddV2", nodes.node("Mul", rows, factor), shift);
    }

    private Output<?> mean(Output<?> rows) {
        return nodes.builder("Mean", rows, nodes.integers(-1))
                .setAttr("keep_dims", true)
                .build()
                .output(0);
    }

    private Output<?> table(String name, int rows) throws IOException {
        return constant(name, rows, bert.hidden());
    }

    private Output<?> constant(String name, long... shape) throws IOException {
        return nodes.constant(Precision.FLOAT32, weights.reader(name).all(), shape);
    }

    private Output<?> shape(Object... sizes) {
        Output<?>[] outputs = new Output<?>[sizes.length];
        for (int i = 0; i < sizes.length; i++) {
            outputs[i] = sizes[i] instanceof Integer number ? nodes.integer(number) : (Output<?>) sizes[i];
        }
        return nodes.stack(outputs);
    }

    @Override
    public void close() {
        nodes.close();
    }
}
