package io.weibosentiment.config;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.WindowKind;
import java.nio.charset.Charset;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Which key makes which part of a {@link JobConfig}. */
final class JobConfigReader {

    private static final List<String> ENCODINGS = List.of("utf-8", "gbk", "gb18030");
    private static final List<Field> FIELDS_IN_PATHS = List.of(Field.BLOGGER_ID, Field.POST_ID, Field.CRAWL_TIME);

    private static final LocalTime LAST_SECOND = LocalTime.of(23, 59, 59);

    private final LayeredValues settings;

    JobConfigReader(LayeredValues settings) {
        this.settings = settings;
    }

    /**
     * The whole configuration; what is bad, {@link LayeredValues#problems} says afterwards.
     *
     * @param defaults asked for a part whose values are good one by one but not together
     */
    JobConfig read(Supplier<JobConfig> defaults) {
        return new JobConfig(
                settings.constant("policy", TextPolicyName.class),
                input().orElseGet(() -> defaults.get().input()),
                model().orElseGet(() -> defaults.get().model()),
                scoring().orElseGet(() -> defaults.get().scoring()),
                aggregate().orElseGet(() -> defaults.get().aggregate()),
                output().orElseGet(() -> defaults.get().output()));
    }

    private Optional<InputConfig> input() {
        List<String> paths = settings.list("input.paths", path -> path);
        Preset preset = settings.constant("input.preset", Preset.class);
        InputFormat format = settings.constant("input.format", InputFormat.class);
        Optional<Charset> encoding = settings.parsed("input.encoding", JobConfigReader::encoding);
        ZoneId zone = zone("input.zone");
        Optional<Instant> crawlTime = settings.parsed("input.crawl-time", text -> instant(text, zone));
        RejectLimit maxRejected =
                settings.parsed("input.max-rejected", RejectLimit::parse).orElseGet(() -> RejectLimit.parse("0"));
        Map<Field, String> columns = fields("input.columns.", Field.CONFIGURABLE, column -> column);
        Map<Field, Pattern> patterns = fields("input.path-patterns.", FIELDS_IN_PATHS, JobConfigReader::pattern);
        return settings.record(() ->
                new InputConfig(paths, preset, format, encoding, zone, crawlTime, maxRejected, columns, patterns));
    }

    private Optional<ModelConfig> model() {
        String bundle = settings.text("model.bundle");
        Precision precision = settings.constant("model.precision", Precision.class);
        DeviceChoice device = settings.constant("model.device", DeviceChoice.class);
        int maxTokens = settings.integer("model.max-tokens");
        Optional<String> cacheDir = settings.optionalText("model.cache-dir");
        return settings.record(() -> new ModelConfig(
                bundle, precision, device, maxTokens == 0 ? OptionalInt.empty() : OptionalInt.of(maxTokens), cacheDir));
    }

    private Optional<ScoringConfig> scoring() {
        int batchTokens = settings.integer("scoring.batch-tokens");
        int lookAhead = settings.integer("scoring.look-ahead");
        int waveMinutes = settings.integer("scoring.wave-minutes");
        long waveTexts = settings.count("scoring.wave-texts");
        Optional<String> store = settings.optionalText("scoring.store");
        return settings.record(() -> new ScoringConfig(batchTokens, lookAhead, waveMinutes, waveTexts, store));
    }

    private Optional<AggregateConfig> aggregate() {
        List<WindowKind> windows = settings.words("aggregate.windows", WindowKind::parse);
        WindowBy windowBy = settings.constant("aggregate.window-by", WindowBy.class);
        ZoneId zone = zone("aggregate.zone");
        Weight commentWeight = settings.constant("aggregate.comment-weight", Weight.class);
        Weight postWeight = settings.constant("aggregate.post-weight", Weight.class);
        RuleDecided ruleDecided = settings.constant("aggregate.rule-decided", RuleDecided.class);
        Fill fill = settings.constant("aggregate.trajectories.fill", Fill.class);
        int maxBloggers = settings.integer("aggregate.trajectories.max-bloggers");
        return settings.record(() -> new AggregateConfig(
                windows, windowBy, zone, commentWeight, postWeight, ruleDecided, fill, maxBloggers));
    }

    private Optional<OutputConfig> output() {
        String dir = settings.text("output.dir");
        boolean text = settings.flag("output.text");
        boolean users = settings.flag("output.users");
        Optional<String> keyFile = settings.optionalText("output.key-file");
        String compression = settings.text("output.compression");
        long rowsPerFile = settings.count("output.rows-per-file");
        int keepRuns = settings.integer("output.keep-runs");
        int rejectedDays = settings.integer("output.rejected-days");
        int waitMinutes = settings.integer("output.wait-minutes");
        int leaseSeconds = settings.integer("output.lease-seconds");
        boolean failOnRejected = settings.flag("output.fail-on-rejected");
        return settings.record(() -> new OutputConfig(
                dir,
                text,
                users,
                keyFile,
                compression,
                rowsPerFile,
                keepRuns,
                rejectedDays,
                waitMinutes,
                leaseSeconds,
                failOnRejected));
    }

    private <T> Map<Field, T> fields(String prefix, List<Field> fields, Function<String, T> parser) {
        Map<Field, T> given = new EnumMap<>(Field.class);
        for (Field field : fields) {
            settings.parsed(prefix + field.key(), parser).ifPresent(value -> given.put(field, value));
        }
        return given;
    }

    private ZoneId zone(String key) {
        return settings.parsed(key, JobConfigReader::zoneId).orElseGet(() -> ZoneId.of("UTC"));
    }

    private static ZoneId zoneId(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new InvalidInputException(
                    "found '" + text + "'; expected a time zone such as Asia/Shanghai, UTC or +08:00", e);
        }
    }

    private static Charset encoding(String text) {
        if (ENCODINGS.stream().noneMatch(text::equalsIgnoreCase)) {
            throw new InvalidInputException("found '" + text + "'; expected one of " + String.join(", ", ENCODINGS));
        }
        return Charset.forName(text);
    }

    private static Pattern pattern(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new InvalidInputException(
                    "found '" + text + "'; expected a regular expression: " + e.getDescription(), e);
        }
    }

    /** A time in ISO 8601; a date alone is its last second, and a time without offset is one in {@code zone}. */
    private static Instant instant(String text, ZoneId zone) {
        try {
            if (text.indexOf('T') < 0) {
                return LocalDate.parse(text).atTime(LAST_SECOND).atZone(zone).toInstant();
            }
            boolean hasOffset = text.endsWith("Z") || text.matches(".*T.*[+-].*");
            return hasOffset
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDateTime.parse(text).atZone(zone).toInstant();
        } catch (DateTimeException e) {
            throw new InvalidInputException(
                    "found '" + text
                            + "'; expected a time in ISO 8601, such as 2025-03-01T12:00:00+08:00 or 2025-03-01",
                    e);
        }
    }
}
