package io.weibosentiment.job;

import io.weibosentiment.config.JobConfig;
import io.weibosentiment.config.OutputConfig;
import io.weibosentiment.inference.ScoringModel;
import io.weibosentiment.ingest.CrawlFiles;
import io.weibosentiment.ingest.InputFiles;
import io.weibosentiment.output.RunErasure.ErasedSince;
import io.weibosentiment.output.RunManifest;
import io.weibosentiment.rows.FileVersions;
import io.weibosentiment.run.Run;
import io.weibosentiment.text.TextKeys;
import io.weibosentiment.util.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * All that the tables of a run depend on, as a hash: runs in which it is equal make the same tables. Empty where that
 * cannot be said: of tables in a catalog, of labels, of files written to a moment ago, and of a program whose classes are
 * not known.
 *
 * @param sha256 64 hex digits
 */
record RunInputs(Optional<String> sha256) {

    private static final String SECTION = "inputs";

    private static final Set<String> WITHOUT_EFFECT =
            Set.of(OutputConfig.IF_CHANGED.name(), OutputConfig.WAIT_MINUTES.name());

    /**
     * The manifest's section {@code inputs}.
     *
     * @param sha256 64 hex digits
     */
    private record Facts(String sha256) {}

    /** What a run with {@code files} and {@code model} depends on. */
    static RunInputs of(
            JobConfig config,
            Run run,
            CrawlFiles files,
            ScoringModel model,
            Optional<LeftOut> leftOut,
            Optional<UserHash> users) {
        Map<String, Object> settings = new TreeMap<>(config.settings());
        settings.keySet().removeAll(WITHOUT_EFFECT);
        List<InputFiles> all = Stream.concat(Stream.of(files.comments()), files.posts().stream())
                .toList();
        StringBuilder known = new StringBuilder();
        for (InputFiles some : all) {
            Optional<String> reader = some.readerId(run.spark());
            Optional<String> versions =
                    FileVersions.hash(some.notEmpty(), run.clock().instant());
            if (reader.isEmpty() || versions.isEmpty()) {
                return new RunInputs(Optional.empty());
            }
            known.append(reader.get()).append('\n').append(versions.get()).append('\n');
        }
        if (!config.labels().paths().isEmpty()) {
            return new RunInputs(Optional.empty());
        }
        return new RunInputs(Optional.of(Sha256.of(String.join(
                "\n",
                known,
                settings.toString(),
                model.manifest().fingerprint(),
                model.facts().toString(),
                model.engine().toString(),
                TextKeys.of(config.scoring()).fingerprint(),
                users.map(hash -> hash.hash("")).orElse(""),
                leftOut.map(erased -> erased.eraser().mark()).orElse("")))));
    }

    /**
     * The current run of {@code run}'s output folder, if it made the tables that this one would make, all of them are there
     * and none was changed. A run that breaks the series is none: the next one may not.
     */
    Optional<RunManifest> sameRun(Run run) {
        try {
            return run.current()
                    .filter(current -> sha256.isPresent()
                            && sha256.equals(
                                    current.facts().get(SECTION, Facts.class).map(Facts::sha256)))
                    .filter(current -> !Breaks.isNotedIn(current))
                    .filter(current -> !current.facts().sections().containsKey(ErasedSince.SECTION));
        } catch (IOException e) {
            throw new UncheckedIOException("the current run cannot be read: " + e.getMessage(), e);
        }
    }

    /** Notes them in the manifest of {@code run}, whose texts were all scored: what failed may not fail again. */
    void noteIn(Run run) {
        sha256.ifPresent(hash -> run.fact(SECTION, new Facts(hash)));
    }
}
