package io.weibosentiment.job;

import com.fasterxml.jackson.databind.JsonNode;
import io.weibosentiment.Attempt;
import io.weibosentiment.Columns;
import io.weibosentiment.RejectLimitExceededException;
import io.weibosentiment.config.JobConfig;
import io.weibosentiment.config.RejectLimit;
import io.weibosentiment.inference.ScoringModel;
import io.weibosentiment.ingest.IngestCounts;
import io.weibosentiment.ingest.InputFiles;
import io.weibosentiment.model.bundle.BundleManifest;
import io.weibosentiment.output.OutputFolder;
import io.weibosentiment.output.RunManifest;
import io.weibosentiment.output.Table;
import io.weibosentiment.run.Console;
import io.weibosentiment.run.RunSummary;
import io.weibosentiment.run.SparkSessions;
import io.weibosentiment.run.Stages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;

/** Gathers what a run finds and does, tells it on the console as it goes, and makes the manifest and summary of it. */
final class RunReport {

    private static final DateTimeFormatter RUN =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final int FINGERPRINT_SHOWN = 12;
    private static final double MANY_TRUNCATED = 0.01;

    private final String run;
    private final Instant started;
    private final Clock clock;
    private final Stages stages;
    private final Console console;
    private final Attempt attempt;
    private final RunManifest manifest = new RunManifest();
    private final Map<String, Object> counts = new LinkedHashMap<>();
    private final List<RunSummary.Figure> figures = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private IngestCounts ingested = new IngestCounts(0, 0, 0, 0, Map.of());

    RunReport(String command, JobConfig config, SparkContext spark, Stages stages, Console console, Clock clock) {
        this.clock = clock;
        this.started = clock.instant();
        this.run = RUN.format(started)
                + String.format("-%06x", ThreadLocalRandom.current().nextInt(1 << 24));
        this.stages = stages;
        this.console = console;
        this.attempt = SparkSessions.attempt(spark);
        manifest.with("run", run)
                .with("command", command)
                .with("software", Map.of("weibo-sentiment", version(), "spark", spark.version()))
                .with("application", Map.of("id", attempt.application(), "attempt", attempt.number()))
                .with("policy", config.policy().name().toLowerCase(Locale.ROOT))
                .with("zone", config.aggregate().zone().getId())
                .with("configuration", config.settings())
                .with("counts", counts);
    }

    /** The run's id: when it began, and six random digits. */
    String run() {
        return run;
    }

    /** The attempt at its application that the run is. */
    Attempt attempt() {
        return attempt;
    }

    /**
     * The summary of {@code published}, if that is the manifest of an earlier attempt at this run's application: it was
     * lost after it had published and before the cluster heard of it.
     */
    Optional<RunSummary> ofEarlierAttempt(JsonNode published) {
        JsonNode application = published.path("application");
        Attempt other = new Attempt(
                application.path("id").asText(), application.path("attempt").asInt());
        if (!attempt.follows(other)) {
            return Optional.empty();
        }
        JsonNode found = published.path("counts");
        return Optional.of(new RunSummary(
                found.path("read").asLong(),
                found.path("kept").asLong(),
                found.path("duplicates").asLong(),
                found.path("rejected").asLong(),
                List.of(),
                List.of(),
                List.of("attempt " + other.number() + " of " + other.application() + " had published run "
                        + published.path("run").asText() + " before it was lost; nothing was done again")));
    }

    /** What is told of runs that died. */
    void leftovers(List<String> folders) {
        folders.forEach(folder -> warnings.add("run " + folder + " had died; what it had staged was removed"));
    }

    void input(InputFiles plan) {
        console.line(
                "input", String.format(Locale.ROOT, "%,d files, %,.1f MB stored", plan.files(), plan.bytes() / 1e6));
    }

    void model(ScoringModel model) {
        BundleManifest bundle = model.manifest();
        String name = model.config().bundle();
        console.line(
                "model",
                name + " (" + bundle.fingerprint().substring(0, FINGERPRINT_SHOWN) + "), "
                        + String.join(", ", model.describe()));
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("bundle", name);
        facts.put("fingerprint", bundle.fingerprint());
        facts.put("precision", model.resolved().precision().name().toLowerCase(Locale.ROOT));
        facts.put("precision_reason", model.resolved().reason());
        facts.put("devices", model.resolved().devices());
        facts.put("max_tokens", bundle.requireMaxTokens(model.config().maxTokens()));
        facts.put("labels", bundle.head().labels());
        facts.put("positive", bundle.head().positiveLabel());
        manifest.with("model", facts);
    }

    void ingest(IngestCounts found) {
        ingested = found;
        console.line(
                "read",
                String.format(
                        Locale.ROOT,
                        "%,d rows: %,d comments, %,d duplicates, %,d rejected%s",
                        found.read(),
                        found.kept(),
                        found.duplicates(),
                        found.rejected(),
                        found.reasons().isEmpty() ? "" : " " + found.reasons()));
        put(found);
    }

