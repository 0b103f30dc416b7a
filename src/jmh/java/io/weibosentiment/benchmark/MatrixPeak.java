package io.weibosentiment.benchmark;

import ai.djl.inference.Predictor;
import io.weibosentiment.config.Precision;
import io.weibosentiment.engine.IntegerBatch;
import io.weibosentiment.engine.OfflineEngine;
import io.weibosentiment.engine.SavedModelSession;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/**
 * How fast this machine multiplies matrices of the model's shapes through the same engine, in the same precision and on
 * as many threads: products with constant weights, one after the other, and nothing else.
 *
 * @param hidden the model's width
 * @param intermediate its wide width
 * @param precision of the products
 * @param lanes the threads, each with a core
 */
record MatrixPeak(int hidden, int intermediate, Precision precision, Lanes lanes) {

    private static final int[] ROWS = {512, 1024, 2048, 4096};
    private static final int PAIRS = 8;
    private static final int ROUNDS = 3;
    private static final long FLOPS_A_ROUND = 100_000_000_000L;
    private static final String OUTPUT = "last";
    private static final String INPUT = "start";

    /** Operations a second over all threads, the best of several rounds, numbers of rows and ways to write it. */
    double flopsPerSecond(OfflineEngine engine, Path folder) throws IOException {
        double best = 0;
        for (int rows : ROWS) {
            for (Bias bias : Bias.values()) {
                Path saved = save(rows, bias, folder.resolve("product-" + rows + "-" + bias));
                try (SavedModelSession session = SavedModelSession.load(saved, engine)) {
                    best = Math.max(best, measure(session, rows));
                }
            }
        }
        return best;
    }

    private enum Bias {
        NONE,
        /** TensorFlow then runs the product as a fused operation, which keeps the weights as the kernel wants them. */
        FUSED
    }

    private double measure(SavedModelSession session, int rows) {
        long flops = 2L * 2 * PAIRS * rows * hidden * intermediate;
        int runs = Math.toIntExact(lanes.threads() * Math.max(1, FLOPS_A_ROUND / flops));
        lanes.seconds(lanes.threads(), () -> new ProductLane(session));
        return IntStream.range(0, ROUNDS)
                .mapToDouble(round -> (double) flops * runs / lanes.seconds(runs, () -> new ProductLane(session)))
                .max()
                .orElseThrow();
    }

    /** Runs the products on one thread. */
    private static final class ProductLane implements Lanes.Lane {

        private final Predictor<IntegerBatch, float[][]> predictor;

        ProductLane(SavedModelSession session) {
            this.predictor = session.newPredictor("serving_default", OUTPUT);
        }

        @Override
        public void work(int index) throws Exception {
            predictor.predict(new IntegerBatch(1, 1, Map.of(INPUT, new int[] {1})));
        }

        @Override
        public void close() {
            predictor.close();
        }
    }

    private Path save(int rows, Bias bias, Path folder) throws IOException {
        try (GraphNodes nodes = new GraphNodes()) {
            Random random = new Random(1);
            DataType type = precision == Precision.BFLOAT16 ? DataType.DT_BFLOAT16 : DataType.DT_FLOAT;
            Output<?> start = nodes.input(INPUT);
            Output<?> expand =
                    nodes.constant(precision, values(random, hidden * intermediate, hidden), hidden, intermediate);
            Output<?> contract = nodes.constant(
                    precision, values(random, hidden * intermediate, intermediate), intermediate, hidden);
            Output<?> wide = nodes.constant(precision, new float[intermediate], intermediate);
            Output<?> narrow = nodes.constant(precision, new float[hidden], hidden);
            // Depends on the input, or the optimizer would do all the work once and for all.
            Output<?> value = nodes.node(
                    "AddV2",
                    nodes.constant(precision, values(random, rows * hidden, 1), rows, hidden),
                    nodes.cast(start, type));
            for (int i = 0; i < PAIRS; i++) {
                value = product(nodes, value, expand, wide, bias);
                value = product(nodes, value, contract, narrow, bias);
            }
            Output<?> corner = nodes.node("Slice", value, nodes.integers(0, 0), nodes.integers(1, 1));
            Output<?> last = nodes.named(OUTPUT, nodes.cast(corner, DataType.DT_FLOAT));
            return nodes.save(folder, List.of(start), last);
        }
    }

    private static Output<?> product(GraphNodes nodes, Output<?> rows, Output<?> kernel, Output<?> add, Bias bias) {
        Output<?> product = nodes.node("MatMul", rows, kernel);
        return bias == Bias.FUSED ? nodes.node("BiasAdd", product, add) : product;
    }

    /** Numbers that keep the products' values near one. */
    private static float[] values(Random random, int count, int inputs) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (random.nextGaussian() / Math.sqrt(inputs));
        }
        return values;
    }
}
