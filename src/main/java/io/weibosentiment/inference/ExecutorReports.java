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

    private final Map<String, ExecutorReport> byAddress = new LinkedHashMap<>();

    /** Adds reports; an executor's first one counts. */
    void add(Collection<ExecutorReport> reports) {
        reports.forEach(report -> byAddress.putIfAbsent(report.address(), report));
    }

    boolean contains(String address) {
        return byAddress.containsKey(address);
    }

    int size() {
        return byAddress.size();
    }

    /** Who answered. */
    String places() {
        return named(
                byAddress.values().stream().map(ExecutorReport::place).sorted().toList());
    }

    /**
     * What was found.
     *
     * @param driver what the driver found itself; a problem in it is not repeated for an executor
     */
    List<Finding> merged(List<Finding> driver) {
        Set<String> known = driver.stream().map(Finding::text).collect(Collectors.toSet());
        Map<Finding, Set<String>> placesByFinding = new LinkedHashMap<>();
        for (ExecutorReport report : byAddress.values()) {
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
