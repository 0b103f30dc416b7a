package io.weibosentiment.training;

import io.weibosentiment.Columns;
import io.weibosentiment.InvalidInputException;
import io.weibosentiment.config.DeviceChoice;
import io.weibosentiment.config.ModelConfig;
import io.weibosentiment.engine.DeviceBinding;
import io.weibosentiment.engine.OfflineEngine;
import io.weibosentiment.files.HostCache;
import io.weibosentiment.inference.GpuAddress;
import io.weibosentiment.knowledge.EmotionOntology;
import io.weibosentiment.knowledge.OntologyFile;
import io.weibosentiment.model.bundle.BundleCache;
import io.weibosentiment.model.bundle.BundleManifest;
import io.weibosentiment.model.bundle.BundleTarget;
import io.weibosentiment.model.checkpoint.ImportRequest;
import io.weibosentiment.model.checkpoint.TrainableImporter;
import io.weibosentiment.model.weights.WeightType;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SerializableWritable;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A training, as the driver knows it: what it starts from is there and can be trained, and where its bundle goes is free.
 *
 * @param from the bundle that it starts from; empty: from nothing
 * @param to the bundle that it makes
 * @param options how
 * @param config the device and the host's cache
 * @param hadoop how file systems are reached
 * @param manifest what that bundle says of itself
 * @param made the first parts of the names of weights that were made for it, because its checkpoint lacked them
 * @param ontology emotional words, for a training from nothing
 * @param checkpoints where it can go on
 */
public record Training(
        String from,
        String to,
        TrainingOptions options,
        ModelConfig config,
        Configuration hadoop,
        Optional<BundleManifest> manifest,
        Set<String> made,
        EmotionOntology ontology,
        CheckpointFolder checkpoints) {

    private static final String START = "start.zip";
    private static final String MADE = "start.made";

    public Training {
        made = Set.copyOf(made);
    }

    /**
     * Checks what a training needs; the caller holds its {@link CheckpointFolder}.
     *
     * @param from a bundle, a Hugging Face folder, or {@link ModelConfig#BUNDLED}, which is nothing for an architecture
     *     that starts so
     * @param to the bundle to make, which must not exist
     * @param ontology the file with the emotion ontology, where one is to be used
     * @throws InvalidInputException if the model cannot be trained, or the bundle cannot be written
     */
    public static Training open(
            SparkSession spark,
            String from,
            String to,
            TrainingOptions asked,
            Optional<String> ontology,
            ModelConfig config)
            throws IOException {
        Configuration hadoop = spark.sparkContext().hadoopConfiguration();
        TrainingOptions options = asked.on(cores(spark.sparkContext()));
        BundleTarget.of(to, hadoop);
        CheckpointFolder checkpoints = CheckpointFolder.of(to, hadoop);
        HostCache cache = HostCache.at(config.cacheDir());
        if (options.architecture().isFromNothing() && from.equals(ModelConfig.BUNDLED)) {
            KeammStart.requireMaxTokens(options.cut());
            EmotionOntology known =
                    ontology.map(file -> OntologyFile.read(file, hadoop)).orElse(EmotionOntology.NONE);
            return new Training("", to, options, config, hadoop, Optional.empty(), Set.of(), known, checkpoints);
        }
        boolean isCheckpoint = isCheckpoint(from, hadoop);
        if (isCheckpoint) {
            startEngine(spark.sparkContext(), cache, config.device());
            importUnlessThere(from, options.seed(), checkpoints, cache, hadoop);
        }
        String bundle = isCheckpoint ? checkpoints.path(START) : from;
        Set<String> made = isCheckpoint ? checkpoints.lines(MADE) : Set.of();
        BundleManifest manifest = new BundleCache(cache, hadoop).manifest(bundle);
        manifest.requireMaxTokens(options.cut());
        StartingModel.of(manifest, options.architecture(), made);
        return new Training(
                bundle, to, options, config, hadoop, Optional.of(manifest), made, EmotionOntology.NONE, checkpoints);
    }

    private static int cores(SparkContext context) {
        return context.isLocal()
                ? context.defaultParallelism()
                : context.getConf().getInt("spark.task.cpus", 1);
    }

    /** The import runs the engine in this process; in a local run, the training does so too, perhaps on a GPU. */
    private static void startEngine(SparkContext context, HostCache cache, DeviceChoice device) {
        if (context.isLocal()) {
            OfflineEngine.start(cache, DeviceBinding.of(device, GpuAddress.ofTask()));
        }
    }

    private static boolean isCheckpoint(String from, Configuration hadoop) throws IOException {
        if (from.equals(ModelConfig.BUNDLED)) {
            return false;
        }
        Path path = new Path(from);
        FileSystem files = path.getFileSystem(hadoop);
        return files.exists(new Path(path, "config.json")) && !files.exists(new Path(path, "model.json"));
    }

    /** Imports a checkpoint beside the training's own, where every attempt finds it. */
    private static void importUnlessThere(
            String from, long seed, CheckpointFolder checkpoints, HostCache cache, Configuration hadoop)
            throws IOException {
        if (!checkpoints.has(MADE)) {
            checkpoints.remove(START);
            Set<String> made = new TrainableImporter(cache, hadoop)
                    .importModel(
                            new ImportRequest(
                                    from,
                                    checkpoints.path(START),
                                    WeightType.FLOAT32,
                                    OptionalInt.empty(),
                                    Optional.empty()),
                            seed);
            checkpoints.writeLines(MADE, made);
        }
    }

    /** What is trained, for the console. */
    public String described() {
        String start = manifest.map(found -> found.source().name() + "; "
                        + StartingModel.of(found, options.architecture(), made).described())
                .orElseGet(() -> "nothing, "
                        + (ontology.isEmpty() ? "without an emotion ontology" : "with " + ontology.described()));
        return options.architecture().key() + " from " + start;
    }

    /**
     * Trains in one task, and writes the bundle.
     *
     * @param examples see {@link Examples#of}
     * @return how the model became better
     */
    public LearningCurve run(SparkSession spark, Dataset<Row> examples) {
        TrainingTask task = new TrainingTask(
                from,
                to,
                options,
                List.copyOf(made),
                JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(ontology),
                config.device(),
                config.cacheDir().orElse(""),
                new SerializableWritable<>(hadoop));
        return examples.repartition(1)
                .sortWithinPartitions(Columns.TEXT_KEY)
                .javaRDD()
                .mapPartitions(rows -> List.of(task.train(rows)).iterator())
                .collect()
                .get(0);
    }

    /** The progress as of a few seconds ago; empty where the training has not begun. */
    public Optional<TrainingProgress> progress() {
        return checkpoints.progress();
    }
}
