package io.weibosentiment.labels.sampling;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import io.weibosentiment.Columns;
import io.weibosentiment.InvalidInputException;
import io.weibosentiment.labels.sampling.StratifiedBy.Trait;
import io.weibosentiment.util.Sha256;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * The strata of a frame, and how many comments are drawn from each.
 *
 * @param by what they are made by
 * @param strata in an order that says nothing of their scores
 * @param drawn how many comments are drawn from each, in the same order
 */
public record Strata(StratifiedBy by, List<Stratum> strata, List<Long> drawn) {

    public Strata {
        strata = List.copyOf(strata);
        drawn = List.copyOf(drawn);
    }

    /**
     * Makes strata of {@code cells}, see {@link Frame#cells}, and divides the labels among them. The driver holds at
     * most as many strata as there are labels. Runs a Spark job for each kind of strata that is tried.
     *
     * @throws InvalidInputException if nothing can be drawn, or the strata that were asked for need more labels
     */
    public static Strata of(Dataset<Row> cells, SampleOptions options) {
        List<StratifiedBy> choices = options.strata().map(List::of).orElse(StratifiedBy.FINEST_FIRST);
        for (StratifiedBy by : choices) {
            List<Stratum> strata = ofKind(by, cells, options.size());
            if (strata.isEmpty()) {
                throw new InvalidInputException(
                        "no comment of the run can be drawn: none has a score by the model; expected a run of score"
                                + " whose comment_scores have a sentiment");
            }
            if (strata.size() <= options.size() && least(strata, options.minimum()) <= options.size()) {
                long[] numbers = options.allocation().of(strata, options.minimum(), options.size());
                return new Strata(by, strata, Arrays.stream(numbers).boxed().toList());
            }
        }
        throw new InvalidInputException(String.format(
                Locale.ROOT,
                "--size %,d: strata by %s are too many to draw %,d comments of each (or all that it has); give a larger"
                        + " --size, a smaller --minimum, fewer --bands, or fewer --strata",
                options.size(),
                choices.get(choices.size() - 1),
                options.minimum()));
    }

    private static long least(List<Stratum> strata, int minimum) {
        return strata.stream()
                .mapToLong(stratum -> Math.min(stratum.comments(), minimum))
                .sum();
    }

    /** The strata, or some of them if they are more than {@code most}. */
    private static List<Stratum> ofKind(StratifiedBy by, Dataset<Row> cells, int most) {
        List<Stratum> strata = new ArrayList<>();
        for (Row row : cells.groupBy(columns(by))
                .agg(
                        sum(Frame.COMMENTS).as(Frame.COMMENTS),
                        sum(Frame.VARIANCES).cast(DataTypes.DoubleType).as(Frame.VARIANCES))
                .limit(most + 1)
                .collectAsList()) {
            long comments = row.getAs(Frame.COMMENTS);
            int band = row.getAs(Frame.BAND);
            strata.add(new Stratum(
                    Optional.ofNullable(row.getAs(Columns.BLOGGER_ID)),
                    Optional.ofNullable(row.<Long>getAs(Frame.WINDOW_START))
                            .map(micros -> Instant.EPOCH.plus(micros, ChronoUnit.MICROS)),
                    band < 0 ? OptionalInt.empty() : OptionalInt.of(band),
                    comments,
                    row.<Double>getAs(Frame.VARIANCES) / comments));
        }
        strata.sort(Comparator.comparing(stratum -> Sha256.of(stratum.toString())));
        return strata;
    }

    /** The columns that tell the strata apart; null, or band 0, where they are not made by it. */
    static Column[] columns(StratifiedBy by) {
        return new Column[] {
            by.has(Trait.BLOGGER)
                    ? col(Columns.BLOGGER_ID)
                    : lit(null).cast(DataTypes.StringType).as(Columns.BLOGGER_ID),
            by.has(Trait.WINDOW)
                    ? col(Frame.WINDOW_START)
                    : lit(null).cast(DataTypes.LongType).as(Frame.WINDOW_START),
            by.has(Trait.SCORE) ? col(Frame.BAND) : lit(0).as(Frame.BAND)
        };
    }

    /** The name of the stratum at {@code place}; it says nothing of the stratum. */
    static String name(int place) {
        return String.format(Locale.ROOT, "s%04d", place + 1);
    }

    /** The probability with which a comment of the stratum at {@code place} is drawn, in (0, 1]. */
    double probability(int place) {
        return (double) drawn.get(place) / strata.get(place).comments();
    }

    /** How many comments the strata have. */
    public long comments() {
        return strata.stream().mapToLong(Stratum::comments).sum();
    }

    /** How many comments are drawn. */
    public long size() {
        return drawn.stream().mapToLong(Long::longValue).sum();
    }
}
