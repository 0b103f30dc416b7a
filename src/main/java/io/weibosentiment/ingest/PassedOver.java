package io.weibosentiment.ingest;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;

/** The files that lie in an input and are not read: how many for which reason, with a few examples. */
public final class PassedOver {

    private static final int EXAMPLES = 3;

    private final Map<FileUse, Long> counts = new EnumMap<>(FileUse.class);
    private final Map<FileUse, List<Path>> examples = new EnumMap<>(FileUse.class);

    PassedOver() {}

    void add(FileUse reason, Path file) {
        counts.merge(reason, 1L, Long::sum);
        List<Path> shown = examples.computeIfAbsent(reason, none -> new ArrayList<>());
        if (shown.size() < EXAMPLES) {
            shown.add(file);
        }
    }

    void addAll(PassedOver others) {
        others.counts.forEach((reason, count) -> counts.merge(reason, count, Long::sum));
        others.examples.forEach((reason, files) -> examples.merge(
                reason,
                files,
                (a, b) -> Stream.concat(a.stream(), b.stream()).limit(EXAMPLES).toList()));
    }

    /** How many files there are. */
    public long files() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** How many there are for each reason. */
    public Map<String, Long> byReason() {
        Map<String, Long> reasons = new LinkedHashMap<>();
        counts.forEach((reason, count) -> reasons.put(reason.label(), count));
        return reasons;
    }

    /** A sentence for each reason that a user should know of, since such files may hold comments. */
    public List<String> warnings() {
        return counts.keySet().stream()
                .filter(FileUse::isWarnedOf)
                .map(this::described)
                .toList();
    }

    /** A sentence for each reason. */
    List<String> described() {
        return counts.keySet().stream().map(this::described).toList();
    }

    List<Path> examples(FileUse reason) {
        return List.copyOf(examples.getOrDefault(reason, List.of()));
    }

    private String described(FileUse reason) {
        long count = counts.get(reason);
        String shown = examples.get(reason).stream().map(Path::toString).collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "%,d %s passed over: %s (%s%s)",
                count,
                count == 1 ? "file" : "files",
                reason.why(),
                shown,
                count > EXAMPLES ? " …" : "");
    }
}
