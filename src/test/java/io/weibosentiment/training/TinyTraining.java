package io.weibosentiment.training;

import io.weibosentiment.engine.OfflineEngine;
import io.weibosentiment.files.HostCache;
import io.weibosentiment.knowledge.EmotionOntology;
import io.weibosentiment.knowledge.EmotionTriple;
import io.weibosentiment.model.TinyBundle;
import io.weibosentiment.model.bundle.BundleCache;
import io.weibosentiment.model.bundle.ModelBundle;
import io.weibosentiment.model.featurizer.Features;
import io.weibosentiment.model.featurizer.Featurizer;
import io.weibosentiment.words.Polarity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;

/** Trains the tiny model on texts that a child could tell apart. */
final class TinyTraining implements AutoCloseable {

    static final HostCache CACHE = HostCache.at(Optional.empty());
    static final LabelOutputs OUTPUTS = new LabelOutputs(1);

    /** Invented, and no more than some words of the texts. */
    private static final EmotionOntology ONTOLOGY = new EmotionOntology(
            List.of(
                    new EmotionTriple("好", 5, "PH"),
                    new EmotionTriple("赞", 7, "PB"),
                    new EmotionTriple("差", 5, "NN"),
                    new EmotionTriple("恨", 9, "ND")),
            polarities(),
            Map.of(),
            "");

    private static Map<String, Polarity> polarities() {
        Map<String, Polarity> inOrder = new LinkedHashMap<>();
        inOrder.put("好", Polarity.POSITIVE);
        inOrder.put("赞", Polarity.POSITIVE);
        inOrder.put("差", Polarity.NEGATIVE);
        inOrder.put("恨", Polarity.NEGATIVE);
        return inOrder;
    }

    final OfflineEngine engine = OfflineEngine.startOnCpu(CACHE);
    final ModelBundle start;
    final StartingModel model;
    final Featurizer featurizer;
    final TrainingData data;
    final TrainingOptions options;

    TinyTraining(TrainingOptions options) throws IOException {
        this.options = options;
        this.start = start(options);
        this.model = StartingModel.of(start.manifest(), options.architecture(), List.of());
        this.featurizer = start.featurizer(OptionalInt.empty());
        this.data = data(featurizer);
    }

    /** Options that suit a tiny model. */
    static TrainingOptions options(Architecture architecture, double dropout, int checkpointSteps) {
        return new TrainingOptions(
                architecture,
                new Passes(3, 3, 96, checkpointSteps),
                new Optimization(2e-3, 0.1, 0.9, 1, 0.01, 1),
                EmoticonUse.KEPT,
                dropout,
                false,
                7,
                0,
                1);
    }

    /** The tiny bundle, or one that is made of the texts for an architecture that starts from nothing. */
    private static ModelBundle start(TrainingOptions options) throws IOException {
        if (!options.architecture().isFromNothing()) {
            return new BundleCache(CACHE, new Configuration())
                    .fetch(TinyBundle.path().toString());
        }
        Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "tiny-keamm");
        return new KeammStart(options.architecture().keamm().orElseThrow(), ONTOLOGY, 64, options.seed(), 2)
                .make(IntStream.range(0, 48).mapToObj(TinyTraining::text).toList(), folder.resolve("start"), CACHE);
    }

    private static String text(int i) {
        String letters = "abcdefghijklmnopqrstuvwxyz";
        String filler = letters.substring(i % 13, i % 13 + 1 + i % 9).replace("", " ");
        return (i % 2 == 0 ? "好棒赞" : "差骂恨") + filler + (i % 3 == 0 ? "太天气" : "");
    }

    private static TrainingData data(Featurizer featurizer) {
        List<Example> training = new ArrayList<>();
        List<Example> validation = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            boolean isPositive = i % 2 == 0;
            Features features = featurizer.encode(List.of(text(i))).get(0);
            (i < 48 ? training : validation).add(new Example(features, OUTPUTS.of(isPositive)));
        }
        return new TrainingData(training, validation, "hash", 0);
    }

    TrainingGraph graph() throws IOException {
        WeightRates rates = WeightRates.of(model.architecture(), options.optimization(), model.fresh());
        TrainingGraph graph =
                new TrainingGraph(model.architecture(), options, featurizer, new float[] {1, 1}, rates::of, engine);
        model.fill(graph, start, options.seed());
        return graph;
    }

    Batches.Batch batch() {
        return new Batches(data.training(), options.passes().batchTokens(), 64)
                .inOrder()
                .get(0);
    }

    /** Trains in {@code folder} until the end, or until {@code isStopped}; empty then. */
    Optional<LearningCurve> train(TrainingGraph graph, Path folder, BooleanSupplier isStopped) throws IOException {
        Path workplace = Files.createDirectories(folder.resolve("workplace"));
        return new Trainer(
                        graph,
                        options,
                        data,
                        OUTPUTS,
                        new CheckpointFolder.Identity(options, start.manifest().fingerprint(), data.sha256()),
                        checkpoints(folder),
                        workplace,
                        isStopped)
                .train();
    }

    static CheckpointFolder checkpoints(Path folder) throws IOException {
        return CheckpointFolder.of(folder.resolve("bundle").toString(), new Configuration());
    }

    @Override
    public void close() {
        featurizer.close();
    }
}
