package io.weibosentiment.model.graph;

import io.weibosentiment.model.featurizer.TextSequence;
import io.weibosentiment.model.weights.WeightType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/**
 * The network of a KEAMM (He 2025). With E the vectors of a sequence, for characters and words
 *
 * <pre>
 * y = BiGRU(E), from zeros                                                                    (equation 10)
 * f = softmax(y E_r') E_r                    E_r of radicals, or of parts of speech  (equations 11 and 12)
 * V = BiGRU(f), from y's last states                                                          (equation 13)
 * O = V + MultiHead(V, K, K)                 K of what is known of the text's words  (equations 16 to 19)
 * logits = [max O_rc; max O_rw; max O_pos] W + b                                     (equations 20 and 21)
 * </pre>
 *
 * <p>The ablations with two, four and five layers have y alone of each sequence, and the largest values of all.
 *
 * <p>Where the paper is silent, or cannot be taken at its word:
 *
 * <ul>
 *   <li>Scores of (11) are not divided: it has the product and the softmax only. Those of (16) are, by the root of a
 *       head's width, as in Vaswani et al. 2017.
 *   <li>K is "the emotional knowledge vector", and also that of 27,000 words. To look at all of them from each character
 *       of a text would take a thousand times what the rest does, and each text would see the same. Here K has the words
 *       of the text that are in the ontology, which is what its example of 愤怒 describes; and one row of zeros, so that a
 *       text without any has something to look at, and learns nothing from it.
 *   <li>(18) replaces V by what attention gives, a mean of knowledge: all that a text says in other words would be lost.
 *       The paper says that the result has both, so V is added.
 *   <li>Each of the three sequences has weights of its own in (16).
 * </ul>
 */