    private void put(IngestCounts found) {
        counts.put("read", found.read());
        counts.put("kept", found.kept());
        counts.put("duplicates", found.duplicates());
        counts.put("rejected", found.rejected());
        counts.put("rejected_reasons", found.reasons());
    }

    /** Stops the run if more rows were rejected than {@code limit} allows. */
    void checkLimit(RejectLimit limit) {
        if (limit.exceededBy(ingested.rejected(), ingested.read())) {
            throw new RejectLimitExceededException(
                    ingested.rejected(), ingested.read(), limit.text(), ingested.reasons());
        }
    }

    void scoring(WaveScorer.Outcome outcome) {
        counts.put("distinct_texts", outcome.texts());
        counts.put("new_texts", outcome.fresh());
        counts.put("reused_texts", outcome.texts() - outcome.fresh());
        counts.put("unscored_texts", outcome.unscored());
        Map<String, Object> throughput = new LinkedHashMap<>();
        throughput.put("waves", outcome.waves());
        throughput.put("texts_per_second", perSecond(outcome.fresh()));
        throughput.put("tokens_per_second", perSecond(outcome.done().tokens()));
        throughput.put("batches", outcome.done().batches());
        throughput.put("engine_seconds", outcome.done().engineNanos() / 1e9);
        manifest.with("scoring", throughput);
        figures.add(new RunSummary.Figure(
                "texts",
                String.format(
                        Locale.ROOT,
                        "%,d distinct, %,d scored before, %,d scored now%s",
                        outcome.texts(),
                        outcome.texts() - outcome.fresh(),
                        outcome.fresh(),
                        outcome.fresh() == 0 ? "" : speed(outcome))));
        outcome.damaged()
                .forEach(file -> warnings.add(
                        "the score store's file " + file + " was damaged and set aside; its texts were scored again"));
        if (outcome.unscored() > 0) {
            warnings.add(outcome.unscored() + " texts could not be scored; their comments stand in rejected_comments");
        }
    }

    private String speed(WaveScorer.Outcome outcome) {
        return String.format(
                Locale.ROOT,
                " in %d wave%s at %,.0f texts/s, %,.0f tokens/s",
                outcome.waves(),
                outcome.waves() == 1 ? "" : "s",
                perSecond(outcome.fresh()),
                perSecond(outcome.done().tokens()));
    }

    /** Counts comments that were kept and then could not be scored as rejected. */
    void unscorable(long comments) {
        ingested = ingested.reject(CommentScores.NOT_SCORED, comments);
        put(ingested);
    }

    private double perSecond(long count) {
        double seconds = stages.seconds(Stages.SCORING);
        return seconds == 0 ? 0 : count / seconds;
    }

    void counts(RunCounts found) {
        counts.putAll(found.named());
        found.meanSentiment()
                .ifPresent(mean -> figures.add(new RunSummary.Figure(
                        "mean sentiment",
                        String.format(
                                Locale.ROOT,
                                "%.3f over %,d comments (%,d by the model, %,d by rule, %,d without a score)",
                                mean,
                                found.model() + found.rule(),
                                found.model(),
                                found.rule(),
                                found.unscored()))));
        if (found.truncated() > MANY_TRUNCATED * found.kept()) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "%,d comments were longer than the model reads and were cut; see the column %s",
                    found.truncated(),
                    Columns.TRUNCATED));
        }
    }

    void windows(WindowTables.Outcome outcome) {
        Map<String, Long> ofKind = new LinkedHashMap<>();
        outcome.withoutWindow().ofKind().forEach((window, comments) -> {
            ofKind.put(window.text(), comments);
            if (comments > 0) {
                warnings.add(String.format(
                        Locale.ROOT,
                        "%,d comments stand in no window of '%s': they lack the time it needs",
                        comments,
                        window));
            }
        });
        counts.put("comments_without_window", outcome.withoutWindow().atAll());
        counts.put("comments_without_window_of_kind", ofKind);
        warnings.addAll(outcome.warnings());
    }

    RunSummary finish(SparkSession spark, OutputFolder output) {
        Instant finished = clock.instant();
        manifest.with("started", started.toString())
                .with("finished", finished.toString())
                .with("seconds", stages.seconds());
        try {
            RunHistory.write(spark, output, manifest);
        } catch (IOException e) {
            throw new UncheckedIOException("the table of runs could not be written: " + e.getMessage(), e);
        }
        List<RunSummary.Table> tables = new ArrayList<>();
        Map<String, Object> rows = new LinkedHashMap<>();
        for (Table table : output.written()) {
            long count = output.read(table).count();
            tables.add(new RunSummary.Table(table.folder(), count, output.place(table)));
            rows.put(table.folder(), count);
        }
        manifest.with("tables", rows).with("paths", output.paths());
        if (ingested.rejected() > 0) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "%,d rows could not be used; they stand in %s with file and reason",
                    ingested.rejected(),
                    Table.REJECTED_COMMENTS.folder()));
        }
        return new RunSummary(
                ingested.read(),
                ingested.kept(),
                ingested.duplicates(),
                ingested.rejected(),
                tables,
                figures,
                warnings);
    }

    String manifest() {
        return manifest.json();
    }

    private static String version() {
        String version = RunReport.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
