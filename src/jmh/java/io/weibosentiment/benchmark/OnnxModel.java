package io.weibosentiment.benchmark;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.weibosentiment.engine.IntegerArray;
import io.weibosentiment.engine.IntegerBatch;
import io.weibosentiment.model.featurizer.Batch;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A model in ONNX Runtime, fed with our batches by one thread each or by one thread with the cores to itself. */
final class OnnxModel implements AutoCloseable {

    /** Share of the batches that decide which way of using the cores is the faster one. */
    private static final int TRIAL_SHARE = 8;

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final Lanes lanes;
    private final List<IntegerBatch> batches;

    private OnnxModel(Path file, Lanes lanes, int threadsEach, List<Batch> batches) throws OrtException {
        this.lanes = lanes;
        this.batches = batches.stream().map(Batch::inputs).toList();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threadsEach);
            options.setInterOpNumThreads(1);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            this.session = environment.createSession(file.toString(), options);
        }
    }

    /** The model in {@code file}, using {@code cores} in whichever way is the faster one for these batches. */
    static OnnxModel fastest(Path file, int cores, List<Batch> batches) throws OrtException {
        OnnxModel apart = new OnnxModel(file, new Lanes(cores), 1, batches);
        if (cores == 1) {
            return apart;
        }
        OnnxModel together = new OnnxModel(file, new Lanes(1), cores, batches);
        double apartSeconds = Math.min(apart.trial(), apart.trial());
        double togetherSeconds = Math.min(together.trial(), together.trial());
        OnnxModel slower = apartSeconds <= togetherSeconds ? together : apart;
        slower.close();
        return slower == together ? apart : together;
    }

    /** How it uses the cores, in words. */
    String threads() {
        return lanes.threads() == 1 ? "one run on all cores" : lanes.threads() + " runs at once, a core each";
    }

    /** Seconds for all batches. */
    double seconds() {
        return lanes.seconds(batches.size(), () -> new OnnxLane(1));
    }

    private double trial() {
        int every = Math.min(TRIAL_SHARE, batches.size());
        return lanes.seconds(batches.size() / every, () -> new OnnxLane(every));
    }

    /** Runs every {@code every}th batch. */
    private final class OnnxLane implements Lanes.Lane {

        private final int every;

        OnnxLane(int every) {
            this.every = every;
        }

        @Override
        public void work(int index) throws OrtException {
            IntegerBatch batch = batches.get(index * every);
            IntegerArray ids = batch.inputs().get(PlainGraph.IDS);
            long[] shape = ids.shape().stream().mapToLong(Long::longValue).toArray();
            Map<String, OnnxTensor> inputs = new HashMap<>();
            try {
                for (String name : session.getInputNames()) {
                    inputs.put(
                            name,
                            OnnxTensor.createTensor(environment, LongBuffer.wrap(values(ids.values(), name)), shape));
                }
                try (OrtSession.Result result = session.run(inputs)) {
                    result.get(0).getValue(); // as ours takes its results out, too
                }
            } finally {
                inputs.values().forEach(OnnxTensor::close);
            }
        }

        @Override
        public void close() {
            // the session is the model's
        }
    }

    /** Batches of texts of one length: no token is masked, all are of type 0. */
    private static long[] values(int[] ids, String name) {
        long[] values = new long[ids.length];
        if (name.equals(PlainGraph.MASK)) {
            Arrays.fill(values, 1);
        } else if (name.equals(PlainGraph.IDS)) {
            for (int i = 0; i < values.length; i++) {
                values[i] = ids[i];
            }
        }
        return values;
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime could not close the model: " + e.getMessage(), e);
        }
    }
}
