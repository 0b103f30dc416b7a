package io.weibosentiment.run;

import io.weibosentiment.Attempt;
import io.weibosentiment.config.JobConfig;
import io.weibosentiment.config.OutputConfig;
import io.weibosentiment.output.CatalogDatabase;
import io.weibosentiment.output.Lease;
import io.weibosentiment.output.OutputFolder;
import io.weibosentiment.output.PublishedRun;
import io.weibosentiment.output.RunManifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A run that publishes its tables: it holds the output folder while it lasts, and readers read its tables only once it
 * is complete.
 *
 * @param command the command, such as {@code score}
 * @param config its configuration
 * @param session what it runs in
 */
public record Publication(String command, JobConfig config, Session session) {

    /** What a command does: it writes tables and reports facts. */
    @FunctionalInterface
    public interface Work {

        /** Does it within {@code run}. */
        void apply(Run run) throws IOException;
    }

    /** What follows once readers are sent to the run, while it still holds the folder. It must not fail. */
    @FunctionalInterface
    public interface Sequel {

        /** Does it, and gives the summary with what it adds. */
        RunSummary after(RunSummary summary, PublishedRun run);
    }

    /** As {@link #of(Work, Sequel)}, and nothing follows. */
    public RunSummary of(Work work) {
        return of(work, (summary, run) -> summary);
    }

    /**
     * Does {@code work} and publishes what it wrote; then {@code sequel}. Nothing is done where an earlier attempt at
     * the same application has published: it was lost before the cluster knew.
     *
     * @throws io.weibosentiment.InvalidInputException if the output folder or the catalog's database cannot be used
     * @throws io.weibosentiment.OutputBusyException if another run holds it for longer than the configuration waits
     */
    public RunSummary of(Work work, Sequel sequel) {
        Instant started = session.clock().instant();
        String id = RunId.at(started);
        Attempt attempt = SparkSessions.attempt(session.spark().sparkContext());
        try (OutputFolder output = open(new Lease.Holder(id, attempt, started))) {
            Optional<CatalogDatabase> catalog =
                    config.output().catalog().map(name -> CatalogDatabase.open(session.spark(), name, output.root()));
            Optional<RunSummary> earlier = output.runs()
                    .current()
                    .filter(manifest -> attempt.follows(manifest.application()))
                    .map(Publication::ofEarlierAttempt);
            if (earlier.isPresent()) {
                catalog.ifPresent(database -> database.follow(output.runs().published()));
                return earlier.get();
            }
            Run run = new Run(id, command, config, session, started, Optional.of(output));
            return publish(work, sequel, output, run, catalog);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to " + config.output().dir() + ": " + e.getMessage(), e);
        }
    }

    private RunSummary publish(
            Work work, Sequel sequel, OutputFolder output, Run run, Optional<CatalogDatabase> catalog)
            throws IOException {
        boolean isPublished = false;
        try (run) {
            output.removeLeftovers()
                    .forEach(folder -> run.warn("run " + folder + " died; its staged files were removed"));
            work.apply(run);
            Optional<RunSummary> unchanged = run.left();
            if (unchanged.isPresent()) {
                output.tidy(run.clock().instant());
                catalog.ifPresent(database -> database.follow(output.runs().published()));
                isPublished = true;
                return unchanged.get();
            }
            RunSummary summary = run.finish();
            RunSummary complete = session.stop().finishing(since -> false, () -> {
                PublishedRun published = publish(output, summary.manifest());
                RunSummary last = sequel.after(summary, published);
                catalog.ifPresent(database -> database.follow(published));
                return last;
            });
            isPublished = true;
            return complete;
        } finally {
            if (!isPublished) {
                run.showWarnings(); // no summary will, and they may say why the run failed
            }
        }
    }

    private static RunSummary ofEarlierAttempt(RunManifest published) {
        Attempt other = published.application();
        return new RunSummary(
                published,
                List.of(),
                List.of(),
                List.of("attempt " + other.number() + " of " + other.application() + " had published run "
                        + published.run() + " before it was lost; nothing was done again"),
                "run " + published.run(),
                published.facts().section("counts").path("rejected").asLong() > 0);
    }

    private OutputFolder open(Lease.Holder holder) {
        OutputConfig output = config.output();
        AtomicBoolean told = new AtomicBoolean();
        Runnable whileWaiting = () -> {
            if (!told.getAndSet(true)) {
                session.console()
                        .line(
                                "waiting",
                                "another run holds " + output.dir() + "; for at most "
                                        + output.waiting().toMinutes() + " minutes");
            }
            session.stop().check("waiting for the output folder");
        };
        return OutputFolder.open(session.spark(), output, holder, whileWaiting);
    }

    private static PublishedRun publish(OutputFolder output, RunManifest manifest) {
        try {
            output.publish(manifest);
            return output.runs().published();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
