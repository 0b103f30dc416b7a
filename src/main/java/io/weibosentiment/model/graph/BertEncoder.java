package io.weibosentiment.model.graph;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/**
 * The layers of a BERT, in a graph that is being built.
 *
 * <p>A text's values do not depend on the texts beside it, to the bit: every row of a product is added up in the same
 * order however many rows there are ({@link #product}).
 */
final class BertEncoder {

    /**
     * For fewer rows than this oneDNN 3.3 has kernels of their own (jit_brgemm_inner_product_utils.cpp, small_os). On AVX2
     * they add up a row's products in one piece where the others do it in parts of {@link #LONGEST_SUM}.
     */
    private static final int LEAST_ROWS = 81;

    private static final int LONGEST_SUM = 512;

    private static final int QUERY_KEY_VALUE = 3;
    private static final int KEY_VALUE = 2;
    private static final float MASKED = -10000;

    private final BertArchitecture bert;
    private final Arithmetic arithmetic;
    private final DataType type;
    private final GraphOps ops;
    private final GraphWeights weights;
    private final Dropout dropout;
    private final GraphFunctions functions;

    BertEncoder(BertArchitecture bert, Arithmetic arithmetic, GraphOps ops, GraphWeights weights, Dropout dropout) {
        this.bert = bert;
        this.arithmetic = arithmetic;
        this.type = arithmetic == Arithmetic.BFLOAT16 ? DataType.DT_BFLOAT16 : DataType.DT_FLOAT;
        this.ops = ops;
        this.weights = weights;
        this.dropout = dropout;
        this.functions = new GraphFunctions(ops, (float) bert.epsilon());
    }

    /**
     * What the last layer gives for texts of any length: each text's first token alone, [texts, hidden] in float32, or all
     * its tokens, [texts x tokens, hidden] as products take them.
     *
     * @param ids [texts, tokens]
     * @param mask 1 for tokens and 0 for padding
     * @param types token types
     */
    Output<?> masked(Output<?> ids, Output<?> mask, Output<?> types, BatchShape shape, Rows wanted) {
        Optional<Output<?>> tokenTypes = bert.tokenTypes() == 0
                ? Optional.empty()
                : Optional.of(ops.gather(weights.table("embeddings.token_type"), types));
        Output<?> padding = ops.multiply(
                ops.subtract(ops.scalar(1, DataType.DT_FLOAT), ops.cast(mask, DataType.DT_FLOAT)),
                ops.scalar(MASKED, DataType.DT_FLOAT));
        Output<?> bias = ops.reshape(rounded(ops.cast(padding, type)), shape.of(shape.texts(), 1, 1, shape.tokens()));
        return encode(embed(ids, tokenTypes, shape), shape, List.of(bias), wanted);
    }

    /** The same for texts that all have the same number of tokens, none of them padding. */
    Output<?> exact(Output<?> ids, BatchShape shape, Rows wanted) {
        Optional<Output<?>> firstType =
                bert.tokenTypes() == 0 ? Optional.empty() : Optional.of(firstRow("embeddings.token_type"));
        return encode(embed(ids, firstType, shape), shape, List.of(), wanted);
    }

    /** The first row of a table of embeddings: [1, their width]. */
    private Output<?> firstRow(String table) {
        return ops.slice(
                weights.table(table),
                ops.ops().constant(new int[] {0, 0}),
                ops.ops().constant(new int[] {1, bert.embedding()}));
    }

    private Output<?> encode(Output<?> embeddings, BatchShape shape, List<Output<?>> bias, Rows wanted) {
        Output<?> rows = embeddings;
        for (int i = 0; i < bert.layers() - 1; i++) {
            rows = layer(rows, shape, bert.layerWeights(i), bias);
        }
        String last = bert.layerWeights(bert.layers() - 1);
        return wanted == Rows.ALL_TOKENS
                ? layer(rows, shape, last, bias)
                : ops.cast(layerOfFirst(rows, shape, last, bias), DataType.DT_FLOAT);
    }

    private Output<?> layer(Output<?> rows, BatchShape shape, String layer, List<Output<?>> bias) {
        return transform(rows, attend(rows, shape, layer, bias), shape.rows(), layer);
    }

    /** Only the first token's row goes through once the layer's keys and values are there. */
    private Output<?> layerOfFirst(Output<?> rows, BatchShape shape, String layer, List<Output<?>> bias) {
        Output<?> first = firstRows(rows, shape);
        return transform(first, attendFromFirst(first, rows, shape, layer, bias), shape.texts(), layer);
    }

