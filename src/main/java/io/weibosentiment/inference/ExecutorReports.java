package io.weibosentiment.inference;

import io.weibosentiment.util.Finding;
import io.weibosentiment.util.Finding.Outcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The reports of all executors as one: a line for each check that is good, and one for each different problem. */
final class ExecutorReports {

    private static final int MOST_NAMED = 4;

    private final Map<List<String>, ExecutorReport> byDevice = new LinkedHashMap<>();

    /** Adds reports; the first one of an executor counts, of each of its devices. */
    void add(Collection<ExecutorReport> reports) {
        reports.forEach(report -> byDevice.putIfAbsent(List.of(report.address(), report.device()), report));
    }

    boolean contains(String address) {
        return byDevice.values().stream().anyMatch(report -> report.address().equals(address));
    }

    /** How many executors answered. */
    int size() {
        return (int) byDevice.values().stream()
                .map(ExecutorReport::address)
                .distinct()
                .count();
    }

    /** Who answered. */
    String places() {
        return named(byDevice.values().stream()
                .map(ExecutorReport::place)
                .distinct()
                .sorted()
                .toList());
    }

    /**
     * What was found.
     *
     * @param driver what the driver found itself; a problem in it is not repeated for an executor
     */
    List<Finding> merged(List<Finding> driver) {
        Set<String> known = driver.stream().map(Finding::text).collect(Collectors.toSet());
        Map<Finding, Set<String>> placesByFinding = new LinkedHashMap<>();
        for (ExecutorReport report : byDevice.values()) {
            report.findings().stream()
                    .filter(finding -> !known.contains(finding.text()))
                    .forEach(finding -> placesByFinding
                            .computeIfAbsent(finding, unseen -> new LinkedHashSet<>())
                            .add(report.place()));
        }
        Map<String, List<String>> good = new LinkedHashMap<>();
        List<Finding> bad = new ArrayList<>();
        placesByFinding.forEach((finding, places) -> {
            String text = finding.text() + " [" + named(places) + "]";
            if (finding.outcome() == Outcome.OK) {
                good.computeIfAbsent(finding.check(), unseen -> new ArrayList<>())
                        .add(text);
            } else {
                bad.add(new Finding(finding.check(), finding.outcome(), text));
            }
        });
        List<Finding> merged = new ArrayList<>(driver);
        good.forEach((check, texts) -> merged.add(new Finding(check, Outcome.OK, named(texts, "; "))));
        merged.addAll(bad);
        return merged;
    }

    static String named(Collection<String> names) {
        return named(names, ", ");
    }

    private static String named(Collection<String> names, String separator) {
        String first = names.stream().limit(MOST_NAMED).collect(Collectors.joining(separator));
        return names.size() > MOST_NAMED ? first + " and " + (names.size() - MOST_NAMED) + " more" : first;
    }
}
