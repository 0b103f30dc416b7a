package io.weibosentiment.labels.evaluation;

import io.weibosentiment.labels.evaluation.Group.Part;
import io.weibosentiment.labels.evaluation.Group.Scores;
import io.weibosentiment.labels.statistics.Agreement;
import io.weibosentiment.labels.statistics.Confusion;
import io.weibosentiment.labels.statistics.GroupFigures;
import io.weibosentiment.labels.statistics.Interval;
import io.weibosentiment.labels.statistics.Measure;
import io.weibosentiment.labels.statistics.PairedFigures;
import io.weibosentiment.labels.statistics.ReliabilityBin;
import io.weibosentiment.labels.statistics.ScoreComparison;
import io.weibosentiment.util.Counted;
import java.util.Formatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** An evaluation as a table for people. */
public final class EvaluationTable {

    private static final int MOST_WINDOWS = 24;
    private static final String ABSENT = "–";

    private final Formatter out = new Formatter(Locale.ROOT);

    private EvaluationTable() {}

    /** The table's lines. */
    public static List<String> of(Evaluation evaluation) {
        EvaluationTable table = new EvaluationTable();
        table.counts(evaluation);
        table.figures(evaluation);
        evaluation.all(Scores.MODEL).ifPresent(table::details);
        evaluation.agreement().ifPresent(table::agreement);
        evaluation.paired().ifPresent(table::paired);
        evaluation.reference().ifPresent(table::reference);
        return table.out.toString().lines().skip(1).map(String::stripTrailing).toList();
    }

    private void counts(Evaluation evaluation) {
        EvaluatedTexts.Counts counts = evaluation.counts();
        List<String> leftOut = leftOut(counts);
        long used = counts.rows() - counts.unlabelled() - counts.byRule() - counts.notScored() - counts.disputed();
        out.format("%n");
        out.format(
                "%nFigures of %,d of %s%s",
                used,
                Counted.of(counts.rows(), "text"),
                leftOut.isEmpty() ? "" : "; left out: " + String.join(", ", leftOut));
        if (counts.truncated() > 0) {
            out.format(
                    "%n%s longer than the model reads, and cut",
                    Counted.of(counts.truncated(), "of them is", "of them are"));
        }
        out.format(
                "%nIntervals of 95 %%: accuracy by Wilson's score, others by bootstrap (%s, seed %d)%s%s",
                Counted.of(evaluation.bootstrap().replicates(), "replicate"),
                evaluation.bootstrap().seed(),
                counts.withProbability() > 0 ? "; rows weigh 1 / inclusion probability" : "",
                evaluation.grid().isExact() ? "" : "; scores rounded to 13 binary digits");
    }

    private static List<String> leftOut(EvaluatedTexts.Counts counts) {
        Map<String, Long> reasons = new LinkedHashMap<>();
        reasons.put("without a label, for which others of their stratum stand", counts.unlabelled());
        reasons.put("decided by a rule, not the model", counts.byRule());
        reasons.put("that the model could not score", counts.notScored());
        reasons.put("on which coders are equally divided", counts.disputed());
        return reasons.entrySet().stream()
                .filter(reason -> reason.getValue() > 0)
                .map(reason -> String.format(Locale.ROOT, "%,d %s", reason.getValue(), reason.getKey()))
                .toList();
    }

    private void figures(Evaluation evaluation) {
        if (evaluation.all(Scores.MODEL).isEmpty()) {
            return;
        }
        out.format("%n");
        out.format(
                "%n%-28s %9s  %-21s  %-21s  %-21s  %6s  %6s  %7s",
                "", "texts", "accuracy", "F1 macro", "ROC AUC", "Brier", "ECE", "bias");
        for (Scores scores : List.of(Scores.MODEL, Scores.MASKED, Scores.AGAINST)) {
            evaluation.all(scores).ifPresent(figures -> {
                figures(title(scores), figures);
                parts(evaluation, scores);
            });
        }
        out.format("%nECE: expected calibration error; bias: mean score less the share labelled positive");
    }

    private static String title(Scores scores) {
        return switch (scores) {
            case MASKED -> "emoticons masked";
            case AGAINST -> "the model of --against";
            default -> "all texts";
        };
    }

    private void parts(Evaluation evaluation, Scores scores) {
        for (Part part : List.of(Part.LENGTH, Part.EMOTICONS, Part.WINDOW)) {
            Map<String, GroupFigures> parts = evaluation.part(scores, part);
            parts.entrySet().stream()
                    .limit(MOST_WINDOWS)
                    .forEach(entry -> figures("  " + title(part, entry.getKey()), entry.getValue()));
            if (parts.size() > MOST_WINDOWS) {
                out.format("%n  and %s; --json has all", Counted.of(parts.size() - MOST_WINDOWS, "more window"));
            }
        }
    }

    private static String title(Part part, String name) {
        return switch (part) {
            case LENGTH -> name.replaceAll("\\b0+", "") + " characters";
            case EMOTICONS -> "texts " + name + " emoticons";
            default -> name;
        };
    }

