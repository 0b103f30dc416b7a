package io.weibosentiment.model.graph;

import io.weibosentiment.model.featurizer.ModelInputs;
import io.weibosentiment.model.weights.Safetensors;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;

/**
 * Builds the inference graph of a BERT classifier. Two signatures share the weights: one for any batch, and one for
 * batches whose texts all have the same number of tokens, which need no mask. Only the first token's row goes through
 * the last layer once its keys and values are there, as nothing else is looked at.
 *
 * <p>A text's logits do not depend on the texts beside it, to the bit: every row of a product is added up in the same
 * order however many rows there are ({@link #product}).
 */
public final class BertGraph {

    /** Changes whenever the graph does, so that graphs built by an earlier version are not used. */
    public static final int VERSION = 3;

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

    private BertGraph(BertArchitecture bert, Arithmetic arithmetic, Graph graph) {
        this.bert = bert;
        this.arithmetic = arithmetic;
        this.type = arithmetic == Arithmetic.BFLOAT16 ? DataType.DT_BFLOAT16 : DataType.DT_FLOAT;
        this.ops = new GraphOps(graph);
        this.weights = new GraphWeights(bert, arithmetic, ops);
    }

    /**
     * Writes the graph's saved_model.pb.
     *
     * @param weights the bundle's weights
     */
    public static void write(BertArchitecture bert, Arithmetic arithmetic, Safetensors weights, OutputStream out)
            throws IOException {
        try (Graph graph = new Graph()) {
            BertGraph built = new BertGraph(bert, arithmetic, graph);
            MetaGraphDef meta = built.signatures();
            GraphDef definition = graph.toGraphDef();
            new SavedModelWriter(definition, meta, built.weights.constants(), weights).write(out);
        }
    }

    private MetaGraphDef signatures() {
        ModelInputs names = ModelInputs.BUILT;
        Output<?> ids = ops.placeholder(names.ids(), DataType.DT_INT32, -1, -1);
        Output<?> mask = ops.placeholder(names.mask().orElseThrow(), DataType.DT_INT32, -1, -1);
        Output<?> types = ops.placeholder(names.tokenTypes().orElseThrow(), DataType.DT_INT32, -1, -1);
        Output<?> exactIds = ops.placeholder("exact_" + names.ids(), DataType.DT_INT32, -1, -1);
        Output<?> logits = ops.named(names.logits(), masked(ids, mask, types));
        Output<?> exactLogits = ops.named("exact_" + names.logits(), exact(exactIds));
        SignatureDef any = signature()
                .putInputs(names.ids(), info(ids))
                .putInputs(names.mask().orElseThrow(), info(mask))
                .putInputs(names.tokenTypes().orElseThrow(), info(types))
                .putOutputs(names.logits(), info(logits))
                .build();
        SignatureDef exact = signature()
                .putInputs(names.ids(), info(exactIds))
                .putOutputs(names.logits(), info(exactLogits))
                .build();
        return MetaGraphDef.newBuilder()
                .setMetaInfoDef(MetaGraphDef.MetaInfoDef.newBuilder().addTags("serve"))
                .putSignatureDef(names.signature(), any)
                .putSignatureDef(names.exactSignature().orElseThrow(), exact)
                .build();
    }

    private static SignatureDef.Builder signature() {
        return SignatureDef.newBuilder().setMethodName("tensorflow/serving/predict");
    }