    /** Embeddings, normalized: [texts x tokens, hidden]. */
    private Output<?> embed(Output<?> ids, Optional<Output<?>> tokenTypes, BatchShape shape) {
        Output<?> beside = positions(ids, shape);
        if (tokenTypes.isPresent()) {
            beside = ops.add(beside, tokenTypes.get());
        }
        if (bert.variant().taskTypes() > 0) {
            beside = ops.add(beside, firstRow("embeddings.task_type"));
        }
        Output<?> words = ops.gather(weights.table("embeddings.word"), ids);
        Output<?> rows = ops.reshape(ops.add(words, beside), shape.of(-1, bert.embedding()));
        Output<?> normalized = functions.normalize(
                rows,
                bert.embedding(),
                weights.exactVector("embeddings.norm.scale"),
                weights.exactVector("embeddings.norm.offset"));
        return dropout.apply(rounded(ops.cast(projected(normalized, shape), type)));
    }

    /** Embeddings of another width than the encoder's taken to it, in float32 as embeddings are. */
    private Output<?> projected(Output<?> embeddings, BatchShape shape) {
        return bert.variant().embedding().isEmpty()
                ? embeddings
                : product(
                        embeddings,
                        shape.rows(),
                        bert.embedding(),
                        bert.hidden(),
                        all -> weights.exactDense(all, "embeddings.projection", bert.embedding(), bert.hidden()));
    }

    /** The embeddings of the tokens' positions: [tokens, width], or [texts, tokens, width] where texts differ. */
    private Output<?> positions(Output<?> ids, BatchShape shape) {
        Output<?> table = weights.table("embeddings.position");
        if (bert.variant().padding().isEmpty()) {
            return ops.slice(table, ops.ops().constant(new int[] {0, 0}), shape.of(shape.tokens(), bert.embedding()));
        }
        // In float32, which has these operations on every device, and holds whole numbers as large as these exactly.
        Output<?> padding = ops.scalar(bert.variant().padding().getAsInt(), DataType.DT_FLOAT);
        Output<?> isToken = ops.cast(ops.notEqual(ops.cast(ids, DataType.DT_FLOAT), padding), DataType.DT_FLOAT);
        Output<?> counted = ops.multiply(ops.runningSum(isToken), isToken);
        return ops.gather(table, ops.cast(ops.add(counted, padding), DataType.DT_INT32));
    }

    /** The row of each text's first token: [texts, hidden]. */
    private Output<?> firstRows(Output<?> rows, BatchShape shape) {
        Output<?> byText = ops.reshape(rows, shape.of(shape.texts(), shape.tokens(), bert.hidden()));
        Output<?> first = ops.slice(
                byText, ops.ops().constant(new int[] {0, 0, 0}), ops.ops().constant(new int[] {-1, 1, bert.hidden()}));
        return ops.reshape(first, shape.of(shape.texts(), bert.hidden()));
    }

    /** What every token gathers from its text: [texts x tokens, hidden]. */
    private Output<?> attend(Output<?> rows, BatchShape shape, String layer, List<Output<?>> bias) {
        Output<?> product = sideBySide(rows, shape.rows(), "query_key_value", layer, "query", "key", "value");
        List<Output<?>> split = heads(product, shape, QUERY_KEY_VALUE);
        return gatherValues(split.get(0), split.get(1), split.get(2), bias, rows);
    }

    /** What the first token of each text gathers: [texts, hidden]. */
    private Output<?> attendFromFirst(
            Output<?> first, Output<?> rows, BatchShape shape, String layer, List<Output<?>> bias) {
        Output<?> query = sideBySide(first, shape.texts(), "query", layer, "query");
        Output<?> queries = ops.reshape(query, shape.of(shape.texts(), bert.heads(), 1, bert.headSize()));
        Output<?> product = sideBySide(rows, shape.rows(), "key_value", layer, "key", "value");
        List<Output<?>> split = heads(product, shape, KEY_VALUE);
        return gatherValues(queries, split.get(0), split.get(1), bias, first);
    }

    private Output<?> sideBySide(Output<?> rows, Output<?> count, String node, String layer, String... modules) {
        return rounded(product(
                rows,
                count,
                bert.hidden(),
                modules.length * bert.hidden(),
                all -> weights.denseSideBySide(all, node, layer, modules)));
    }

    /** Splits [texts x tokens, parts x hidden] into parts of [texts, heads, tokens, head size]. */
    private List<Output<?>> heads(Output<?> product, BatchShape shape, int parts) {
        Output<?> apart =
                ops.reshape(product, shape.of(shape.texts(), shape.tokens(), parts, bert.heads(), bert.headSize()));
        return ops.unstack(ops.transpose(apart, 2, 0, 3, 1, 4), parts);
    }

