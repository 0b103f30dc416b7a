package io.weibosentiment.job;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.config.JobConfig;
import io.weibosentiment.dynamics.FitRequest;
import io.weibosentiment.dynamics.Fitting;
import io.weibosentiment.dynamics.Opinions;
import io.weibosentiment.dynamics.OpinionsSource;
import io.weibosentiment.output.Table;
import io.weibosentiment.run.Publication;
import io.weibosentiment.run.Run;
import io.weibosentiment.run.RunSummary;
import io.weibosentiment.run.Session;
import io.weibosentiment.util.Counted;
import java.io.IOException;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Trajectories to fitted models of opinion dynamics, with their figures, intervals and forecasts. */
public final class FitJob {

    private static final String STEP = "fit";
    /** A value of the matrix, as text. */
    private static final long BYTES_OF_VALUE = 20;

    private final JobConfig config;
    private final FitRequest request;
    private final Run run;

    private FitJob(JobConfig config, FitRequest request, Run run) {
        this.config = config;
        this.request = request;
        this.run = run;
    }

    /**
     * What was fitted, for the manifest.
     *
     * @param matrix where the matrix lies
     * @param models the models' names
     * @param bloggers the columns of the matrix
     * @param windows its rows
     * @param fittedWindows how many of them models were fitted to
     * @param fittedFrom the start of the first
     * @param fittedUntil the start of the last of these
     * @param ahead how many windows after them are predicted
     * @param zone the zone in which windows begin
     * @param filledCells how many of their values had been filled in; empty if that is not known
     * @param replicates how many replicates the intervals come from; 0: there are no intervals
     */
    private record Facts(
            String matrix,
            List<String> models,
            int bloggers,
            int windows,
            int fittedWindows,
            String fittedFrom,
            String fittedUntil,
            int ahead,
            String zone,
            Long filledCells,
            int replicates) {}

    /**
     * Fits the models to the matrix that {@code config} names and publishes what was found, with a page of it.
     *
     * @throws InvalidInputException if the matrix is none that the models can be fitted to; nothing is published then
     */
    public static RunSummary run(JobConfig config, FitRequest request, Session session) {
        return new Publication(STEP, config, session)
                .of(
                        run -> new FitJob(config, request, run).fit(),
                        (summary, published) -> ReportJob.after(summary, published, config.output(), session));
    }

    private void fit() throws IOException {
        run.requireWithout(Table.TRAJECTORIES);
        run.requireWithout(Table.EVALUATED_TEXTS);
        OpinionsSource source = source();
        ZoneId zone = zone(source);
        Opinions opinions = run.step("read", () -> source.read(run.spark(), request.trainFrom(), zone));
        int rows = Fitting.rows(opinions, request, zone);
        run.line("matrix", described(source, opinions, rows) + "; dates are those of " + zone);
        run.sizeTo((long) opinions.starts().size() * opinions.agents().size() * BYTES_OF_VALUE);
        Optional<Long> filled = run.step(
                "read", () -> source.filledCells(run.spark(), opinions.starts().subList(0, rows)));
        sayFilled(filled, (long) rows * opinions.agents().size());

        Fitting fitting = run.step(STEP, () -> Fitting.of(run.spark(), opinions, request, zone));
        Optional<Dataset<Row>> replicates = source.replicatesIn(run.spark());
        int count = replicates
                .map(found -> run.step("intervals", () -> Fitting.count(found)))
                .orElse(0);
        Optional<Dataset<Row>> intervals =
                replicates.map(found -> run.stage("intervals", fitting.intervals(found, count)));
        run.step("tables", () -> fitting.tables(intervals).forEach((table, fit) -> run.writeWithCsv(table, "", fit)));
        run.fact(STEP, facts(source, opinions, rows, zone, filled, count));
        report(fitting, opinions, count);
    }

    private OpinionsSource source() {
        List<String> paths = config.input().paths();
        if (paths.size() != 1) {
            throw new InvalidInputException("--input: found " + paths.size() + " paths " + paths
                    + "; expected one: an output folder of aggregate or score, or one CSV file");
        }
        Configuration hadoop = run.spark().sparkContext().hadoopConfiguration();
        return OpinionsSource.of(paths.get(0), request.window(), hadoop);
    }

    private ZoneId zone(OpinionsSource source) {
        return request.zone()
                .or(() -> source.zone(run.spark().sparkContext().hadoopConfiguration()))
                .orElse(config.aggregate().zone());
    }

    private static String described(OpinionsSource source, Opinions opinions, int rows) {
        return String.format(
                Locale.ROOT,
                "%s of %s in %s, from %s; fitted to the first %,d, until %s",
                Counted.of(opinions.starts().size(), "window"),
                Counted.of(opinions.agents().size(), "blogger"),
                source.place(),
                opinions.starts().get(0),
                rows,
                opinions.starts().get(rows - 1));
    }

    private void sayFilled(Optional<Long> filled, long cells) {
        if (filled.isEmpty()) {
            run.warn("whether values were filled in is not known, as the matrix does not lie in an output folder");
        } else if (filled.get() > 0) {
            run.warn(String.format(
                    Locale.ROOT,
                    "of %s that models were fitted to, %,d had been filled in (trajectories_filled): the fit takes such a"
                            + " value for an opinion; with --set aggregate.trajectories.fill=longest-run, aggregate makes"
                            + " a matrix without",
                    Counted.of(cells, "value"),
                    filled.get()));
        }
    }

    private Facts facts(
            OpinionsSource source, Opinions opinions, int rows, ZoneId zone, Optional<Long> filled, int replicates) {
        return new Facts(
                source.place().toString(),
                request.models().stream().map(model -> model.text()).toList(),
                opinions.agents().size(),
                opinions.starts().size(),
                rows,
                opinions.starts().get(0).toString(),
                opinions.starts().get(rows - 1).toString(),
                Fitting.ahead(opinions, rows, request),
                zone.getId(),
                filled.orElse(null),
                replicates);
    }

    private void report(Fitting fitting, Opinions opinions, int replicates) {
        fitting.described().forEach(line -> run.line("model", line));
        fitting.warnings().forEach(run::warn);
        if (replicates == 0) {
            run.line("intervals", "none, as there are no replicates; aggregate makes them with --replicates N");
        } else {
            run.line("intervals", "95 %, from " + Counted.of(replicates, "replicate") + " of the matrix");
        }
        run.outcome(
                Counted.of(request.models().size(), "model") + " of "
                        + Counted.of(opinions.agents().size(), "blogger"),
                0);
    }
}