    private static TensorInfo info(Output<?> output) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (long size : output.shape().asArray()) {
            shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(size));
        }
        return TensorInfo.newBuilder()
                .setName(output.op().name() + ":" + output.index())
                .setDtype(output.dataType())
                .setTensorShape(shape)
                .build();
    }

    private Output<?> masked(Output<?> ids, Output<?> mask, Output<?> types) {
        BatchShape shape = new BatchShape(ids);
        Output<?> tokenTypes = ops.gather(weights.table("embeddings.token_type"), types);
        Output<?> padding = ops.multiply(
                ops.subtract(ops.scalar(1, DataType.DT_FLOAT), ops.cast(mask, DataType.DT_FLOAT)),
                ops.scalar(MASKED, DataType.DT_FLOAT));
        Output<?> bias = ops.reshape(rounded(ops.cast(padding, type)), shape.of(shape.texts, 1, 1, shape.tokens));
        return classify(embed(ids, tokenTypes, shape), shape, List.of(bias));
    }

    private Output<?> exact(Output<?> ids) {
        BatchShape shape = new BatchShape(ids);
        Output<?> firstType = ops.slice(
                weights.table("embeddings.token_type"),
                ops.ops().constant(new int[] {0, 0}),
                ops.ops().constant(new int[] {1, bert.hidden()}));
        return classify(embed(ids, firstType, shape), shape, List.of());
    }

    /** The texts and tokens of a batch, known when it runs. */
    private final class BatchShape {

        private final Output<?> texts;
        private final Output<?> tokens;
        private final Output<?> rows;

        BatchShape(Output<?> ids) {
            List<Output<?>> sizes = ops.unstack(ops.apply("Shape", ids), 2);
            this.texts = sizes.get(0);
            this.tokens = sizes.get(1);
            this.rows = ops.multiply(texts, tokens);
        }

        /** A shape of numbers and of what is known when the batch runs; -1 once for what follows. */
        Output<?> of(Object... sizes) {
            List<Operand<?>> operands = new ArrayList<>();
            for (Object size : sizes) {
                operands.add(size instanceof Integer number ? ops.ops().constant(number) : (Output<?>) size);
            }
            return ops.stack(operands);
        }
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
    private Output<?> product(
            Output<?> rows, Output<?> count, int inputs, int outputs, UnaryOperator<Output<?>> product) {
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

    /** The value as bfloat16 holds it, where this graph only imitates that. */
    private Output<?> rounded(Output<?> value) {
        return arithmetic == Arithmetic.ROUNDED_BFLOAT16
                ? ops.cast(ops.cast(value, DataType.DT_BFLOAT16), DataType.DT_FLOAT)
                : value;
    }

    /** Embeddings, normalized: [texts x tokens, hidden]. */
    private Output<?> embed(Output<?> ids, Output<?> tokenTypes, BatchShape shape) {
        Output<?> positions = ops.slice(
                weights.table("embeddings.position"),
                ops.ops().constant(new int[] {0, 0}),
                shape.of(shape.tokens, bert.hidden()));
        Output<?> words = ops.gather(weights.table("embeddings.word"), ids);
        Output<?> sum = ops.add(words, ops.add(positions, tokenTypes));
        Output<?> rows = ops.reshape(sum, shape.of(-1, bert.hidden()));
        Output<?> normalized = normalize(
                rows, weights.exactVector("embeddings.norm.scale"), weights.exactVector("embeddings.norm.offset"));
        return rounded(ops.cast(normalized, type));
    }

    private Output<?> classify(Output<?> embeddings, BatchShape shape, List<Output<?>> bias) {
        Output<?> rows = embeddings;
        for (int i = 0; i < bert.layers() - 1; i++) {
            String layer = BertArchitecture.layer(i);
            rows = transform(rows, attend(rows, shape, layer, bias), shape.rows, layer);
        }
        String last = BertArchitecture.layer(bert.layers() - 1);
        Output<?> first = firstRows(rows, shape);
        Output<?> text = transform(first, attendFromFirst(first, rows, shape, last, bias), shape.texts, last);
        Output<?> exact = ops.cast(text, DataType.DT_FLOAT);
        Output<?> pooled = product(
                exact,
                shape.texts,
                bert.hidden(),
                bert.hidden(),
                all -> ops.apply("Tanh", weights.exactDense(all, "pooler", bert.hidden(), bert.hidden())));
        return product(
                pooled,
                shape.texts,
                bert.hidden(),
                BertArchitecture.LABELS,
                all -> weights.exactDense(all, "classifier", bert.hidden(), BertArchitecture.LABELS));
    }

    /** The row of each text's first token: [texts, hidden]. */
    private Output<?> firstRows(Output<?> rows, BatchShape shape) {
        Output<?> byText = ops.reshape(rows, shape.of(shape.texts, shape.tokens, bert.hidden()));
        Output<?> first = ops.slice(
                byText, ops.ops().constant(new int[] {0, 0, 0}), ops.ops().constant(new int[] {-1, 1, bert.hidden()}));
        return ops.reshape(first, shape.of(shape.texts, bert.hidden()));
    }

    /** What every token gathers from its text: [texts x tokens, hidden]. */
    private Output<?> attend(Output<?> rows, BatchShape shape, String layer, List<Output<?>> bias) {
        Output<?> product = sideBySide(rows, shape.rows, "query_key_value", layer, "query", "key", "value");
        List<Output<?>> split = heads(product, shape, QUERY_KEY_VALUE);
        return gatherValues(split.get(0), split.get(1), split.get(2), bias, rows);
    }

    /** What the first token of each text gathers: [texts, hidden]. */
    private Output<?> attendFromFirst(
            Output<?> first, Output<?> rows, BatchShape shape, String layer, List<Output<?>> bias) {
        Output<?> query = sideBySide(first, shape.texts, "query", layer, "query");
        Output<?> queries = ops.reshape(query, shape.of(shape.texts, bert.heads(), 1, bert.headSize()));
        Output<?> product = sideBySide(rows, shape.rows, "key_value", layer, "key", "value");
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
                ops.reshape(product, shape.of(shape.texts, shape.tokens, parts, bert.heads(), bert.headSize()));
        return ops.unstack(ops.transpose(apart, 2, 0, 3, 1, 4), parts);
    }

    private Output<?> gatherValues(
            Output<?> queries, Output<?> keys, Output<?> values, List<Output<?>> bias, Output<?> rows) {
        Output<?> scores = rounded(ops.batchProductTransposed(queries, keys));
        for (Output<?> term : bias) {
            scores = rounded(ops.add(scores, term));
        }
        Output<?> gathered = rounded(ops.batchProduct(rounded(ops.softmax(scores)), values));
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
                all -> activate(weights.dense(all, layer + "expand", bert.hidden(), bert.intermediate()))));
        Output<?> contracted = denseAdded(expanded, middle, count, layer + "contract", bert.intermediate());
        return normalize(contracted, layer + "output.norm");
    }

    /** A dense layer's result for {@code rows}, added to {@code residual}. */
    private Output<?> denseAdded(Output<?> rows, Output<?> residual, Output<?> count, String name, int inputs) {
        return rounded(product(rows, count, inputs, bert.hidden(), all -> {
            Output<?> beside = inputs <= LONGEST_SUM ? residual : shapedLike(filledUp(residual, count), all);
            return ops.add(weights.dense(all, name, inputs, bert.hidden()), beside);
        }));
    }

    /** {@code value}, known to have as many rows as {@code rows}: only then the optimizer may fuse their addition. */
    private Output<?> shapedLike(Output<?> value, Output<?> rows) {
        Output<?> count = ops.slice(
                ops.apply("Shape", rows),
                ops.ops().constant(new int[] {0}),
                ops.ops().constant(new int[] {1}));
        return ops.reshape(value, ops.concat(count, ops.ops().constant(new int[] {bert.hidden()})));
    }

    private Output<?> activate(Output<?> value) {
        return switch (bert.activation()) {
            case GELU -> gelu(value);
            case GELU_TANH -> geluTanh(value);
            case RELU -> ops.apply("Relu", value);
            case SILU -> ops.multiply(value, ops.apply("Sigmoid", value));
        };
    }

    /** In the order of operations that the optimizer fuses with the product before it. */
    private Output<?> gelu(Output<?> value) {
        Output<?> erf = ops.apply("Erf", ops.multiply(value, number(Math.sqrt(0.5))));
        return ops.multiply(ops.multiply(ops.add(erf, number(1)), number(0.5)), value);
    }

    private Output<?> geluTanh(Output<?> value) {
        Output<?> cube = ops.multiply(ops.multiply(value, value), value);
        Output<?> inner =
                ops.multiply(ops.add(value, ops.multiply(cube, number(0.044715))), number(Math.sqrt(2 / Math.PI)));
        return ops.multiply(ops.multiply(ops.add(ops.apply("Tanh", inner), number(1)), number(0.5)), value);
    }

    private Output<?> number(double value) {
        return ops.scalar((float) value, type);
    }

    private Output<?> normalize(Output<?> rows, String name) {
        return rounded(normalize(rows, weights.vector(name + ".scale"), weights.vector(name + ".offset")));
    }

    /**
     * Layer normalization, written as the batch normalization of one image with a channel per row, which is what the
     * optimizer fuses into one pass on a CPU; its statistics are float32 in every precision.
     */
    private Output<?> normalize(Output<?> rows, Output<?> scale, Output<?> offset) {
        Output<?> shape = ops.apply("Shape", rows);
        Output<?> count = ops.unstack(shape, 2).get(0);
        Output<?> image = ops.reshape(
                rows,
                ops.stack(List.of(
                        ops.ops().constant(1),
                        count,
                        ops.ops().constant(bert.hidden()),
                        ops.ops().constant(1))));
        Output<?> normalized = ops.reshape(ops.normalizeChannels(image, count, (float) bert.epsilon()), shape);
        return ops.add(ops.multiply(normalized, scale), offset);
    }
}
