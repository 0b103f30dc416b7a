package io.weibosentiment.labels.correction;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.config.AggregateConfig;
import io.weibosentiment.config.LabelsConfig;
import io.weibosentiment.config.RejectLimit;
import io.weibosentiment.ingest.SampleSheets;
import io.weibosentiment.util.Counted;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** People's labels, and the tables that are corrected by them. */
public final class Labelling {

    /** Beyond this share, the comments that the labels stand for are not those of the run. */
    private static final double LARGE_DIFFERENCE = 0.1;

    private final LabelsConfig config;
    private final Labels labels;

    private Labelling(LabelsConfig config, Labels labels) {
        this.config = config;
        this.labels = labels;
    }

    /**
     * What became of the labels, in the manifest's section {@code labels}.
     *
     * @param files the sheets
     * @param rows their rows
     * @param labels labelled comments of the run
     * @param unlabelled drawn comments of the run that have no label that can be used
     * @param rejectedLabels rows that cannot be used, for each reason
     * @param notInRun drawn comments that the run does not have
     * @param withoutSentiment drawn comments that count in no mean of the run
     * @param tuning λ
     * @param represented how many comments by the model the labels stand for
     * @param comments how many the run has
     */
    public record Facts(
            long files,
            long rows,
            long labels,
            long unlabelled,
            Map<String, Long> rejectedLabels,
            long notInRun,
            long withoutSentiment,
            double tuning,
            double represented,
            long comments) {}

    /**
     * The labels of a run.
     *
     * @param tables the tables corrected by them
     * @param warnings what the user may have to act on
     */
    public record Outcome(CorrectedTables tables, Facts facts, List<String> warnings) {

        public Outcome {
            warnings = List.copyOf(warnings);
        }

        /** The labels in a few words. */
        public String described() {
            return String.format(
                    Locale.ROOT,
                    "%s, standing for %,.0f of %,d scored by the model; tuning %.4f",
                    Counted.of(facts.labels(), "labelled comment"),
                    facts.represented(),
                    facts.comments(),
                    facts.tuning());
        }
    }

    /**
     * Reads the sheets that {@code config} names.
     *
     * @param limit how many of their rows may be unusable
     * @throws InvalidInputException if a sheet cannot be read, too many rows cannot be used, or nothing is labelled
     */
    public static Labelling read(SparkSession spark, LabelsConfig config, RejectLimit limit) {
        Labels labels = Labels.of(new SampleSheets(spark).read(config.paths()));
        if (!labels.beyondScale().isEmpty()) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT,
                    "labels: %,d of %s a number below 0 or above 1 for a label, such as %s, so the 0 and 1 of"
                            + " others may mean something else too; expected 0 (negative) to 1 (positive): of labels from"
                            + " -1 to 1 write (label + 1) / 2, of 1 to 5 stars (stars - 1) / 4",
                    labels.beyondScale().size(),
                    Counted.of(labels.rows(), "row has", "rows have"),
                    labels.beyondScale().get(0)));
        }
        if (limit.exceededBy(labels.rejectedRows(), labels.rows())) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT,
                    "labels: %,d of %s cannot be used %s, more than input.max-rejected (%s) allows; expected the"
                            + " sheet of sample with a number from 0 to 1, or nothing, in each column of a coder; words"
                            + " are positive, neutral, negative, 正面, 中性, 负面",
                    labels.rejectedRows(),
                    Counted.of(labels.rows(), "row"),
                    labels.rejected(),
                    limit.text()));
        }
        if (labels.drawn().values().stream().noneMatch(drawn -> drawn.label().isPresent())) {
            throw new InvalidInputException("labels: none of " + Counted.of(labels.rows(), "row")
                    + " has a label; expected a number from 0 (negative) to 1 (positive) in a column of a coder");
        }
        return new Labelling(config, labels);
    }

    /**
     * Finds the labelled ones among {@code comments}. Runs two Spark jobs.
     *
     * @param comments the scored comments of the run
     * @throws InvalidInputException if it has none of them
     */
    public Outcome of(Dataset<Row> comments, AggregateConfig aggregate) {
        Map<String, RunComment> found =
                RunComment.found(comments, labels.drawn().keySet(), aggregate.ruleDecided());
        Map<String, RunComment> counted = new TreeMap<>(found);
        counted.values().removeIf(comment -> comment.sentiment().isEmpty());
        List<Labelled> labelled = new Responses(labels.drawn(), counted).labelled();
        if (labelled.isEmpty()) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT,
                    "labels: of %s drawn from run %s, %s in this run, and none of them counts and has a label;"
                            + " expected labels of comments of this crawl, with the text policy of that run",
                    Counted.of(labels.drawn().size(), "comment"),
                    labels.runs(),
                    Counted.of(found.size(), "is", "are")));
        }
        Scores scores = Scores.of(comments, aggregate.ruleDecided());
        double tuning = config.tuning().value().orElseGet(() -> Correction.optimal(labelled, scores));
        Facts facts = new Facts(
                config.paths().size(),
                labels.rows(),
                labelled.size(),
                counted.size() - labelled.size(),
                labels.rejected(),
                labels.drawn().size() - found.size(),
                found.size() - counted.size(),
                tuning,
                labelled.stream()
                        .filter(label -> label.band() != Band.RULE)
                        .mapToDouble(Labelled::represents)
                        .sum(),
                scores.comments());
        Correction correction = Correction.by(labelled, tuning, config.minimum());
        return new Outcome(CorrectedTables.of(aggregate, correction, comments), facts, warnings(facts, correction));
    }

    private List<String> warnings(Facts facts, Correction correction) {
        List<String> warnings = new ArrayList<>();
        if (labels.rejectedRows() > 0) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "%,d of %s of labels cannot be used %s",
                    labels.rejectedRows(),
                    Counted.of(labels.rows(), "row"),
                    labels.rejected()));
        }
        if (facts.notInRun() > 0) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "of %s drawn, %s not in this run, which may have another crawl, selection or text policy; labels without"
                            + " a comment are left out",
                    Counted.of(labels.drawn().size(), "comment"),
                    Counted.of(facts.notInRun(), "is", "are")));
        }
        if (facts.unlabelled() > 0) {
            warnings.add(Counted.of(facts.unlabelled(), "of the comments drawn has", "of the comments drawn have")
                    + " no label; the others of the stratum stand for such a comment, as if it were chance which has"
                    + " none");
        }
        if (Math.abs(facts.represented() - facts.comments()) > LARGE_DIFFERENCE * facts.comments()) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "the labels stand for %,.0f comments, and the model scored %,d: comments that could not be drawn"
                            + " are not corrected; draw a new sample of this run",
                    facts.represented(),
                    facts.comments()));
        }
        if (correction.pools().isEmpty()) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "%s fewer than labels.minimum (%,d), so no cell is corrected",
                    Counted.of(facts.labels(), "label is", "labels are"),
                    config.minimum()));
        }
        return warnings;
    }
}