record KeammNetwork(
        KeammArchitecture keamm,
        int labels,
        GraphOps ops,
        WeightNodes nodes,
        Dropout dropout,
        GatedRecurrence recurrence) {

    /** Below every score and every value. */
    private static final float PADDING = -1e9f;

    /**
     * What goes into a recurrent layer.
     *
     * @param name the sequence whose weights it has
     * @param values [texts, tokens, width]
     * @param padding [texts x tokens, 1], 1 where there is no unit
     * @param first the states before, of the left and of the right direction, [texts, state]
     */
    private record Layer(TextSequence name, Output<?> values, Output<?> padding, List<Output<?>> first) {}

    /**
     * What comes out of it.
     *
     * @param values [texts, tokens, width]
     * @param last the states after, alike
     */
    private record Read(Output<?> values, List<Output<?>> last) {}

    /**
     * The outputs, float32 [texts, labels].
     *
     * @param ids int32 [texts, sequences x tokens]: the architecture's sequences, one after the other
     */
    Output<?> logits(Output<?> ids) {
        Output<?> texts = ops.unstack(ops.apply("Shape", ids), 2).get(0);
        int count = keamm.variant().sequences().size();
        Output<?> apart = ops.reshape(
                ids,
                ops.stack(List.of(texts, ops.ops().constant(count), ops.ops().constant(-1))));
        List<Output<?>> rows = ops.unstack(apart, count, 1);
        Map<TextSequence, Output<?>> sequences = new EnumMap<>(TextSequence.class);
        for (TextSequence sequence : keamm.variant().sequences()) {
            sequences.put(sequence, rows.get(sequences.size()));
        }
        return new Text(sequences, BatchShape.of(ops, rows.get(0))).logits();
    }

    /** The graph of one batch. */
    private final class Text {

        private final Map<TextSequence, Output<?>> ids;
        private final BatchShape shape;
        private final Map<TextSequence, Output<?>> paddings = new EnumMap<>(TextSequence.class);

        Text(Map<TextSequence, Output<?>> ids, BatchShape shape) {
            this.ids = ids;
            this.shape = shape;
            for (TextSequence units : List.of(TextSequence.CHARACTERS, TextSequence.WORDS)) {
                paddings.put(units, ops.reshape(padding(ids.get(units)), shape.of(shape.rows(), 1)));
            }
        }

        /** 1 where an id is 0, else 0; in float32, which has these operations on every device. */
        private Output<?> padding(Output<?> values) {
            Output<?> none = ops.scalar(0, DataType.DT_FLOAT);
            Output<?> isUnit = ops.cast(ops.notEqual(ops.cast(values, DataType.DT_FLOAT), none), DataType.DT_FLOAT);
            return ops.subtract(ops.scalar(1, DataType.DT_FLOAT), isUnit);
        }

        private Output<?> padding(TextSequence sequence) {
            boolean ofCharacters = sequence == TextSequence.CHARACTERS || sequence == TextSequence.CHARACTER_RADICALS;
            return paddings.get(ofCharacters ? TextSequence.CHARACTERS : TextSequence.WORDS);
        }

        private Output<?> vectors(TextSequence sequence) {
            return dropout.apply(ops.gather(table(sequence), ids.get(sequence)));
        }

        Output<?> logits() {
            return keamm.variant().isFused() ? fused() : sideBySide();
        }

        private Output<?> sideBySide() {
            List<Layer> layers = keamm.variant().sequences().stream()
                    .map(name -> fromZeros(name, vectors(name)))
                    .toList();
            List<Output<?>> largest = new ArrayList<>();
            List<Read> read = read(layers);
            for (int i = 0; i < layers.size(); i++) {
                largest.add(largest(read.get(i).values(), layers.get(i).padding()));
            }
            return classified(largest);
        }

        private Output<?> fused() {
            List<Read> plain = read(List.of(
                    fromZeros(TextSequence.CHARACTERS, vectors(TextSequence.CHARACTERS)),
                    fromZeros(TextSequence.WORDS, vectors(TextSequence.WORDS))));
            List<Layer> layers = List.of(
                    after(plain.get(0), TextSequence.CHARACTER_RADICALS),
                    after(plain.get(1), TextSequence.WORD_RADICALS),
                    after(plain.get(1), TextSequence.PARTS_OF_SPEECH));
            List<Read> read = read(layers);
            List<Output<?>> largest = new ArrayList<>();
            for (int i = 0; i < layers.size(); i++) {
                Output<?> values = read.get(i).values();
                boolean isWhole = keamm.variant() == KeammArchitecture.Variant.WHOLE;
                Output<?> known = isWhole ? withKnowledge(layers.get(i).name(), values) : values;
                largest.add(largest(known, layers.get(i).padding()));
            }
            return classified(largest);
        }

        private Layer fromZeros(TextSequence name, Output<?> values) {
            Output<?> none = ops.fill(shape.of(shape.texts(), keamm.state()), 0);
            return new Layer(name, values, padding(name), List.of(none, none));
        }

        /** Equations 11 and 12: what {@code read} gathers of the vectors of {@code name}. */
        private Layer after(Read read, TextSequence name) {
            Output<?> vectors = vectors(name);
            Output<?> hidden = ops.reshape(hidden(padding(name)), shape.of(shape.texts(), 1, shape.tokens()));
            Output<?> scores = ops.add(ops.batchProductTransposed(read.values(), vectors), hidden);
            Output<?> values = ops.batchProduct(ops.softmax(scores), vectors);
            return new Layer(name, values, padding(name), read.last());
        }

        /** All layers in one walk. */
        private List<Read> read(List<Layer> layers) {
            List<Output<?>> inputs = new ArrayList<>();
            List<Output<?>> kernels = new ArrayList<>();
            List<Output<?>> first = new ArrayList<>();
            for (Layer layer : layers) {
                inputs.add(input(layer, ".left"));
                inputs.add(ops.reverse(input(layer, ".right"), 0));
                kernels.add(recurrent(layer.name(), ".left"));
                kernels.add(recurrent(layer.name(), ".right"));
                first.addAll(layer.first());
            }
            Output<?> states = recurrence.states(
                    ops, ops.stack(inputs, 1), ops.stack(List.copyOf(kernels)), ops.stack(List.copyOf(first)));
            List<Output<?>> units = ops.unstack(ops.transpose(states, 1, 0, 2, 3), inputs.size());
            List<Read> read = new ArrayList<>();
            for (int i = 0; i < units.size(); i += 2) {
                Output<?> left = units.get(i);
                Output<?> right = units.get(i + 1);
                Output<?> both = ops.concat(List.of(left, ops.reverse(right, 0)), 2);
                read.add(new Read(ops.transpose(both, 1, 0, 2), List.of(last(left), last(right))));
            }
            return read;
        }

        /** A layer's products in one direction, [tokens, texts, 3 state]; where there is no unit, they close it. */
        private Output<?> input(Layer layer, String direction) {
            int gates = Gates.COUNT * keamm.state();
            Output<?> rows = ops.reshape(layer.values(), shape.of(shape.rows(), keamm.width()));
            Output<?> products = dense(rows, layer.name().key() + direction + ".input", keamm.width(), gates);
            float[] closed = new float[gates];
            Arrays.fill(closed, 0, keamm.state(), GatedRecurrence.CLOSED);
            Output<?> open =
                    ops.add(products, ops.multiply(layer.padding(), ops.ops().constant(new float[][] {closed})));
            return ops.transpose(ops.reshape(open, shape.of(shape.texts(), shape.tokens(), gates)), 1, 0, 2);
        }

        /** The states after the last step, [texts, state]. */
        private Output<?> last(Output<?> states) {
            Output<?> step = ops.subtract(shape.tokens(), ops.ops().constant(1));
            Output<?> last = ops.slice(states, shape.of(step, 0, 0), shape.of(1, -1, -1));
            return ops.reshape(last, shape.of(shape.texts(), keamm.state()));
        }

        /** Equations 16 to 19. */
        private Output<?> withKnowledge(TextSequence name, Output<?> values) {
            Output<?> words = ids.get(TextSequence.KNOWLEDGE);
            Output<?> oneBefore =
                    ops.ops().constant(new int[][] {{0, 0}, {1, 0}}).asOutput();
            Output<?> known = ops.gather(table(TextSequence.KNOWLEDGE), ops.pad(words, oneBefore));
            Output<?> count = ops.add(shape.tokens(), ops.ops().constant(1));
            Output<?> hidden =
                    ops.reshape(ops.pad(hidden(padding(words)), oneBefore), shape.of(shape.texts(), 1, 1, count));
            Output<?> queries = heads(product(values, name, "query"), shape.tokens());
            Output<?> keys = heads(product(known, name, "key"), count);
            Output<?> gathered = heads(product(known, name, "value"), count);
            float scale = (float) (1 / Math.sqrt((double) keamm.width() / keamm.heads()));
            Output<?> scores = ops.add(
                    ops.multiply(ops.batchProductTransposed(queries, keys), ops.scalar(scale, DataType.DT_FLOAT)),
                    hidden);
            Output<?> seen = ops.transpose(ops.batchProduct(ops.softmax(scores), gathered), 0, 2, 1, 3);
            Output<?> rows = product(seen, name, "attention");
            return ops.add(values, ops.reshape(rows, shape.of(shape.texts(), shape.tokens(), keamm.width())));
        }

        /** The rows of {@code values} x a kernel, [rows, width]. */
        private Output<?> product(Output<?> values, TextSequence name, String part) {
            Output<?> rows = ops.reshape(values, shape.of(-1, keamm.width()));
            return ops.product(rows, kernel(name.key() + "." + part, keamm.width(), keamm.width()));
        }

        /** [texts x count, width] to [texts, heads, count, head's width]. */
        private Output<?> heads(Output<?> rows, Output<?> count) {
            int width = keamm.width() / keamm.heads();
            return ops.transpose(ops.reshape(rows, shape.of(shape.texts(), count, keamm.heads(), width)), 0, 2, 1, 3);
        }

        /** The largest of each column, [texts, width]. */
        private Output<?> largest(Output<?> values, Output<?> padding) {
            Output<?> hidden = ops.reshape(hidden(padding), shape.of(shape.texts(), shape.tokens(), 1));
            return ops.max(ops.add(values, hidden), 1);
        }

        private Output<?> hidden(Output<?> padding) {
            return ops.multiply(padding, ops.scalar(PADDING, DataType.DT_FLOAT));
        }

        /** One product for each part: their sums are short enough not to depend on the number of texts. */
        private Output<?> classified(List<Output<?>> parts) {
            Output<?> kernel = kernel("classifier", parts.size() * keamm.width(), labels);
            Output<?> sum = vector("classifier.bias", labels);
            for (int i = 0; i < parts.size(); i++) {
                Output<?> own = ops.slice(
                        kernel,
                        ops.ops().constant(new int[] {i * keamm.width(), 0}),
                        ops.ops().constant(new int[] {keamm.width(), labels}));
                sum = ops.add(ops.product(dropout.apply(parts.get(i)), own), sum);
            }
            return sum;
        }
    }

    private Output<?> table(TextSequence sequence) {
        return matrix(KeammArchitecture.weight(sequence, "table"), keamm.sizes().get(sequence), keamm.width());
    }

    private Output<?> recurrent(TextSequence name, String direction) {
        return kernel(name.key() + direction + ".recurrent", keamm.state(), Gates.COUNT * keamm.state());
    }

    private Output<?> dense(Output<?> rows, String name, int inputs, int outputs) {
        return ops.dense(rows, kernel(name, inputs, outputs), vector(name + ".bias", outputs));
    }

    private Output<?> kernel(String name, int inputs, int outputs) {
        return matrix(name + ".kernel", inputs, outputs);
    }

    private Output<?> matrix(String name, int rows, int columns) {
        return nodes.node(new WeightConstant(
                name, WeightType.FLOAT32, rows, false, List.of(new WeightConstant.Part(name, columns, 1))));
    }

    private Output<?> vector(String name, int size) {
        return nodes.node(
                new WeightConstant(name, WeightType.FLOAT32, 1, true, List.of(new WeightConstant.Part(name, size, 1))));
    }
}
