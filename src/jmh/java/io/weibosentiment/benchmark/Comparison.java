package io.weibosentiment.benchmark;

import ai.djl.inference.Predictor;
import ai.djl.translate.TranslateException;
import ai.onnxruntime.OrtException;
import io.weibosentiment.config.JobConfig;
import io.weibosentiment.config.Precision;
import io.weibosentiment.engine.IntegerBatch;
import io.weibosentiment.engine.OfflineEngine;
import io.weibosentiment.engine.SavedModelSession;
import io.weibosentiment.inference.BatchPlanner;
import io.weibosentiment.inference.ScoringModel;
import io.weibosentiment.inference.ScoringProgress;
import io.weibosentiment.inference.TextLengths;
import io.weibosentiment.model.bundle.PreparedModel;
import io.weibosentiment.model.featurizer.Batch;
import io.weibosentiment.model.featurizer.Features;
import io.weibosentiment.model.featurizer.Featurizer;
import io.weibosentiment.model.graph.BertArchitecture;
import io.weibosentiment.text.TextPolicies;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntToDoubleFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Ours and the other ways to score the same texts, opened side by side. */
final class Comparison implements AutoCloseable {

    /** Our scoring of distinct texts, as the job does it. */
    static final String OURS = "ours";

    /** Our scoring of all comments, repeats found first. */
    static final String OURS_AS_IS = "ours, with repeats";

    /** Transformers' graph in float32, texts as they come, on distinct texts. */
    static final String ARRIVAL = "arrival order, plain graph";

    /** The same on comments with their repeats. */
    static final String ARRIVAL_AS_IS = "arrival order, plain graph, with repeats";

    /** Our graph in float32, texts as they come, on distinct texts. */
    static final String ARRIVAL_OUR_GRAPH = "arrival order, our graph in float32";

    /** Our graph and batches without Spark. */
    static final String OUR_ENGINE = "our batches, our engine";

    static final String ONNX_FLOAT32 = "our batches, ONNX Runtime float32";
    static final String ONNX_INT8 = "our batches, ONNX Runtime int8";

    /** Our batches and engine with 8-bit products. */
    static final String OUR_INT8 = "our batches, our engine, int8";

    private static final String SIGNATURE = "serving_default";
    private static final int CHECKED = 64;
    private static final double MOST_DIFFERENCE = 1e-3;

    private final SparkSession spark;
    private final ModelUnderTest model;
    private final JobConfig config;
    private final OfflineEngine engine;
    private final Lanes lanes;
    private final Rounds rounds = new Rounds();
    private final List<String> notes = new ArrayList<>();
    private IntToDoubleFunction ours = count -> 0;
    private final Deque<Runnable> open = new ArrayDeque<>();

    Comparison(SparkSession spark, ModelUnderTest model, JobConfig config, OfflineEngine engine, Lanes lanes) {
        this.spark = spark;
        this.model = model;
        this.config = config;
        this.engine = engine;
        this.lanes = lanes;
    }

    Rounds rounds() {
        return rounds;
    }

    /** What a reader should know of the ways compared, a line each. */
    List<String> notes() {
        return List.copyOf(notes);
    }

    /** Adds our own scoring through Spark, of {@code some} distinct texts and of the whole corpus. */
    void addOurs(ScoringModel scoring, Corpus corpus, Dataset<Row> some, Path folder) {
        TextLengths sample = scoring.lengths(some);
        rounds.add(OURS, sample.texts(), () -> timed(() -> score(scoring, some, sample)));
        String stored = folder.resolve("distinct").toString();
        rounds.add(
                OURS_AS_IS,
                corpus.comments().count(),
                () -> timed(() -> {
                    corpus.distinct().write().mode("overwrite").parquet(stored);
                    Dataset<Row> texts = spark.read().parquet(stored);
                    score(scoring, texts, scoring.lengths(texts));
                }));
    }

    private void score(ScoringModel scoring, Dataset<Row> texts, TextLengths workload) {
        try (ScoringProgress progress = ScoringProgress.register(spark)) {
            scoring.scorer(spark, config.scoring(), progress)
                    .score(texts, workload)
                    .write()
                    .format("noop")
                    .mode("overwrite")
                    .save();
        }
    }

