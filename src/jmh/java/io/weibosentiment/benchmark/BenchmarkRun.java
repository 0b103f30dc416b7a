package io.weibosentiment.benchmark;

import ai.onnxruntime.OrtException;
import io.weibosentiment.InvalidInputException;
import io.weibosentiment.config.ConfigLoader;
import io.weibosentiment.config.ConfigSources;
import io.weibosentiment.config.Field;
import io.weibosentiment.config.InputConfig;
import io.weibosentiment.config.JobConfig;
import io.weibosentiment.config.ModelConfig;
import io.weibosentiment.config.OutputConfig;
import io.weibosentiment.config.Setting;
import io.weibosentiment.engine.DeviceBinding;
import io.weibosentiment.engine.OfflineEngine;
import io.weibosentiment.files.HostCache;
import io.weibosentiment.files.LocalFolders;
import io.weibosentiment.inference.ScoringMetrics;
import io.weibosentiment.inference.ScoringModel;
import io.weibosentiment.model.bundle.BundleCache;
import io.weibosentiment.model.bundle.ModelBundle;
import io.weibosentiment.model.featurizer.Batch;
import io.weibosentiment.run.Console;
import io.weibosentiment.run.SparkSessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** One benchmark from the request to the report: the job, the machine's peak, and the other ways to score. */
final class BenchmarkRun {

    private static final int SOAK_PARTS = 10;
    private static final String GENERATED = "generated";

    /** Ours and ONNX Runtime get more texts: for runs long enough to time, and batches as full as those of the job. */
    private static final int FAST_PER_OTHER = 5;

    private final Benchmark.Request request;
    private final JobReport report = new JobReport(new Report(System.out));

    BenchmarkRun(Benchmark.Request request) {
        this.request = request;
    }

    Report run() throws Exception {
        Path folder = Files.createTempDirectory("weibo-sentiment-benchmark");
        try {
            report.machine(InstructionSet.ofThisHost(), Runtime.getRuntime().availableProcessors());
            report.sampleAgain(sampleAgain(folder));
            if (request.rerun() || !EnumSet.of(Benchmark.Part.SAMPLE).equals(request.parts())) {
                runInSession(folder);
            }
            return report.report();
        } finally {
            LocalFolders.delete(folder);
        }
    }

    /** Runs in other processes, and so before this one has the memory and the cores of a session. */
    private Optional<SampleAgain> sampleAgain(Path folder) throws IOException, InterruptedException {
        return request.asksFor(Benchmark.Part.SAMPLE) && !request.rerun()
                ? Optional.of(SampleAgain.measure(request.home(), folder, request.repeats()))
                : Optional.empty();
    }

    private void runInSession(Path folder) throws Exception {
        try (SparkSession spark = SparkSessions.open("benchmark", ScoringMetrics.class)) {
            spark.sparkContext().setLogLevel("ERROR");
            int perTask = spark.sparkContext().getConf().getInt("spark.task.cpus", 1);
            int tasks = spark.sparkContext().defaultParallelism() / perTask;
            HostCache cache = HostCache.at(Optional.empty());
            OfflineEngine engine = OfflineEngine.start(cache, DeviceBinding.cpu());
            ModelUnderTest model = ModelUnderTest.open(request.model(), request.checkpoint(), cache, folder);
            JobConfig config = config(model, input(spark, cache, folder), folder);
            if (request.rerun()) {
                rerun(config, spark, cache, folder);
                return;
            }
            JobMeasure job = JobMeasure.median(config, spark, Console.on(System.out), request.repeats());
            report.job(job, tasks, ProcessMemory.now());
            ScoringModel scoring = ScoringModel.open(spark, config.model());
            peak(model, scoring, job, engine, new Lanes(tasks), folder);
            report.windows(windows(spark, config, tasks * perTask, folder));
            if (request.asksFor(Benchmark.Part.SCORING)) {
                try (Comparison comparison = new Comparison(spark, model, config, engine, new Lanes(tasks))) {
                    compare(comparison, scoring, Corpus.prepare(spark, config, folder), folder);
                }
            }
        }
    }

    /** Of the comments that the job scored last. */
    private Optional<WindowComparison> windows(SparkSession spark, JobConfig config, int threads, Path folder)
            throws IOException {
        if (!request.asksFor(Benchmark.Part.WINDOWS)) {
            return Optional.empty();
        }
        Path scored = Path.of(config.output().dir());
        WindowRows rows = WindowRows.write(spark, scored, folder.resolve("window-rows"), threads);
        OurWindows ours = new OurWindows(spark, rows, folder.resolve("windows"));
        return Optional.of(WindowComparison.measure(ours, folder, threads, request.repeats()));
    }