    private void figures(String title, GroupFigures figures) {
        out.format(
                "%n%-28s %,9d  %-21s  %-21s  %-21s  %6s  %6s  %7s",
                title,
                figures.rows(),
                withInterval(figures, Measure.ACCURACY),
                withInterval(figures, Measure.F1_MACRO),
                withInterval(figures, Measure.ROC_AUC),
                number("%.4f", figures, Measure.BRIER),
                number("%.4f", figures, Measure.CALIBRATION_ERROR),
                number("%+.4f", figures, Measure.BIAS));
    }

    private static String number(String format, GroupFigures figures, Measure measure) {
        Double value = figures.values().get(measure);
        return value == null ? ABSENT : String.format(Locale.ROOT, format, value);
    }

    private static String withInterval(GroupFigures figures, Measure measure) {
        return number("%.3f", figures, measure) + interval(figures.intervals().get(measure));
    }

    private static String interval(Interval interval) {
        return interval == null ? "" : String.format(Locale.ROOT, " (%.3f–%.3f)", interval.low(), interval.high());
    }

    private void details(GroupFigures figures) {
        Confusion confusion = figures.confusion();
        out.format("%n");
        boolean isWeighted = figures.effectiveRows() != figures.rows() || confusion.total() != figures.rows();
        String title = isWeighted ? "counts by weight" : "texts";
        out.format("%n%-28s %16s  %16s", title, "scored positive", "scored negative");
        out.format(
                "%n%-28s %,16.0f  %,16.0f", "labelled positive", confusion.truePositive(), confusion.falseNegative());
        out.format(
                "%n%-28s %,16.0f  %,16.0f", "labelled negative", confusion.falsePositive(), confusion.trueNegative());
        out.format("%n");
        out.format("%n%-28s %-21s  %-21s  %-21s", "", "precision", "recall", "F1");
        out.format(
                "%n%-28s %-21s  %-21s  %-21s",
                "positive",
                withInterval(figures, Measure.PRECISION_POSITIVE),
                withInterval(figures, Measure.RECALL_POSITIVE),
                withInterval(figures, Measure.F1_POSITIVE));
        out.format(
                "%n%-28s %-21s  %-21s  %-21s",
                "negative",
                withInterval(figures, Measure.PRECISION_NEGATIVE),
                withInterval(figures, Measure.RECALL_NEGATIVE),
                withInterval(figures, Measure.F1_NEGATIVE));
        out.format("%n");
        out.format("%n%-28s %9s  %10s  %s", "reliability: scores", "texts", "mean score", "labelled positive");
        for (ReliabilityBin bin : figures.reliability()) {
            out.format(
                    "%n%-28s %,9d  %10s  %s%s",
                    String.format(Locale.ROOT, "%.1f–%.1f", bin.from(), bin.to()),
                    bin.rows(),
                    share(bin.meanScore()),
                    share(bin.positiveShare()),
                    interval(bin.interval().orElse(null)));
        }
    }

    private static String share(double share) {
        return Double.isFinite(share) ? String.format(Locale.ROOT, "%.3f", share) : ABSENT;
    }

    private void agreement(Agreement agreement) {
        out.format("%n");
        out.format(
                "%nCoders: %s with several labels, unanimous on %,d; Krippendorff's alpha %s%s",
                Counted.of(agreement.units(), "text"),
                agreement.unanimous(),
                agreement.alpha().map(EvaluationTable::share).orElse(ABSENT),
                interval(agreement.alphaInterval().orElse(null)));
        agreement
                .pairs()
                .forEach(pair -> out.format(
                        "%n  %s and %s: %s, agreement %s, Cohen's kappa %s",
                        pair.first(),
                        pair.second(),
                        Counted.of(pair.rows(), "text"),
                        share(pair.agreement()),
                        pair.kappa().map(EvaluationTable::share).orElse(ABSENT)));
    }

    private void paired(PairedFigures paired) {
        out.format("%n");
        out.format("%nThe model of --against less the model, on %s", Counted.of(paired.rows(), "text"));
        for (Measure measure : List.of(Measure.ACCURACY, Measure.F1_MACRO, Measure.ROC_AUC, Measure.BRIER)) {
            Double difference = paired.differences().get(measure);
            if (difference != null) {
                out.format(
                        "%n  %-26s %+.4f%s",
                        measure.key(), difference, signed(paired.intervals().get(measure)));
            }
        }
        out.format(
                "%n  McNemar: %s only the model has right, %,d only the other; exact p = %.4g, asymptotic p = %.4g",
                Counted.of(paired.mcnemar().onlyFirstRight(), "text"),
                paired.mcnemar().onlySecondRight(),
                paired.mcnemar().exactP(),
                paired.mcnemar().asymptoticP());
    }

    private static String signed(Interval interval) {
        return interval == null ? "" : String.format(Locale.ROOT, " (%+.4f to %+.4f)", interval.low(), interval.high());
    }

    private void reference(ScoreComparison reference) {
        out.format("%n");
        out.format(
                "%nThe model's scores beside those of --scores, on %s (differences: the model's less theirs)",
                Counted.of(reference.rows(), "text"));
        for (String name : ScoreComparison.NAMES) {
            Double value = reference.values().get(name);
            out.format(
                    "%n  %-26s %s%s",
                    name.replace('_', ' '),
                    value == null ? ABSENT : String.format(Locale.ROOT, "%.4f", value),
                    signed(reference.intervals().get(name)));
        }
    }
}
