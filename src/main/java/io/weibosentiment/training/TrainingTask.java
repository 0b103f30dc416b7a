package io.weibosentiment.training;

import io.weibosentiment.StopRequestedException;
import io.weibosentiment.config.DeviceChoice;
import io.weibosentiment.engine.DeviceBinding;
import io.weibosentiment.engine.OfflineEngine;
import io.weibosentiment.files.HostCache;
import io.weibosentiment.inference.GpuAddress;
import io.weibosentiment.knowledge.EmotionOntology;
import io.weibosentiment.model.bundle.BundleCache;
import io.weibosentiment.model.bundle.BundleManifest;
import io.weibosentiment.model.bundle.BundleManifest.Built;
import io.weibosentiment.model.bundle.BundleTarget;
import io.weibosentiment.model.bundle.ModelBundle;
import io.weibosentiment.model.bundle.NewBundle;
import io.weibosentiment.model.checkpoint.ImportFolder;
import io.weibosentiment.model.featurizer.Featurizer;
import io.weibosentiment.model.weights.WeightType;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SerializableWritable;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;

/**
 * The one task of a training. If its executor dies, the next attempt goes on from the newest checkpoint.
 *
 * @param from the bundle that it starts from; empty: from nothing
 * @param to the bundle that it makes
 * @param options how
 * @param made see {@link Training#made()}
 * @param ontology emotional words, for a training from nothing
 * @param device the device that the user asked for
 * @param cacheDir the host's cache, empty for the default place
 * @param hadoop how file systems are reached
 */
record TrainingTask(
        String from,
        String to,
        TrainingOptions options,
        List<String> made,
        Broadcast<EmotionOntology> ontology,
        DeviceChoice device,
        String cacheDir,
        SerializableWritable<Configuration> hadoop)
        implements Serializable {

    /** Trains on {@code rows}, see {@link Examples}, and writes the bundle; gives how the model became better. */
    LearningCurve train(Iterator<Row> rows) throws IOException {
        HostCache cache = HostCache.at(Optional.of(cacheDir).filter(dir -> !dir.isEmpty()));
        OfflineEngine engine = OfflineEngine.start(cache, DeviceBinding.of(device, GpuAddress.ofTask()));
        BundleTarget target = BundleTarget.of(to, hadoop.value());
        try (ImportFolder workplace = ImportFolder.create(cache.root())) {
            if (!from.isEmpty()) {
                ModelBundle start = new BundleCache(cache, hadoop.value()).fetch(from);
                return train(start, rows, cache, engine, workplace, target);
            }
            List<Row> all = new ArrayList<>();
            rows.forEachRemaining(all::add);
            return train(fromNothing(all, workplace, cache), all.iterator(), cache, engine, workplace, target);
        }
    }

    private ModelBundle fromNothing(List<Row> examples, ImportFolder workplace, HostCache cache) throws IOException {
        List<String> texts = examples.stream()
                .filter(row -> !Examples.isValidation(row))
                .map(Examples::text)
                .toList();
        return new KeammStart(
                        options.architecture().keamm().orElseThrow(),
                        ontology.value(),
                        options.cut().orElse(KeammStart.MAX_TOKENS),
                        options.seed(),
                        options.threads())
                .make(texts, workplace.folder().resolve("start"), cache);
    }

    private LearningCurve train(
            ModelBundle start,
            Iterator<Row> rows,
            HostCache cache,
            OfflineEngine engine,
            ImportFolder workplace,
            BundleTarget target)
            throws IOException {
        StartingModel model = StartingModel.of(start.manifest(), options.architecture(), made);
        try (Featurizer featurizer = start.featurizer(options.cut())) {
            LabelOutputs outputs = LabelOutputs.of(model.head());
            TrainingData data = TrainingData.read(rows, featurizer, outputs);
            CheckpointFolder checkpoints = CheckpointFolder.of(to, hadoop.value());
            LearningCurve curve = trained(start, model, data, featurizer, engine, checkpoints, workplace.folder());
            TrainingRecord record = new TrainingRecord(
                    start.manifest().fingerprint(),
                    data.sha256(),
                    data.training().size(),
                    data.validation().size(),
                    data.truncated(),
                    options,
                    curve.best().epoch(),
                    curve.epochs(),
                    curve.losses(),
                    OfflineEngine.version() + ", " + engine.kernels());
            write(start, model, record, checkpoints, workplace.folder(), cache, target);
            return curve;
        }
    }

    private LearningCurve trained(
            ModelBundle start,
            StartingModel model,
            TrainingData data,
            Featurizer featurizer,
            OfflineEngine engine,
            CheckpointFolder checkpoints,
            Path workplace)
            throws IOException {
        WeightRates rates = WeightRates.of(model.architecture(), options.optimization(), model.fresh());
        float[] weights = labelWeights(data);
        try (TrainingGraph graph =
                new TrainingGraph(model.architecture(), options, featurizer, weights, rates::of, engine)) {
            model.fill(graph, start, options.seed());
            TaskContext task = TaskContext.get();
            return new Trainer(
                            graph,
                            options,
                            data,
                            LabelOutputs.of(model.head()),
                            new CheckpointFolder.Identity(
                                    options, start.manifest().fingerprint(), data.sha256()),
                            checkpoints,
                            workplace,
                            () -> task != null && task.isInterrupted())
                    .train()
                    .orElseThrow(() -> new StopRequestedException(
                            "the training was stopped; start it again to go on from its checkpoint", null));
        }
    }

    /** What an example of each label counts: 1, or so much that both labels count the same and 1 on average. */
    private float[] labelWeights(TrainingData data) {
        float[] weights = {1, 1};
        if (options.balanced()) {
            for (int label = 0; label < weights.length; label++) {
                int own = label;
                long count = data.training().stream()
                        .filter(example -> example.label() == own)
                        .count();
                weights[label] = (float) ((double) data.training().size() / weights.length / count);
            }
        }
        return weights;
    }

    private void write(
            ModelBundle start,
            StartingModel model,
            TrainingRecord record,
            CheckpointFolder checkpoints,
            Path workplace,
            HostCache cache,
            BundleTarget target)
            throws IOException {
        Path folder = Files.createDirectory(workplace.resolve("bundle"));
        String featurizer = start.manifest().featurizerFile();
        Files.copy(start.folder().resolve(featurizer), folder.resolve(featurizer));
        checkpoints.copyBest(record.bestEpoch(), folder.resolve(BundleManifest.WEIGHTS));
        Files.writeString(folder.resolve(TrainingRecord.FILE), record.json());
        BundleManifest old = start.manifest();
        BundleManifest made = new NewBundle(
                        folder,
                        old.featurizer(),
                        model.head(),
                        old.requireMaxTokens(options.cut()),
                        Optional.of(new Built(model.architecture(), WeightType.FLOAT32)),
                        Optional.empty(),
                        old.source())
                .finish(cache, new HostCache(workplace));
        target.write(folder, made);
    }
}
