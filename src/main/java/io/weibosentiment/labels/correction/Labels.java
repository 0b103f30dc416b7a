package io.weibosentiment.labels.correction;

import io.weibosentiment.ingest.SampleSheets.SheetRow;
import io.weibosentiment.labels.LabelValues;
import io.weibosentiment.labels.SheetNumbers;
import io.weibosentiment.labels.sampling.SpreadsheetText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What people's sheets say: the comments that were drawn, with the labels that could be used. A comment with a row that
 * cannot be used stays among those drawn, without a label. The driver holds them: people have labelled each.
 *
 * @param drawn the comments, by their keys
 * @param rows how many rows the sheets have
 * @param rejected how many could not be used for each reason
 * @param runs the runs that they were drawn from
 * @param beyondScale labels that are numbers below 0 or above 1
 */
record Labels(
        Map<String, Drawn> drawn, long rows, Map<String, Long> rejected, Set<String> runs, List<String> beyondScale) {

    private static final Pattern KEY = Pattern.compile("c[0-9a-f]{32}(-[0-9]{1,10})?");

    Labels {
        drawn = new TreeMap<>(drawn);
        rejected = new TreeMap<>(rejected);
        runs = new TreeSet<>(runs);
        beyondScale = List.copyOf(beyondScale);
    }

    /** The labels in {@code sheets}; a comment that several have was labelled by the coders of each. */
    static Labels of(List<List<SheetRow>> sheets) {
        Reading reading = new Reading();
        sheets.forEach(reading::sheet);
        return new Labels(reading.drawn, reading.rows, reading.rejected, reading.runs, reading.beyondScale);
    }

    /** How many rows could not be used. */
    long rejectedRows() {
        return rejected.values().stream().mapToLong(Long::longValue).sum();
    }

    /** What has been read so far. */
    private static final class Reading {

        private final Map<String, Drawn> drawn = new LinkedHashMap<>();
        private final Map<String, Long> rejected = new LinkedHashMap<>();
        private final Set<String> runs = new HashSet<>();
        private final List<String> beyondScale = new ArrayList<>();
        private long rows;

        void sheet(List<SheetRow> sheet) {
            Map<String, Drawn> own = new LinkedHashMap<>();
            Set<String> repeated = new HashSet<>();
            for (SheetRow row : sheet) {
                rows++;
                read(row).ifPresent(comment -> {
                    if (own.putIfAbsent(comment.key(), comment) != null) {
                        reject(LabelProblem.REPEATED_COMMENT);
                        repeated.add(comment.key());
                    }
                });
            }
            for (String key : repeated) { // which of its rows is meant cannot be told
                reject(LabelProblem.REPEATED_COMMENT);
                own.computeIfPresent(key, (same, comment) -> comment.withoutLabels());
            }
            own.values().forEach(this::add);
        }

        private void add(Drawn comment) {
            Drawn before = drawn.get(comment.key());
            if (before == null) {
                drawn.put(comment.key(), comment);
            } else if (before.isOfSameDesign(comment)) {
                drawn.put(comment.key(), before.with(comment));
            } else {
                reject(LabelProblem.CONFLICTING_DESIGN);
                drawn.put(comment.key(), before.withoutLabels());
            }
        }

        private Optional<Drawn> read(SheetRow row) {
            if (row.unreadable().isPresent()) {
                rejected.merge(row.unreadable().get(), 1L, Long::sum);
                return Optional.empty();
            }
            String key = plain(row.key());
            if (!KEY.matcher(key).matches()) {
                reject(LabelProblem.UNREADABLE_KEY);
                return Optional.empty();
            }
            OptionalDouble probability = SheetNumbers.probability(plain(row.probability()));
            if (probability.isEmpty()) {
                reject(LabelProblem.UNUSABLE_PROBABILITY);
                return Optional.empty();
            }
            if (!row.run().isBlank()) {
                runs.add(plain(row.run()));
            }
            List<Double> labels = new ArrayList<>();
            for (String given : row.labels()) {
                String written = plain(given);
                OptionalDouble label = LabelValues.share(written);
                if (label.isEmpty()) {
                    if (SheetNumbers.isNumber(written)) {
                        beyondScale.add(written);
                    }
                    reject(LabelProblem.UNUSABLE_LABEL);
                    return Optional.of(new Drawn(key, plain(row.stratum()), probability.getAsDouble(), List.of()));
                }
                labels.add(label.getAsDouble());
            }
            return Optional.of(new Drawn(key, plain(row.stratum()), probability.getAsDouble(), labels));
        }

        private void reject(LabelProblem problem) {
            rejected.merge(problem.label(), 1L, Long::sum);
        }

        private static String plain(String value) {
            return SpreadsheetText.unguarded(value.strip());
        }
    }
}
