package io.weibosentiment.labels.evaluation;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weibosentiment.labels.evaluation.Group.Part;
import io.weibosentiment.labels.evaluation.Group.Scores;
import io.weibosentiment.labels.statistics.Agreement;
import io.weibosentiment.labels.statistics.Confusion;
import io.weibosentiment.labels.statistics.GroupFigures;
import io.weibosentiment.labels.statistics.Interval;
import io.weibosentiment.labels.statistics.McNemar;
import io.weibosentiment.labels.statistics.Measure;
import io.weibosentiment.labels.statistics.PairedFigures;
import io.weibosentiment.labels.statistics.ReliabilityBin;
import io.weibosentiment.labels.statistics.ScoreComparison;
import java.util.Map;
import java.util.Optional;

/** An evaluation as JSON: figures at the top, null where one is not defined, and the same keys under {@code masked}. */
public final class EvaluationJson {

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private EvaluationJson() {}

    /** The JSON of {@code evaluation}. */
    public static ObjectNode of(Evaluation evaluation) {
        ObjectNode json = JSON.createObjectNode();
        json.set("counts", JSON.valueToTree(evaluation.counts()));
        json.putObject("bootstrap")
                .put("replicates", evaluation.bootstrap().replicates())
                .put("seed", evaluation.bootstrap().seed());
        json.put("scores_rounded", !evaluation.grid().isExact());
        put(json, evaluation, Scores.MODEL);
        put(json.putObject("masked"), evaluation, Scores.MASKED);
        evaluation.agreement().ifPresent(agreement -> put(json.putObject("agreement"), agreement));
        evaluation.all(Scores.AGAINST).ifPresent(figures -> {
            ObjectNode against = json.putObject("against");
            put(against, figures);
            evaluation.paired().ifPresent(paired -> put(against, paired));
        });
        evaluation.reference().ifPresent(reference -> put(json.putObject("scores"), reference));
        return json;
    }

    private static void put(ObjectNode json, Evaluation evaluation, Scores scores) {
        evaluation.all(scores).ifPresentOrElse(figures -> put(json, figures), () -> putNone(json));
        for (Part part : Part.values()) {
            Map<String, GroupFigures> parts = evaluation.part(scores, part);
            if (part != Part.ALL && !parts.isEmpty()) {
                ObjectNode by = json.putObject("by_" + part.key());
                parts.forEach((name, figures) -> put(by.putObject(name), figures));
            }
        }
    }

    private static void putNone(ObjectNode json) {
        json.put("rows", 0);
        for (Measure measure : Measure.values()) {
            json.putNull(measure.key());
        }
    }

    private static void put(ObjectNode json, GroupFigures figures) {
        json.put("rows", figures.rows()).put("effective_rows", figures.effectiveRows());
        for (Measure measure : Measure.values()) {
            json.put(measure.key(), figures.values().get(measure));
        }
        ObjectNode intervals = json.putObject("intervals");
        figures.intervals().forEach((measure, interval) -> put(intervals, measure.key(), interval));
        Confusion confusion = figures.confusion();
        json.putObject("confusion")
                .put("true_positive", confusion.truePositive())
                .put("false_positive", confusion.falsePositive())
                .put("false_negative", confusion.falseNegative())
                .put("true_negative", confusion.trueNegative());
        ArrayNode reliability = json.putArray("reliability");
        for (ReliabilityBin bin : figures.reliability()) {
            ObjectNode row = reliability
                    .addObject()
                    .put("from", bin.from())
                    .put("to", bin.to())
                    .put("rows", bin.rows())
                    .put("weight", bin.weight())
                    .put("mean_score", finite(bin.meanScore()))
                    .put("positive_share", finite(bin.positiveShare()));
            bin.interval()
                    .ifPresentOrElse(
                            interval -> put(row, "positive_share_interval", interval),
                            () -> row.putNull("positive_share_interval"));
        }
    }

    private static Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }

    private static void put(ObjectNode json, String key, Interval interval) {
        json.putArray(key).add(interval.low()).add(interval.high());
    }

    private static void put(ObjectNode json, PairedFigures paired) {
        json.put("paired_rows", paired.rows());
        ObjectNode differences = json.putObject("differences");
        paired.differences().forEach((measure, value) -> differences.put(measure.key(), value));
        ObjectNode intervals = json.putObject("difference_intervals");
        paired.intervals().forEach((measure, interval) -> put(intervals, measure.key(), interval));
        McNemar test = paired.mcnemar();
        json.putObject("mcnemar")
                .put("only_model_right", test.onlyFirstRight())
                .put("only_against_right", test.onlySecondRight())
                .put("exact_p", test.exactP())
                .put("chi_squared", test.chiSquared())
                .put("asymptotic_p", test.asymptoticP());
    }

    private static void put(ObjectNode json, ScoreComparison reference) {
        json.put("rows", reference.rows());
        ScoreComparison.NAMES.forEach(name -> json.put(name, reference.values().get(name)));
        ObjectNode intervals = json.putObject("intervals");
        reference.intervals().forEach((name, interval) -> put(intervals, name, interval));
    }

    private static void put(ObjectNode json, Agreement agreement) {
        json.put("units", agreement.units())
                .put("unanimous", agreement.unanimous())
                .put("krippendorff_alpha", agreement.alpha().orElse(null));
        Optional<Interval> interval = agreement.alphaInterval();
        interval.ifPresentOrElse(
                known -> put(json, "krippendorff_alpha_interval", known),
                () -> json.putNull("krippendorff_alpha_interval"));
        ArrayNode pairs = json.putArray("pairs");
        agreement
                .pairs()
                .forEach(pair -> pairs.addObject()
                        .put("first", pair.first())
                        .put("second", pair.second())
                        .put("rows", pair.rows())
                        .put("agreement", pair.agreement())
                        .put("kappa", pair.kappa().orElse(null)));
    }
}
