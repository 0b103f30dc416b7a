package io.weibosentiment.labels.sampling;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.shiftrightunsigned;

import io.weibosentiment.Columns;
import io.weibosentiment.labels.CommentKeys;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Draws from each stratum the comments with the smallest ranks, a simple random sample without replacement. Which these
 * are depends on the comments' keys and the seed only.
 */
public final class Draw {

    private static final String STRATUM = "stratum";
    private static final String DRAWN = "drawn";
    private static final String BELOW = "below";
    private static final String PLACE_IN_STRATUM = "place_in_stratum";
    private static final String OF_STRATUM = "_of_stratum";

    /** Ranks are spread evenly, so a stratum's smallest are below a bound that hardly ever has to be raised. */
    private static final double DEVIATIONS = 6;

    private static final double AT_LEAST = 20;
    private static final int RANK_BITS_DROPPED = 11;
    private static final double RANKS = Math.scalb(1.0, 64 - RANK_BITS_DROPPED);

    private static final StructType NUMBERS = new StructType()
            .add(Columns.BLOGGER_ID + OF_STRATUM, DataTypes.StringType)
            .add(Frame.WINDOW_START + OF_STRATUM, DataTypes.LongType)
            .add(Frame.BAND + OF_STRATUM, DataTypes.IntegerType)
            .add(STRATUM, DataTypes.IntegerType)
            .add(DRAWN, DataTypes.LongType)
            .add(BELOW, DataTypes.DoubleType);

    private Draw() {}

    /** The comments drawn from {@code frame}, in random order. Runs a Spark job, seldom another. */
    public static List<DrawnComment> from(Dataset<Row> frame, Strata strata) {
        double slack = 1;
        List<DrawnComment> drawn = drawn(frame, strata, slack);
        while (drawn.size() < strata.size()) {
            slack *= 8;
            drawn = drawn(frame, strata, slack);
        }
        return drawn;
    }

    private static List<DrawnComment> drawn(Dataset<Row> frame, Strata strata, double slack) {
        Dataset<Row> numbers = broadcast(frame.sparkSession().createDataFrame(numbers(strata, slack), NUMBERS));
        Column[] own = Strata.columns(strata.by());
        Column isIn = own[0].eqNullSafe(col(Columns.BLOGGER_ID + OF_STRATUM))
                .and(own[1].eqNullSafe(col(Frame.WINDOW_START + OF_STRATUM)))
                .and(own[2].equalTo(col(Frame.BAND + OF_STRATUM)));
        Column uniform = shiftrightunsigned(col(Frame.RANK), RANK_BITS_DROPPED)
                .cast(DataTypes.DoubleType)
                .divide(lit(RANKS));
        Column place =
                row_number().over(Window.partitionBy(STRATUM).orderBy(shiftrightunsigned(col(Frame.RANK), 1), keyOf()));
        List<DrawnComment> drawn = new ArrayList<>();
        for (Row row : frame.join(numbers, isIn)
                .where(uniform.lt(col(BELOW)))
                .withColumn(PLACE_IN_STRATUM, place)
                .where(col(PLACE_IN_STRATUM).leq(col(DRAWN)))
                .orderBy(col(Frame.RANK), keyOf())
                .collectAsList()) {
            drawn.add(new DrawnComment(
                    row.getAs(CommentKeys.KEY),
                    row.getAs(Frame.SHARED),
                    row.getAs(Frame.PLACE),
                    Optional.ofNullable(row.getAs(Columns.BLOGGER_ID)),
                    row.getAs(Columns.POST_ID),
                    Optional.ofNullable(row.getAs(Columns.COMMENT_ID)),
                    Optional.ofNullable(row.<Timestamp>getAs(Columns.COMMENT_TIME))
                            .map(Timestamp::toInstant),
                    row.getAs(STRATUM)));
        }
        return drawn;
    }

    private static Column keyOf() {
        return col(CommentKeys.KEY);
    }

    private static List<Row> numbers(Strata strata, double slack) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < strata.strata().size(); i++) {
            Stratum stratum = strata.strata().get(i);
            long number = strata.drawn().get(i);
            double expected = number + slack * (DEVIATIONS * Math.sqrt((double) number) + AT_LEAST);
            rows.add(RowFactory.create(
                    stratum.blogger().orElse(null),
                    stratum.windowStart()
                            .map(start -> ChronoUnit.MICROS.between(Instant.EPOCH, start))
                            .orElse(null),
                    stratum.band().orElse(-1),
                    i,
                    number,
                    number == 0 ? 0.0 : Math.min(2.0, expected / stratum.comments())));
        }
        return rows;
    }
}
