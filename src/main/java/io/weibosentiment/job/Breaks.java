package io.weibosentiment.job;

import com.fasterxml.jackson.databind.JsonNode;
import io.weibosentiment.config.BreakRules;
import io.weibosentiment.config.JobConfig;
import io.weibosentiment.output.PublishedRun;
import io.weibosentiment.output.RunFolders;
import io.weibosentiment.output.RunManifest;
import io.weibosentiment.run.Run;
import io.weibosentiment.util.Counted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Whether a run breaks the series of the runs before it: because it was made in another way than the one before, or
 * because what it read is out of their range. Only runs of {@code score} that are kept count.
 */
final class Breaks {

    /** The section of a run's manifest that says so. */
    static final String SECTION = "breaks";

    private static final String SCORE = "score";

    private final BreakRules rules;
    private final List<RunManifest> earlier;
    private final List<String> causes = new ArrayList<>();

    /**
     * Breaks of a series.
     *
     * @param earlier the runs before, the latest first
     */
    Breaks(BreakRules rules, List<RunManifest> earlier) {
        this.rules = rules;
        this.earlier = List.copyOf(earlier);
    }

    /**
     * What a run is held against others by.
     *
     * @param model the model's fingerprint
     * @param precision of the arithmetic
     * @param policy the text policy
     * @param crawler the preset
     * @param comments the comments that were kept
     * @param rejectedShare the share of the rows read that could not be used
     */
    record Facts(String model, String precision, String policy, String crawler, double comments, double rejectedShare) {

        static Facts of(RunManifest manifest) {
            JsonNode counts = manifest.facts().section("counts");
            JsonNode model = manifest.facts().section("model");
            long erased = counts.path("rejected_reasons").path("erased").asLong();
            return new Facts(
                    model.path("fingerprint").asText(),
                    model.path("precision").asText(),
                    String.valueOf(manifest.configuration().get(JobConfig.POLICY.name())),
                    String.valueOf(manifest.configuration().get("input.preset")),
                    counts.path("kept").asDouble(),
                    share(
                            counts.path("rejected").asLong() - erased,
                            counts.path("read").asLong()));
        }

        static double share(long rejected, long read) {
            return read == 0 ? 0 : (double) rejected / read;
        }
    }

    /**
     * Why a run breaks the series, in its manifest's section {@code breaks}.
     *
     * @param causes in words
     */
    private record Noted(List<String> causes) {

        Noted {
            causes = List.copyOf(causes);
        }
    }

    /** Whether the run of {@code manifest} breaks the series. */
    static boolean isNotedIn(RunManifest manifest) {
        return manifest.facts().sections().containsKey(SECTION);
    }

    /** Holds {@code run} with {@code facts} against the earlier runs of its output folder; warns where it breaks the series. */
    static TableNotes notes(JobConfig config, Run run, Facts facts) {
        Breaks breaks = new Breaks(config.aggregate().status().breaks(), earlier(config, run));
        List<String> causes = breaks.causes(facts);
        if (causes.isEmpty()) {
            return TableNotes.NONE;
        }
        run.fact(SECTION, new Noted(causes));
        causes.forEach(cause -> run.warn("break in the series: " + cause + "; the status of all windows has b"));
        return TableNotes.ofBreak();
    }

    /** A break that the runs noted whose scores are read from {@code paths}. */
    static TableNotes ofScores(List<String> paths, Run run) throws IOException {
        Configuration hadoop = run.spark().sparkContext().hadoopConfiguration();
        for (String path : paths) {
            Optional<RunManifest> made = RunFolders.manifestAt(ScoredInput.outputOf(path), hadoop);
            if (made.filter(Breaks::isNotedIn).isPresent()) {
                String cause = "the scores are those of run " + made.get().run() + ", which breaks the series";
                run.fact(SECTION, new Noted(List.of(cause)));
                run.warn("break in the series: " + cause + "; the status of all windows has b");
                return TableNotes.ofBreak();
            }
        }
        return TableNotes.NONE;
    }

    private static List<RunManifest> earlier(JobConfig config, Run run) {
        String dir = config.output().dir();
        Configuration hadoop = run.spark().sparkContext().hadoopConfiguration();
        try {
            return RunFolders.manifestAt(new Path(dir), hadoop).isEmpty()
                    ? List.of()
                    : RunFolders.of(dir, hadoop).all().stream()
                            .map(PublishedRun::manifest)
                            .filter(manifest -> manifest.command().equals(SCORE))
                            .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the earlier runs in " + dir + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Why a run with {@code facts} breaks the series; none if it does not. */
    List<String> causes(Facts facts) {
        if (earlier.isEmpty()) {
            return List.of();
        }
        Facts before = Facts.of(earlier.get(0));
        differs("model", Facts::model, before, facts);
        differs("policy", Facts::policy, before, facts);
        differs("precision", Facts::precision, before, facts);
        differs("crawler", Facts::crawler, before, facts);
        if (earlier.size() >= rules.runs()) {
            volume(facts);
            rejected(facts);
        }
        return List.copyOf(causes);
    }

    private void differs(String what, Function<Facts, String> fact, Facts before, Facts now) {
        if (!fact.apply(before).equals(fact.apply(now))) {
            causes.add("the " + what + " is " + fact.apply(now) + ", in the run before it was " + fact.apply(before));
        }
    }

    private DoubleStream earlier(Function<Facts, Double> fact) {
        return earlier.stream().mapToDouble(manifest -> fact.apply(Facts.of(manifest)));
    }

    private void volume(Facts facts) {
        double least = earlier(Facts::comments).min().orElseThrow();
        double most = earlier(Facts::comments).max().orElseThrow();
        if (facts.comments() < least * (1 - rules.volume()) || facts.comments() > most * (1 + rules.volume())) {
            causes.add(String.format(
                    Locale.ROOT,
                    "%s, where %s had %,.0f to %,.0f",
                    Counted.of(Math.round(facts.comments()), "comment"),
                    Counted.of(earlier.size(), "earlier run"),
                    least,
                    most));
        }
    }

    private void rejected(Facts facts) {
        double least = earlier(Facts::rejectedShare).min().orElseThrow();
        double most = earlier(Facts::rejectedShare).max().orElseThrow();
        double share = facts.rejectedShare();
        if (share < least - rules.rejectedShare() || share > most + rules.rejectedShare()) {
            causes.add(String.format(
                    Locale.ROOT,
                    "%.1f %% of the rows could not be used, where it was %.1f to %.1f %% in %s",
                    100 * share,
                    100 * least,
                    100 * most,
                    Counted.of(earlier.size(), "earlier run")));
        }
    }
}
