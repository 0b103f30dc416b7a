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

/** The answers of all executors, told as one: good ones in a line a check, each different problem in a line. */
final class ExecutorReports {

    private static final int MOST_NAMED = 4;

    private final Map<String, ExecutorReport> byAddress = new LinkedHashMap<>();

    /** Adds answers; an executor's first one counts. */
    void add(Collection<ExecutorReport> answers) {
        answers.forEach(answer -> byAddress.putIfAbsent(answer.address(), answer));
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
     * @param driver what the driver found itself; an executor does not tell a problem again that stands there
     */
    List<Finding> merged(List<Finding> driver) {
        Set<String> told = driver.stream().map(Finding::text).collect(Collectors.toSet());
        Map<Finding, Set<String>> placesByFinding = new LinkedHashMap<>();
        for (ExecutorReport answer : byAddress.values()) {
            answer.findings().stream()
                    .filter(finding -> !told.contains(finding.text()))
                    .forEach(finding -> placesByFinding
                            .computeIfAbsent(finding, unseen -> new LinkedHashSet<>())
                            .add(answer.place()));
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