    private static double timed(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    /** Adds scoring in the order in which texts come. */
    void addArrivalOrder(List<String> distinct, List<String> comments, Path folder) throws IOException {
        Featurizer featurizer = featurizer();
        Optional<BertArchitecture> architecture = model.architecture();
        if (architecture.isEmpty()) {
            notes.add("no plain graph: the bundle wraps a SavedModel; arrival order is measured with that one");
            SavedModelSession wrapped =
                    session(model.bundle().prepare(Precision.FLOAT32).savedModel());
            addArrivalOrder(ARRIVAL, wrapped, featurizer, distinct);
            addArrivalOrder(ARRIVAL_AS_IS, wrapped, featurizer, comments);
            return;
        }
        SavedModelSession plain =
                session(PlainGraph.save(architecture.get(), model.weights(), folder.resolve("plain")));
        addArrivalOrder(ARRIVAL, plain, featurizer, distinct);
        addArrivalOrder(ARRIVAL_AS_IS, plain, featurizer, comments);
        SavedModelSession ours =
                session(model.bundle().prepare(Precision.FLOAT32).savedModel());
        requireSame(plain, ours, featurizer.encode(distinct.subList(0, Math.min(CHECKED, distinct.size()))));
        addArrivalOrder(ARRIVAL_OUR_GRAPH, ours, featurizer, distinct);
    }

    /** Makes sure that both graphs compute the same. */
    private static void requireSame(SavedModelSession plain, SavedModelSession ours, List<Features> texts) {
        IntegerBatch batch = ArrivalOrderLane.padded(texts);
        float[][] expected = logits(ours, batch);
        float[][] found = logits(plain, batch);
        for (int text = 0; text < expected.length; text++) {
            for (int label = 0; label < expected[text].length; label++) {
                double difference = Math.abs(expected[text][label] - found[text][label]);
                if (!(difference <= MOST_DIFFERENCE)) {
                    throw new IllegalStateException("the plain graph's logits differ from ours by " + difference
                            + ", expected at most " + MOST_DIFFERENCE);
                }
            }
        }
    }

    private static float[][] logits(SavedModelSession session, IntegerBatch batch) {
        try (Predictor<IntegerBatch, float[][]> predictor = session.newPredictor(SIGNATURE, PlainGraph.LOGITS)) {
            return predictor.predict(batch);
        } catch (TranslateException e) {
            throw new IllegalStateException("a graph failed on the first batch: " + e.getMessage(), e);
        }
    }

    private void addArrivalOrder(String name, SavedModelSession session, Featurizer featurizer, List<String> texts) {
        rounds.add(
                name,
                texts.size(),
                () -> lanes.seconds(
                        ArrivalOrderLane.batches(texts), () -> new ArrivalOrderLane(session, featurizer, texts)));
    }

    /** The batches that we would make of {@code texts}. */
    List<Batch> batches(List<String> texts) throws IOException {
        Featurizer featurizer = featurizer();
        List<Features> features = featurizer.encode(texts);
        int[] tokens = features.stream().mapToInt(Features::tokens).toArray();
        return BatchPlanner.of(config.scoring()).plan(tokens).stream()
                .map(batch -> featurizer.batch(batch.stream().map(features::get).toList()))
                .toList();
    }

    /** The tokens of {@code texts}, special ones included. */
    long tokens(List<String> texts) throws IOException {
        return featurizer().encode(texts).stream().mapToLong(Features::tokens).sum();
    }

    /** The share of the tokens in {@code batches} that belong to the texts they were made of. */
    static double usefulTokens(List<Batch> batches, long tokens) {
        long computed = batches.stream()
                .mapToLong(batch -> batch.inputs().inputs().get(PlainGraph.IDS).values().length)
                .sum();
        return (double) tokens / computed;
    }

    /** Adds the engines alone, all fed with the same batches. */
    void addEngines(ScoringModel scoring, List<Batch> batches, int texts) throws IOException, OrtException {
        PreparedModel prepared = model.bundle().prepare(scoring.resolved().precision());
        SavedModelSession session = session(prepared.savedModel());
        ours = count -> lanes.seconds(count, () -> new EngineLane(session, prepared.output(), batches));
        rounds.add(OUR_ENGINE, texts, () -> ours.applyAsDouble(batches.size()));
        addOnnx(ONNX_FLOAT32, "model.onnx", batches, texts);
        addOnnx(ONNX_INT8, "model-int8.onnx", batches, texts);
    }

    /** Adds our graph with 8-bit products, and notes how far its scores are off and how often they are right. */
    void addInt8(List<Batch> batches, int texts, List<String> labelled) throws IOException {
        PreparedModel exact = model.bundle().prepare(Precision.FLOAT32);
        Accuracy accuracy = new Accuracy(exact, session(exact.savedModel()));
        accuracy.add(
                "bfloat16", session(model.bundle().prepare(Precision.BFLOAT16).savedModel()));
        SavedModelSession session =
                session(model.bundle().prepare(Precision.INT8).savedModel());
        accuracy.add("int8", session);
        rounds.add(
                OUR_INT8,
                texts,
                () -> lanes.seconds(batches.size(), () -> new EngineLane(session, exact.output(), batches)));
        notes.addAll(accuracy.differences(batches));
        for (String file : labelled) {
            notes.add(accuracy.onLabelled(
                    spark, file, TextPolicies.named(config.policy()), featurizer(), BatchPlanner.of(config.scoring())));
        }
    }

    /**
     * Seconds to run {@code count} of our batches through our engine, from the first one again when they are all done.
     */
    double runBatches(int count) {
        return ours.applyAsDouble(count);
    }

    private void addOnnx(String name, String file, List<Batch> batches, int texts) throws OrtException {
        Optional<Path> found = model.beside(file);
        if (found.isEmpty()) {
            String missing = model.checkpoint()
                    .map(folder -> "there is no " + file + " in " + folder)
                    .orElse("not compared without a checkpoint");
            notes.add(name + ": " + missing + "; give its folder with --checkpoint DIR");
            return;
        }
        OnnxModel onnx = OnnxModel.fastest(found.get(), lanes.threads(), batches);
        open.push(onnx::close);
        notes.add(name + ": " + onnx.threads() + ", the faster of the two ways to use the cores");
        rounds.add(name, texts, onnx::seconds);
    }

    /** A session on {@code savedModel}, closed with this. */
    SavedModelSession session(Path savedModel) {
        SavedModelSession session = SavedModelSession.load(savedModel, engine);
        open.push(session::close);
        return session;
    }

    private Featurizer featurizer() throws IOException {
        int most = config.model().maxTokens().orElse(0);
        Featurizer featurizer = model.bundle().featurizer(most == 0 ? OptionalInt.empty() : OptionalInt.of(most));
        open.push(featurizer::close);
        return featurizer;
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            open.pop().run();
        }
    }
}
