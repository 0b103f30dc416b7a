package io.weibosentiment.job;

import io.weibosentiment.labels.evaluation.Evaluation;
import io.weibosentiment.labels.evaluation.Group.Scores;
import io.weibosentiment.labels.statistics.GroupFigures;
import io.weibosentiment.labels.statistics.Interval;
import io.weibosentiment.labels.statistics.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How well a trained model fits the texts that it is judged by, for the manifest.
 *
 * @param figures each figure of each way to score
 */
record ValidationFigures(List<Figure> figures) {

    ValidationFigures {
        figures = List.copyOf(figures);
    }

    /**
     * A figure.
     *
     * @param scores {@code model}, or {@code masked} where emoticons are
     * @param measure the key of what it measures
     * @param value its value
     * @param low the lower end of its interval; null without one
     * @param high the upper end
     */
    record Figure(String scores, String measure, double value, Double low, Double high) {}

    static ValidationFigures of(Evaluation evaluation) {
        List<Figure> figures = new ArrayList<>();
        for (Scores scores : List.of(Scores.MODEL, Scores.MASKED)) {
            evaluation.all(scores).ifPresent(found -> add(figures, scores, found));
        }
        return new ValidationFigures(figures);
    }

    private static void add(List<Figure> figures, Scores scores, GroupFigures found) {
        for (Measure measure : found.values().keySet()) {
            Optional<Interval> interval =
                    Optional.ofNullable(found.intervals().get(measure)).filter(known -> measure.hasInterval());
            figures.add(new Figure(
                    scores.name().toLowerCase(Locale.ROOT),
                    measure.key(),
                    found.values().get(measure),
                    interval.map(Interval::low).orElse(null),
                    interval.map(Interval::high).orElse(null)));
        }
    }
}
