package io.weibosentiment.model.graph;

import java.util.List;
import java.util.Optional;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/**
 * The head of a BERT-RCNN-ATT (Li, Huo and Wang 2023, sections 3.3 and 3.4). With E the last layer, [CLS] and [SEP]
 * included, and f = tanh:
 *
 * <pre>
 * l(i) = f(l(i-1) W_l + E(i-1) W_sl + b_l)      r(i) = f(r(i+1) W_r + E(i+1) W_sr + b_r)
 * y(i) = tanh([l(i); E(i); r(i)] W + b)          a = softmax over i of tanh(y(i) W_a + b_a) v
 * z    = max over i of n a(i) y(i)               logits = z W_c + b_c
 * </pre>
 *
 * <p>Where the paper is silent: the contexts of the first and last token are zero; they have biases; attention scores
 * what the convolution gives, as in section 3.4, by the additive score of its formula; and weights are multiplied with
 * the number of tokens n before the largest value is taken (the paper weighs and takes the largest, without a word of
 * the scale), so that they are 1 on average and a long text's values are not smaller than a short one's.
 */
record RcnnHead(BertArchitecture bert, RcnnArchitecture rcnn, int labels, GraphParts parts, Recurrence recurrence)
        implements ClassifierHead {

    /** Below every score and every value. */
    private static final float PADDING = -1e9f;

    @Override
    public Rows rows() {
        return Rows.ALL_TOKENS;
    }

    @Override
    public Output<?> logits(Output<?> last, BatchShape shape, Optional<Output<?>> mask) {
        GraphOps ops = ops();
        Optional<Output<?>> tokens =
                mask.map(value -> ops.reshape(ops.cast(value, DataType.DT_FLOAT), shape.of(shape.rows(), 1)));
        Output<?> states = states(last, shape, tokens);
        Output<?> wide =
                ops.concat(List.of(multiplied(left(states, shape)), last, multiplied(right(states, shape))), 1);
        Output<?> combined = product(wide, shape.rows(), RcnnArchitecture.COMBINE, widths(), rcnn.width());
        Output<?> values = parts.dropout().apply(ops.apply("Tanh", combined));
        Output<?> weighted = ops.multiply(values, attention(values, shape, tokens));
        if (tokens.isPresent()) {
            weighted = ops.add(weighted, hidden(tokens.get()));
        }
        Output<?> largest = ops.max(ops.reshape(weighted, shape.of(shape.texts(), shape.tokens(), rcnn.width())), 1);
        return classified(parts.dropout().apply(largest), shape.texts());
    }

    private Output<?> multiplied(Output<?> value) {
        return parts.encoder().multiplied(value);
    }

    private GraphOps ops() {
        return parts.ops();
    }

    private int widths() {
        return bert.hidden() + 2 * rcnn.context();
    }

    /** A dense layer in the precision of the encoder's; its result is float32. */
    private Output<?> product(Output<?> rows, Output<?> count, String name, int inputs, int outputs) {
        Output<?> product = parts.encoder()
                .product(
                        multiplied(rows),
                        count,
                        inputs,
                        outputs,
                        all -> parts.weights().headDense(all, name, inputs, outputs));
        return ops().cast(multiplied(product), DataType.DT_FLOAT);
    }

    private Output<?> classified(Output<?> largest, Output<?> count) {
        return parts.encoder()
                .product(
                        largest,
                        count,
                        rcnn.width(),
                        labels,
                        all -> parts.weights().exactDense(all, "classifier", rcnn.width(), labels));
    }

    /**
     * Both contexts in one walk, [tokens, texts, 2 context]: the left one from the first token on, the right one from the
     * last. Padding, which the right one meets first, leaves it zero.
     */
    private Output<?> states(Output<?> last, BatchShape shape, Optional<Output<?>> tokens) {
        GraphOps ops = ops();
        Output<?> toLeft = product(
                last, shape.rows(), RcnnArchitecture.LEFT + RcnnArchitecture.INPUT, bert.hidden(), rcnn.context());
        Output<?> toRight = product(
                last, shape.rows(), RcnnArchitecture.RIGHT + RcnnArchitecture.INPUT, bert.hidden(), rcnn.context());
        Output<?> real = tokens.isPresent() ? ops.multiply(toRight, tokens.get()) : toRight;
        Output<?> inputs = ops.concat(List.of(byToken(toLeft, shape), ops.reverse(byToken(real, shape), 0)), 2);
        Output<?> none = ops.fill(shape.of(shape.texts(), 2 * rcnn.context()), 0);
        return recurrence.states(ops, inputs, kernel(), none);
    }

    /** [texts x tokens, context] to [tokens, texts, context]. */
    private Output<?> byToken(Output<?> rows, BatchShape shape) {
        return ops().transpose(ops().reshape(rows, shape.of(shape.texts(), shape.tokens(), rcnn.context())), 1, 0, 2);
    }

    /** The kernels of both walks along the diagonal: one product a step, and zeros change no sum. */
    private Output<?> kernel() {
        GraphOps ops = ops();
        Output<?> left =
                parts.weights().exactKernel(RcnnArchitecture.LEFT + RcnnArchitecture.RECURRENT, rcnn.context());
        Output<?> right =
                parts.weights().exactKernel(RcnnArchitecture.RIGHT + RcnnArchitecture.RECURRENT, rcnn.context());
        int width = rcnn.context();
        Output<?> above = ops.pad(left, ops.ops().constant(new int[][] {{0, width}, {0, width}}));
        Output<?> below = ops.pad(right, ops.ops().constant(new int[][] {{width, 0}, {width, 0}}));
        return ops.add(above, below);
    }

    /** The left contexts, [texts x tokens, context]. */
    private Output<?> left(Output<?> states, BatchShape shape) {
        return byText(part(states, shape, 0), shape);
    }

    private Output<?> right(Output<?> states, BatchShape shape) {
        return byText(ops().reverse(part(states, shape, rcnn.context()), 0), shape);
    }

    private Output<?> part(Output<?> states, BatchShape shape, int from) {
        return ops().slice(
                        states,
                        ops().ops().constant(new int[] {0, 0, from}),
                        shape.of(shape.tokens(), shape.texts(), rcnn.context()));
    }

    private Output<?> byText(Output<?> byToken, BatchShape shape) {
        return ops().reshape(ops().transpose(byToken, 1, 0, 2), shape.of(shape.rows(), rcnn.context()));
    }

    /** How much each row counts, [texts x tokens, 1]: of each text 1 on average, of padding 0. */
    private Output<?> attention(Output<?> values, BatchShape shape, Optional<Output<?>> tokens) {
        GraphOps ops = ops();
        Output<?> hidden = ops.apply(
                "Tanh", product(values, shape.rows(), RcnnArchitecture.ATTENTION, rcnn.width(), rcnn.attention()));
        Output<?> scores =
                ops.product(hidden, parts.weights().exactKernel(RcnnArchitecture.SCORE, rcnn.attention(), 1));
        if (tokens.isPresent()) {
            scores = ops.add(scores, hidden(tokens.get()));
        }
        Output<?> shares = ops.softmax(ops.reshape(scores, shape.of(shape.texts(), shape.tokens())));
        Output<?> count = tokens.isPresent()
                ? ops.sumLast(ops.reshape(tokens.get(), shape.of(shape.texts(), shape.tokens())))
                : ops.cast(shape.tokens(), DataType.DT_FLOAT);
        return ops.reshape(ops.multiply(shares, count), shape.of(shape.rows(), 1));
    }

    /** Added to it, padding is below everything else. */
    private Output<?> hidden(Output<?> tokens) {
        return ops().multiply(
                        ops().subtract(ops().scalar(1, DataType.DT_FLOAT), tokens),
                        ops().scalar(PADDING, DataType.DT_FLOAT));
    }
}
