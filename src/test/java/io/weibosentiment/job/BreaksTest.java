package io.weibosentiment.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.weibosentiment.Attempt;
import io.weibosentiment.config.BreakRules;
import io.weibosentiment.output.RunManifest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BreaksTest {

    private static final BreakRules RULES = new BreakRules(0.5, 0.05, 3);

    private record Model(String fingerprint, String precision) {}

    private record Counts(long read, long kept, long rejected, Map<String, Long> rejectedReasons) {}

    private static RunManifest run(String model, String policy, long kept, long rejected, long erased) {
        RunManifest.Facts facts = RunManifest.Facts.none()
                .with("model", new Model(model, "float32"))
                .with("counts", new Counts(1000, kept, rejected + erased, Map.of("erased", erased)));
        return new RunManifest(
                "run",
                "score",
                Map.of(),
                new Attempt("a", 0),
                Map.of("policy", policy, "input.preset", "weibo-api"),
                facts,
                Instant.EPOCH,
                Instant.EPOCH,
                Map.of(),
                Map.of(),
                Map.of());
    }

    private static List<String> causes(Breaks.Facts now, RunManifest... earlier) {
        return new Breaks(RULES, List.of(earlier)).causes(now);
    }

    private static RunManifest usual(long kept) {
        return run("m1", "standard", kept, 20, 0);
    }

    @Test
    void first_run_breaks_nothing() {
        assertThat(causes(new Breaks.Facts("m1", "float32", "standard", "weibo-api", 1, 1)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "m2, float32, standard, weibo-api, the model is m2",
        "m1, int8, standard, weibo-api, the precision is int8",
        "m1, float32, paper, weibo-api, the policy is paper",
        "m1, float32, standard, hot-search, the crawler is hot-search",
    })
    void run_made_in_another_way_than_the_one_before_breaks_the_series(
            String model, String precision, String policy, String crawler, String cause) {
        assertThat(causes(new Breaks.Facts(model, precision, policy, crawler, 900, 0.02), usual(900)))
                .singleElement()
                .asString()
                .startsWith(cause + ", in the run before it was ");
    }

    @Test
    void run_before_counts_and_not_those_before_it() {
        Breaks.Facts now = new Breaks.Facts("m1", "float32", "standard", "weibo-api", 900, 0.02);
        assertThat(causes(now, usual(900), run("m0", "paper", 900, 20, 0))).isEmpty();
        assertThat(causes(now, run("m0", "standard", 900, 20, 0), usual(900))).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "399, 0.02, 1",
        "400, 0.02, 0",
        "1500, 0.02, 0",
        "1501, 0.02, 1",
        "900, 0.081, 1",
        "900, 0.079, 0",
        "1501, 0.5, 2",
    })
    void volume_and_rejected_share_are_held_against_the_range_of_three_runs(double kept, double share, int causes) {
        RunManifest[] three = {usual(900), usual(800), run("m1", "standard", 1000, 30, 400)};
        Breaks.Facts now = new Breaks.Facts("m1", "float32", "standard", "weibo-api", kept, share);
        assertThat(causes(now, three)).hasSize(causes);
        assertThat(causes(now, Stream.of(three).limit(2).toArray(RunManifest[]::new)))
                .as("two runs make no range")
                .isEmpty();
    }
}
