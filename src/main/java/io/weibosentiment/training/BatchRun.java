package io.weibosentiment.training;

import io.weibosentiment.engine.IntegerArray;
import io.weibosentiment.engine.IntegerBatch;
import io.weibosentiment.model.featurizer.Features;
import io.weibosentiment.model.featurizer.Featurizer;
import io.weibosentiment.model.featurizer.ModelInputs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** One run of a training graph on a batch; its tensors are given back when it is closed. */
final class BatchRun implements AutoCloseable {

    private static final ModelInputs INPUTS = ModelInputs.BUILT;

    private final Session.Runner runner;
    private final List<Tensor> tensors = new ArrayList<>();

    /**
     * A run that is fed a batch.
     *
     * @param labelWeights how much a text of each label counts
     * @param seed the seed of what is dropped
     * @param step the step's number
     */
    BatchRun(
            Session.Runner runner,
            GraphInputs fed,
            Featurizer featurizer,
            Batches.Batch batch,
            float[] labelWeights,
            long seed,
            long step) {
        this.runner = runner;
        List<Features> features =
                batch.examples().stream().map(Example::features).toList();
        IntegerBatch inputs = featurizer.padded(features, batch.tokens());
        int texts = features.size();
        matrix(fed.ids(), inputs.inputs().get(INPUTS.ids()).values(), texts);
        int[] mask = INPUTS.mask()
                .map(name -> inputs.inputs().get(name))
                .map(IntegerArray::values)
                .orElseGet(() -> ones(texts * batch.tokens()));
        matrix(fed.mask(), mask, texts);
        int[] labels = batch.examples().stream().mapToInt(Example::label).toArray();
        feed(fed.labels(), TInt32.vectorOf(labels));
        float[] counts = new float[texts];
        for (int i = 0; i < texts; i++) {
            counts[i] = labelWeights[labels[i]];
        }
        feed(fed.counts(), TFloat32.vectorOf(counts));
        feed(fed.seed(), TInt32.vectorOf((int) seed, (int) step));
    }

    private static int[] ones(int size) {
        int[] ones = new int[size];
        Arrays.fill(ones, 1);
        return ones;
    }

    private void matrix(Placeholder<TInt32> placeholder, int[] values, int rows) {
        feed(placeholder, TInt32.tensorOf(Shape.of(rows, values.length / rows), DataBuffers.of(values, true, false)));
    }

    void scalar(Placeholder<TFloat32> placeholder, float value) {
        feed(placeholder, TFloat32.scalarOf(value));
    }

    private void feed(Operand<?> placeholder, Tensor tensor) {
        tensors.add(tensor);
        runner.feed(placeholder, tensor);
    }

    /** Also runs {@code operation}. */
    void target(Op operation) {
        runner.addTarget(operation);
    }

    /** Runs, and gives the values of {@code output}, row-major. */
    float[] fetch(Output<?> output) {
        try (var result = runner.fetch(output).run()) {
            return GraphVariables.floats(result.get(0));
        }
    }

    @Override
    public void close() {
        tensors.forEach(Tensor::close);
    }
}
