package io.weibosentiment.labels.correction;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.unix_micros;

import io.weibosentiment.Columns;
import io.weibosentiment.aggregate.CommentInWindows;
import io.weibosentiment.aggregate.PerWindow;
import io.weibosentiment.aggregate.PostSums;
import io.weibosentiment.aggregate.PostWalk;
import io.weibosentiment.labels.CommentKeys;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * From the comments of a post, in the order of their keys, to what corrects the post's mean in each window. What is kept
 * grows with the windows and the labels.
 */
final class PostCorrection implements PostSums {

    static final String SHARED = "__shared_key";
    private static final String TIME = "__time";
    private static final String LIKES = "__likes";

    static final String START = "__start";
    static final String LABELS = "__labels";
    static final String UNLABELLED = "__unlabelled";
    static final String OWN_SHIFT = "__own_shift";
    static final String OWN_ERROR = "__own_error";
    static final String POOLED_SHIFT = "__pooled_shift";
    static final String POOLED_ERROR = "__pooled_error";
    /** How many standard errors half a 95 % interval has. */
    static final String POOLED_QUANTILE = "__pooled_quantile";

    static final String REPRESENTED = "__represented";
    static final String LABELLED_WEIGHT = "__labelled_weight";
    static final String LABELLED_PREDICTION = "__labelled_prediction";
    static final String RECTIFIED = "__rectified";
    static final String SHARES = "__shares";

    /** A row for each post and window; starts in microseconds since 1970, what has no value is null. */
    static final StructType CELL = new StructType()
            .add(Columns.BLOGGER_ID, DataTypes.StringType)
            .add(Columns.POST_ID, DataTypes.StringType)
            .add(Columns.WINDOW, DataTypes.StringType)
            .add(START, DataTypes.LongType)
            .add(LABELS, DataTypes.LongType)
            .add(UNLABELLED, DataTypes.LongType)
            .add(OWN_SHIFT, DataTypes.DoubleType)
            .add(OWN_ERROR, DataTypes.DoubleType)
            .add(POOLED_SHIFT, DataTypes.DoubleType)
            .add(POOLED_ERROR, DataTypes.DoubleType)
            .add(POOLED_QUANTILE, DataTypes.DoubleType)
            .add(REPRESENTED, DataTypes.DoubleType)
            .add(LABELLED_WEIGHT, DataTypes.DoubleType)
            .add(LABELLED_PREDICTION, DataTypes.DoubleType)
            .add(RECTIFIED, DataTypes.DoubleType)
            .add(SHARES, DataTypes.createArrayType(DataTypes.DoubleType));

    private final String[] kinds;
    private final Correction.Sent correction;
    private final PerWindow<CellSums> cells;
    private String shared;
    private long number;

    /**
     * No comments yet.
     *
     * @param kinds the kinds of windows, as they are written
     * @param steps the distance between two starts of a kind
     */
    PostCorrection(String[] kinds, long[] steps, Correction.Sent correction) {
        this.kinds = kinds.clone();
        this.correction = correction;
        this.cells = new PerWindow<>(steps, CellSums::new);
    }

    /** What it needs of comments: their keys, and the order in which those that share one are numbered. */
    static PostWalk.Own own() {
        return new PostWalk.Own(
                List.of(
                        CommentKeys.shared().as(SHARED),
                        unix_micros(col(Columns.COMMENT_TIME)).as(TIME),
                        col(Columns.LIKES).cast(DataTypes.LongType).as(LIKES)),
                List.of(SHARED, TIME, LIKES),
                false);
    }

    @Override
    public void add(CommentInWindows comment) {
        String key = comment.text(0);
        number = key.equals(shared) ? number + 1 : 1;
        shared = key;
        if (!comment.isCounted()) {
            return;
        }
        Labelled.Label label = correction.labels().get(number == 1 ? key : key + CommentKeys.NUMBER_MARK + number);
        double sentiment = comment.sentiment();
        int band = Band.of(sentiment, !comment.isByRule());
        double prediction = Band.predicted(sentiment, band, correction.tuning());
        double weight = comment.likes() + 1.0;
        cells.each(comment, cell -> {
            cell.add(sentiment, prediction, band, weight);
            if (label != null) {
                cell.label(label, prediction, weight);
            }
        });
    }

    @Override
    public Iterator<Row> rows(CommentInWindows.Post post) {
        return cells.inOrder((kind, start, cell) -> row(post, kinds[kind], start, cell));
    }

    private Row row(CommentInWindows.Post post, String window, long start, CellSums cell) {
        CellSums.Corrected own = cell.byLabels();
        CellSums.Corrected pooled = correction.pools() == null
                ? new CellSums.Corrected(Double.NaN, Double.NaN)
                : cell.byPools(correction.pools(), post.blogger());
        return RowFactory.create(
                post.blogger(),
                post.id(),
                window,
                start,
                cell.labels(),
                cell.comments() - cell.labels(),
                number(own.shift()),
                number(own.error()),
                number(pooled.shift()),
                number(pooled.error()),
                correction.pools() == null ? null : correction.pools().quantile(post.blogger()),
                cell.represented(),
                cell.labelledWeight(),
                cell.labelledPrediction(),
                cell.rectified(),
                cell.shares());
    }

    private static Double number(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
