package io.weibosentiment.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.weibosentiment.InvalidInputException;
import io.weibosentiment.WindowKind;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigLoaderTest {

    private static final ConfigLoader LOADER = new ConfigLoader(Map.of());

    @TempDir
    private Path folder;

    @Test
    void loads_the_documented_defaults() {
        JobConfig config = LOADER.load(ConfigSources.none());

        assertThat(config.policy()).isEqualTo(TextPolicyName.STANDARD);
        assertThat(config.input().paths()).isEmpty();
        assertThat(config.input().preset()).isEqualTo(Preset.NONE);
        assertThat(config.input().encoding()).isEmpty();
        assertThat(config.input().zone()).isEqualTo(ZoneId.of("Asia/Shanghai"));
        assertThat(config.input().maxRejected()).isEqualTo(RejectLimit.parse("10%"));
        assertThat(config.input().columns()).isEmpty();
        assertThat(config.model())
                .isEqualTo(new ModelConfig(
                        "bundled", Precision.AUTO, DeviceChoice.AUTO, OptionalInt.empty(), Optional.empty()));
        assertThat(config.scoring())
                .isEqualTo(new ScoringConfig(4096, 8192, 5, 0, Optional.empty(), false, Optional.empty()));
        assertThat(config.aggregate())
                .isEqualTo(new AggregateConfig(
                        List.of(WindowKind.parse("day")),
                        WindowBy.COMMENT,
                        ZoneId.of("Asia/Shanghai"),
                        Weighting.LIKES,
                        Weighting.LIKES,
                        RuleDecided.UNSCORED,
                        Fill.PREVIOUS,
                        2000,
                        0,
                        new StatusRules(10, 3, 0.1, 0.8, new BreakRules(0.5, 0.05, 3))));
        assertThat(config.output())
                .isEqualTo(new OutputConfig(
                        "",
                        false,
                        false,
                        Optional.empty(),
                        "zstd",
                        5_000_000,
                        7,
                        0,
                        0,
                        120,
                        false,
                        false,
                        Optional.empty(),
                        true,
                        "auto"));
    }

    @Test
    void policies_of_the_reference_file_change_known_keys_only() {
        KnownKeys known = new KnownKeys(ConfigLoader.reference());

        for (TextPolicyName policy : TextPolicyName.values()) {
            assertThat(known.problemsOf(ConfigLoader.reference().getConfig("policies." + Names.of(policy))))
                    .isEmpty();
        }
    }

    @Test
    void settings_make_the_same_configuration_again() {
        JobConfig config = LOADER.load(assigned(
                "policy=paper", "input.paths=[a, b]", "model.max-tokens=64", "input.crawl-time=2025-03-10T00:00:00Z"));
        List<Setting> again = new ArrayList<>();
        config.settings().forEach((key, value) -> again.add(new Setting(key, value, "again")));

        JobConfig same = LOADER.load(new ConfigSources(again, List.of(), Optional.empty()));

        assertThat(same.settings()).isEqualTo(config.settings());
    }

    @Test
    void option_goes_before_set_before_file_before_policy_before_reference() throws IOException {
        String file = write("policy = paper, aggregate { zone = UTC, window-by = comment }, scoring.look-ahead = 5");
        ConfigSources sources = new ConfigSources(
                List.of(AggregateConfig.ZONE.set("Asia/Tokyo")),
                List.of("aggregate.zone=Europe/Paris", "scoring.look-ahead=6", "scoring.look-ahead=7"),
                Optional.of(file));

        JobConfig config = LOADER.load(sources);

        assertThat(config.aggregate().zone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
        assertThat(config.scoring().lookAhead()).isEqualTo(7);
        assertThat(config.aggregate().windowBy()).isEqualTo(WindowBy.COMMENT);
        assertThat(config.aggregate().windows()).containsExactly(WindowKind.parse("half-month"));
        assertThat(config.aggregate().ruleDecided()).isEqualTo(RuleDecided.NEUTRAL);
        assertThat(config.aggregate().fill()).isEqualTo(Fill.NEUTRAL);
        assertThat(config.scoring().batchTokens()).isEqualTo(4096);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "policy=papr | policy: found 'papr'; expected one of standard, paper, none",
                "input.preset=weibo | input.preset: found 'weibo'; expected one of none, dynamics, weibo-api,",
                "input.format=xml | input.format: found 'xml'; expected one of auto, csv, jsonl, parquet",
                "input.encoding=big5 | input.encoding: found 'big5'; expected one of utf-8, gbk, gb18030",
                "input.zone=Mars | input.zone: found 'Mars'; expected a time zone",
                "input.crawl-time=monday | input.crawl-time: found 'monday'; expected a time in ISO 8601",
                "input.max-rejected=101% | input.max-rejected: '101%' is not a limit; expected a count",
                "input.max-rejected=1.5 | input.max-rejected: '1.5' is not a limit; expected a count",
                "input.paths=[\"\"] | input.paths: found an empty path; expected files",
                "input.path-patterns.post-id=abc | input.path-patterns.post-id: found 'abc', which has no group",
                "input.path-patterns.post-id=( | input.path-patterns.post-id: found '('; expected a regular expr",
                "model.bundle= | model.bundle: found an empty path; expected a bundle's path",
                "model.precision=fp16 | model.precision: found 'fp16'; expected one of auto, float32, bfloat16",
                "model.device=tpu | model.device: found 'tpu'; expected one of auto, cpu, gpu",
                "model.max-tokens=2 | model.max-tokens: found 2; expected 0",
                "model.max-tokens=-1 | model.max-tokens: found -1; expected 0",
                "scoring.batch-tokens=15 | scoring.batch-tokens: found 15; expected 16 to",
                "scoring.batch-tokens=many | scoring.batch-tokens: found 'many'; expected a whole number",
                "scoring.look-ahead=0 | scoring.look-ahead: found 0; expected 1 to",
                "scoring.look-ahead=1.5 | scoring.look-ahead: found 1.5; expected a whole number",
                "scoring.look-ahead=99999999999 | scoring.look-ahead: found 99999999999; expected a whole number",
                "aggregate.windows=[] | aggregate.windows: found none given; expected at least one",
                "aggregate.windows=day,day | aggregate.windows: found one of [day, day] is repeated",
                "aggregate.windows=6x | aggregate.windows: window '6x' is not known; expected day",
                "aggregate.zone=here | aggregate.zone: found 'here'; expected a time zone",
                "aggregate.trajectories.max-bloggers=0 | aggregate.trajectories.max-bloggers: found 0; expected at",
                "output.text=yes | output.text: found 'yes'; expected true or false",
                "output.compression=lzo | output.compression: found 'lzo'; expected one of zstd, snappy, gzip, none",
                "input.zone= | input.zone: found ''; expected a time zone",
                "scoring.wave-minutes=0 | scoring.wave-minutes: found 0; expected at least 1 minute",
                "scoring.wave-texts=-1 | scoring.wave-texts: found -1; expected at least 0 texts",
                "output.rejected-days=-1 | output.rejected-days: found -1; expected at least 0 days",
                "output.lease-seconds=0 | output.lease-seconds: found 0; expected at least 1 second",
                "output.rows-per-file=0 | output.rows-per-file: found 0; expected at least 1",
                "policy=[a] | policy: found a list; expected a single value",
                "windows=day | windows: no such key; did you mean 'aggregate.windows'?",
                "aggregate.window=day | aggregate.window: no such key; did you mean 'aggregate.windows'?",
                "output.fill=null-ish | output.fill: no such key; did you mean 'aggregate.trajectories.fill'?",
                "nonsense.at.all=1 | nonsense.at.all: no such key; every key is documented",
                "policies.paper.model.bundle=x | policies.paper.model.bundle: no such key; what a policy changes is fixed",
                "model=x | model: found a value; expected a group of keys such as model.bundle",
                "foo | --set foo: found no key=value",
                "a..b=1 | --set a..b=1: cannot be read",
                "input.paths=[a | --set input.paths=[a: cannot be read",
            })
    void bad_values_are_told_with_what_was_found_and_expected(String assignment, String message) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> LOADER.load(assigned(assignment)))
                .withMessageStartingWith(message)
                .satisfies(e -> assertThat(e.getMessage()).contains("--set " + assignment))
                .satisfies(e -> assertThat(e.problems()).hasSize(1));
    }

    @Test
    void reports_all_problems_together_with_their_places() throws IOException {
        String file =
                write("policy = standard\nscoring {\n  batch-tokens = 1\n  look-ahed = 2\n}\noutput.text = maybe\n");
        ConfigSources sources = new ConfigSources(
                List.of(AggregateConfig.WINDOWS.set(List.of("day", "decade"))),
                List.of("model.device=abacus"),
                Optional.of(file));

        InvalidInputException problems = catchThrowableOfType(
                InvalidInputException.class, () -> LOADER.load(sources, InputConfig.PATHS, OutputConfig.DIR));

        assertThat(problems.problems())
                .hasSize(5)
                .anyMatch(problem -> problem.startsWith("scoring.batch-tokens") && problem.endsWith(file + ":3)"))
                .anyMatch(problem ->
                        problem.contains("did you mean 'scoring.look-ahead'?") && problem.endsWith(file + ":4)"))
                .anyMatch(problem -> problem.startsWith("output.text") && problem.endsWith(file + ":6)"))
                .anyMatch(problem -> problem.contains("'decade'") && problem.endsWith("(--window)"))
                .anyMatch(problem -> problem.contains("'abacus'") && problem.endsWith("(--set model.device=abacus)"));
    }

    @Test
    void asks_for_what_the_command_needs() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> LOADER.load(ConfigSources.none(), InputConfig.PATHS, OutputConfig.DIR))
                .satisfies(e -> assertThat(e.problems())
                        .satisfiesExactly(
                                input -> assertThat(input).contains("--input PATH"),
                                output -> assertThat(output).contains("--output DIR")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"policy = ", "policy = {", "policy = ${NOBODY_SET_THIS}"})
    void a_file_that_is_not_hocon_is_told_by_name(String content) throws IOException {
        String file = write(content);

        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> LOADER.load(new ConfigSources(List.of(), List.of(), Optional.of(file))))
                .withMessageStartingWith("--config " + file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"no/such.conf", "file:///no/such.conf", "nosuchscheme://host/job.conf"})
    void a_file_that_is_not_there_is_told_by_name(String file) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> LOADER.load(new ConfigSources(List.of(), List.of(), Optional.of(file))))
                .withMessageStartingWith("--config " + file + ": cannot be read");
    }

    @Test
    void a_file_can_be_given_as_uri() throws IOException {
        String file = write("scoring.look-ahead = 5");

        JobConfig config = LOADER.load(new ConfigSources(List.of(), List.of(), Optional.of("file://" + file)));

        assertThat(config.scoring().lookAhead()).isEqualTo(5);
    }

    @Test
    void home_is_substituted_in_files_and_is_the_working_folder_unless_set() throws IOException {
        String file = write("input.paths = [${WEIBO_SENTIMENT_HOME}\"/conf/sample\"]");
        ConfigSources sources = new ConfigSources(List.of(), List.of(), Optional.of(file));

        assertThat(LOADER.load(sources).input().paths()).containsExactly("./conf/sample");
        assertThat(new ConfigLoader(Map.of("WEIBO_SENTIMENT_HOME", "/opt/ws"))
                        .load(sources)
                        .input()
                        .paths())
                .containsExactly("/opt/ws/conf/sample");
    }

    @ParameterizedTest
    @CsvSource({
        "2025-03-10, 2025-03-10T15:59:59Z",
        "2025-03-10T08:00:00, 2025-03-10T00:00:00Z",
        "2025-03-10T08:00, 2025-03-10T00:00:00Z",
        "2025-03-10T08:00:00Z, 2025-03-10T08:00:00Z",
        "2025-03-10T08:00:00+09:00, 2025-03-09T23:00:00Z",
        "2025-03-10T08:00-05:00, 2025-03-10T13:00:00Z",
    })
    void crawl_time_without_offset_is_in_the_input_zone(String given, String expected) {
        assertThat(LOADER.load(assigned("input.crawl-time=" + given)).input().crawlTime())
                .contains(Instant.parse(expected));
    }

    @ParameterizedTest
    @CsvSource({"utf-8, UTF-8", "GBK, GBK", "gb18030, GB18030"})
    void encodings_are_known_in_any_case(String given, String expected) {
        assertThat(LOADER.load(assigned("input.encoding=" + given)).input().encoding())
                .contains(Charset.forName(expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {"paper.conf", "standard.conf", "gpu.conf", "sample.conf"})
    void files_in_conf_mean_what_they_say(String name) {
        Path file = Path.of("conf", name);
        Config written = ConfigFactory.parseFile(file.toFile())
                .resolveWith(ConfigFactory.parseMap(Map.of(ConfigLoader.HOME, ".")));

        JobConfig config = LOADER.load(new ConfigSources(List.of(), List.of(), Optional.of(file.toString())));

        assertThat(written.entrySet())
                .isNotEmpty()
                .allSatisfy(entry -> assertThat(config.settings())
                        .containsEntry(entry.getKey(), entry.getValue().unwrapped()));
    }

    @Test
    void paper_and_standard_presets_say_what_their_policies_do() {
        for (TextPolicyName policy : List.of(TextPolicyName.PAPER, TextPolicyName.STANDARD)) {
            String file = Path.of("conf", Names.of(policy) + ".conf").toString();

            JobConfig declared = LOADER.load(new ConfigSources(List.of(), List.of(), Optional.of(file)));

            assertThat(declared.settings())
                    .isEqualTo(
                            LOADER.load(assigned("policy=" + Names.of(policy))).settings());
        }
    }

    private static ConfigSources assigned(String... assignments) {
        return new ConfigSources(List.of(), List.of(assignments), Optional.empty());
    }

    private String write(String content) throws IOException {
        return Files.writeString(folder.resolve("job.conf"), content, StandardCharsets.UTF_8)
                .toString();
    }
}
