package io.weibosentiment.aggregate;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import io.weibosentiment.Columns;
import io.weibosentiment.config.StatusRules;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;

/**
 * What a reader of a cell should know, in letters of the code list for the observation status that Eurostat and SDMX
 * use (CL_OBS_STATUS), in alphabetical order: {@code i} imputed, {@code m} missing, {@code p} provisional, {@code u} of
 * low reliability. A break, {@code b}, is one of all cells of a run, which is made in one way; who knows of earlier runs
 * notes it.
 */
final class CellStatus {

    private static final String SINCE_POST = "since-post:";

    private final StatusRules rules;

    CellStatus(StatusRules rules) {
        this.rules = rules;
    }

    /**
     * Whether the data reach a window's end; null if {@code latest} is empty.
     *
     * @param latest the latest time in the data, see {@link CommentTimes}
     */
    static Column complete(Optional<Instant> latest) {
        if (latest.isEmpty()) {
            return lit(null).cast(DataTypes.BooleanType);
        }
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, latest.get());
        Column end = unix_micros(col(Columns.WINDOW_END));
        Column endSincePost = end.plus(unix_micros(col(Columns.POST_TIME)));
        return when(col(Columns.WINDOW).startsWith(SINCE_POST), endSincePost)
                .otherwise(end)
                .leq(lit(micros));
    }

    /** The status of a row of {@code post_window_sentiment}. */
    Column ofPost(Column isImputed, Column isComplete) {
        return status(isImputed, isComplete, isTooUncertain());
    }

    /** The status of a row of {@code blogger_window_sentiment}. */
    Column ofBlogger(Column isImputed, Column isComplete) {
        Column isUnreliable = isTooUncertain()
                .or(col(Columns.EFFECTIVE_POSTS).lt(rules.effectivePosts()))
                .or(col(Columns.LARGEST_POST_SHARE).gt(rules.largestPostShare()));
        return status(isImputed, isComplete, isUnreliable);
    }

    /** Where a rule gave every comment its 0.5, nothing varies and nothing is known. */
    private Column isTooUncertain() {
        return col(Columns.SENTIMENT_SE)
                .isNull()
                .or(col(Columns.SCORED).equalTo(0))
                .or(col(Columns.SENTIMENT_SE).gt(rules.standardError()))
                .or(coalesce(col(Columns.EFFECTIVE_COMMENTS), lit(0.0)).lt(rules.effectiveComments()));
    }

    private static Column status(Column isImputed, Column isComplete, Column isUnreliable) {
        Column isMissing = col(Columns.SENTIMENT).isNull();
        return concat(
                flag("i", isImputed),
                flag("m", isMissing),
                flag("p", not(coalesce(isComplete, lit(true)))),
                flag("u", not(isMissing).and(isUnreliable)));
    }

    private static Column flag(String letter, Column holds) {
        return when(holds, letter).otherwise("");
    }
}