    private Output<?> gatherValues(
            Output<?> queries, Output<?> keys, Output<?> values, List<Output<?>> bias, Output<?> rows) {
        Output<?> scores = rounded(ops.batchProductTransposed(queries, keys));
        for (Output<?> term : bias) {
            scores = rounded(ops.add(scores, term));
        }
        Output<?> shares = dropout.apply(rounded(ops.softmax(scores)));
        Output<?> gathered = rounded(ops.batchProduct(shares, values));
        // Shaped by the rows it is added to later, as only then the optimizer knows that it may fuse the addition.
        return ops.reshape(ops.transpose(gathered, 0, 2, 1, 3), ops.apply("Shape", rows));
    }

    /** A layer's second part, after attention: {@code count} rows in, as many out. */
    private Output<?> transform(Output<?> rows, Output<?> attended, Output<?> count, String layer) {
        Output<?> mixed = denseAdded(attended, rows, count, layer + "attention", bert.hidden());
        Output<?> middle = normalize(mixed, layer + "attention.norm");
        Output<?> expanded = rounded(product(
                middle,
                count,
                bert.hidden(),
                bert.intermediate(),
                all -> functions.activate(
                        bert.activation(), weights.dense(all, layer + "expand", bert.hidden(), bert.intermediate()))));
        Output<?> contracted = denseAdded(expanded, middle, count, layer + "contract", bert.intermediate());
        return normalize(contracted, layer + "output.norm");
    }

    /** A dense layer's result for {@code rows}, added to {@code residual}. */
    private Output<?> denseAdded(Output<?> rows, Output<?> residual, Output<?> count, String name, int inputs) {
        return rounded(product(rows, count, inputs, bert.hidden(), all -> {
            Output<?> beside = inputs <= LONGEST_SUM ? residual : shapedLike(filledUp(residual, count), all);
            return ops.add(dropout.apply(weights.dense(all, name, inputs, bert.hidden())), beside);
        }));
    }

    /**
     * A product whose rows do not depend on their number: where its sums are long, rows of zeros are added up to
     * {@link #LEAST_ROWS} and their results dropped. With more rows neither copies anything.
     *
     * @param rows a matrix of {@code count} rows
     * @param inputs its columns, the terms of each sum
     * @param outputs the result's columns
     * @param product makes the result of the rows it is given
     */
    Output<?> product(Output<?> rows, Output<?> count, int inputs, int outputs, UnaryOperator<Output<?>> product) {
        return inputs <= LONGEST_SUM
                ? product.apply(rows)
                : first(product.apply(filledUp(rows, count)), count, outputs);
    }

    /** {@code rows} with rows of zeros after them, {@link #LEAST_ROWS} in all or more. */
    private Output<?> filledUp(Output<?> rows, Output<?> count) {
        Output<?> none = ops.ops().constant(0).asOutput();
        Output<?> missing = ops.maximum(ops.subtract(ops.ops().constant(LEAST_ROWS), count), none);
        return ops.pad(rows, ops.stack(List.of(ops.stack(List.of(none, missing)), ops.stack(List.of(none, none)))));
    }

    /** The first {@code count} rows of a matrix. */
    private Output<?> first(Output<?> rows, Output<?> count, int columns) {
        return ops.slice(
                rows,
                ops.ops().constant(new int[] {0, 0}),
                ops.stack(List.of(count, ops.ops().constant(columns))));
    }

    /** {@code value}, known to have as many rows as {@code rows}: only then the optimizer may fuse their addition. */
    private Output<?> shapedLike(Output<?> value, Output<?> rows) {
        Output<?> count = ops.slice(
                ops.apply("Shape", rows),
                ops.ops().constant(new int[] {0}),
                ops.ops().constant(new int[] {1}));
        return ops.reshape(value, ops.concat(count, ops.ops().constant(new int[] {bert.hidden()})));
    }

    /** What is made of the values between products. */
    GraphFunctions functions() {
        return functions;
    }

    /** A value as products take it. */
    Output<?> multiplied(Output<?> value) {
        return rounded(ops.cast(value, type));
    }

    /** The value as bfloat16 holds it, where this graph only imitates that. */
    private Output<?> rounded(Output<?> value) {
        return arithmetic == Arithmetic.ROUNDED_BFLOAT16
                ? ops.cast(ops.cast(value, DataType.DT_BFLOAT16), DataType.DT_FLOAT)
                : value;
    }

    private Output<?> normalize(Output<?> rows, String name) {
        return rounded(functions.normalize(
                rows, bert.hidden(), weights.vector(name + ".scale"), weights.vector(name + ".offset")));
    }
}