    private void rerun(JobConfig config, SparkSession spark, HostCache cache, Path folder) throws IOException {
        CommentGenerator generator = request.generator()
                .orElseThrow(() -> new InvalidInputException("--rerun makes its comments up; give --comments"));
        String characters =
                ModelUnderTest.characters(new BundleCache(cache, new Configuration()).fetch(ModelConfig.BUNDLED));
        Path generated = folder.resolve(GENERATED);
        Rerun.Input files = new Rerun.Input() {
            @Override
            public void add(long from, long to) {
                generator
                        .generate(spark, characters, from, to)
                        .write()
                        .mode("append")
                        .parquet(generated.toString());
            }

            @Override
            public void clear() throws IOException {
                LocalFolders.delete(generated);
            }
        };
        LocalFolders.delete(generated);
        report.rerun(Rerun.measure(config, spark, Console.on(System.out), generator.comments(), files));
    }

    /** The files to read: those given, or new ones below {@code folder}. */
    private List<String> input(SparkSession spark, HostCache cache, Path folder) throws IOException {
        if (request.generator().isEmpty()) {
            return request.input();
        }
        ModelBundle bundled = new BundleCache(cache, new Configuration()).fetch(ModelConfig.BUNDLED);
        String generated = folder.resolve(GENERATED).toString();
        request.generator()
                .get()
                .generate(spark, ModelUnderTest.characters(bundled))
                .write()
                .parquet(generated);
        return List.of(generated);
    }

    private JobConfig config(ModelUnderTest model, List<String> input, Path folder) {
        List<Setting> settings = new ArrayList<>();
        settings.add(InputConfig.PATHS.set(input));
        if (request.generator().isPresent()) {
            for (String field : CommentGenerator.SCHEMA.fieldNames()) {
                settings.add(InputConfig.COLUMNS
                        .get(Field.valueOf(field.toUpperCase(Locale.ROOT)))
                        .set(field));
            }
        } else {
            settings.add(InputConfig.PRESET.set(request.preset()));
        }
        settings.add(ModelConfig.BUNDLE.set(model.path()));
        settings.add(OutputConfig.DIR.set(folder.resolve("tables").toString()));
        request.policy().ifPresent(policy -> settings.add(JobConfig.POLICY.set(policy)));
        request.precision().ifPresent(precision -> settings.add(ModelConfig.PRECISION.set(precision)));
        ConfigSources sources = new ConfigSources(settings, request.assignments(), Optional.empty());
        return new ConfigLoader(Map.of()).load(sources, InputConfig.PATHS, OutputConfig.DIR);
    }

    private void peak(
            ModelUnderTest model, ScoringModel scoring, JobMeasure job, OfflineEngine engine, Lanes lanes, Path folder)
            throws IOException {
        if (model.architecture().isEmpty()) {
            report.noPeak("the bundle wraps a SavedModel, whose shape is not known");
            return;
        }
        BertFlops flops = BertFlops.of(model.architecture().get());
        MatrixPeak peak = new MatrixPeak(
                flops.hidden(), flops.intermediate(), scoring.resolved().precision(), lanes);
        report.peak(job, flops, lanes.threads(), peak.flopsPerSecond(engine, folder.resolve("products")));
    }

    private void compare(Comparison comparison, ScoringModel scoring, Corpus corpus, Path folder)
            throws IOException, OrtException {
        Dataset<Row> some = corpus.someDistinct(Math.multiplyExact(FAST_PER_OTHER, request.sample()), folder);
        List<String> distinct = Corpus.texts(some.limit(request.sample()));
        List<String> more = Corpus.texts(some);
        List<Batch> batches = comparison.batches(more);
        comparison.addOurs(scoring, corpus, some, folder);
        comparison.addArrivalOrder(distinct, corpus.someComments(request.sample()), folder);
        comparison.addEngines(scoring, batches, more.size());
        if (request.int8()) {
            comparison.addInt8(batches, more.size(), request.labelled());
        }
        comparison.rounds().run(request.repeats());
        report.usefulTokens(Comparison.usefulTokens(batches, comparison.tokens(more)));
        report.comparison(comparison);
        if (request.soak() > 0) {
            soak(comparison);
        }
    }

    /** Memory after many batches over that after a tenth of them. */
    private void soak(Comparison comparison) {
        int first = request.soak() / SOAK_PARTS;
        double seconds = comparison.runBatches(first);
        ProcessMemory early = ProcessMemory.now();
        seconds += comparison.runBatches(request.soak() - first);
        report.soak(request.soak(), seconds, early, ProcessMemory.now());
    }
}
