package io.weibosentiment.labels.correction;

import io.weibosentiment.Columns;
import io.weibosentiment.labels.CommentKeys;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * From the comments of a post, in the order of their keys, to what corrects the post's mean in each window. Comments go by
 * one at a time; what is kept grows with the windows and the labels.
 */
final class PostCorrection implements FlatMapGroupsFunction<Long, Row, Row> {

    static final String POST_HASH = "__post_hash";
    static final String SHARED = "__shared_key";
    static final String TIME = "__time";
    static final String LIKES = "__likes";
    static final String COUNTED = "__counted";
    static final String BY_MODEL = "__by_model";
    static final String WEIGHT = "__weight";

    static final String START = "__start";
    static final String LABELS = "__labels";
    static final String UNLABELLED = "__unlabelled";
    static final String OWN_SHIFT = "__own_shift";
    static final String OWN_ERROR = "__own_error";
    static final String POOLED_SHIFT = "__pooled_shift";
    static final String POOLED_ERROR = "__pooled_error";
    static final String REPRESENTED = "__represented";
    static final String LABELLED_WEIGHT = "__labelled_weight";
    static final String LABELLED_PREDICTION = "__labelled_prediction";
    static final String RECTIFIED = "__rectified";
    static final String SHARES = "__shares";

    /** The columns of comments; after these, for each kind of window, its first and its last start. */
    static final StructType COMMENT = new StructType()
            .add(POST_HASH, DataTypes.LongType)
            .add(Columns.BLOGGER_ID, DataTypes.StringType)
            .add(Columns.POST_ID, DataTypes.StringType)
            .add(SHARED, DataTypes.StringType)
            .add(TIME, DataTypes.LongType)
            .add(LIKES, DataTypes.LongType)
            .add(COUNTED, DataTypes.DoubleType)
            .add(BY_MODEL, DataTypes.BooleanType)
            .add(WEIGHT, DataTypes.DoubleType);

    /** The order in which comments must come. */
    static final List<String> ORDER = List.of(Columns.BLOGGER_ID, Columns.POST_ID, SHARED, TIME, LIKES);

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
            .add(REPRESENTED, DataTypes.DoubleType)
            .add(LABELLED_WEIGHT, DataTypes.DoubleType)
            .add(LABELLED_PREDICTION, DataTypes.DoubleType)
            .add(RECTIFIED, DataTypes.DoubleType)
            .add(SHARES, DataTypes.createArrayType(DataTypes.DoubleType));

    private static final long serialVersionUID = 1L;

    private final String[] kinds;
    private final long[] steps;
    private final Correction.Sent correction;

    /**
     * @param kinds the kinds of windows, as they are written
     * @param steps the distance between two starts of a kind
     */
    PostCorrection(String[] kinds, long[] steps, Correction.Sent correction) {
        this.kinds = kinds.clone();
        this.steps = steps.clone();
        this.correction = correction;
    }

    @Override
    public Iterator<Row> call(Long hash, Iterator<Row> comments) {
        List<Row> rows = new ArrayList<>();
        String blogger = null;
        String post = null;
        String shared = null;
        long number = 0;
        List<Map<Long, CellSums>> cells = noCells();
        while (comments.hasNext()) {
            Row comment = comments.next();
            if (!Objects.equals(comment.getString(2), post) || !Objects.equals(comment.getString(1), blogger)) {
                addRows(blogger, post, cells, rows);
                blogger = comment.getString(1);
                post = comment.getString(2);
                cells = noCells();
            }
            number = comment.getString(3).equals(shared) ? number + 1 : 1;
            shared = comment.getString(3);
            if (!comment.isNullAt(6)) {
                add(comment, correction.labels().get(key(shared, number)), cells);
            }
        }
        addRows(blogger, post, cells, rows);
        return rows.iterator();
    }

    private static String key(String shared, long number) {
        return number == 1 ? shared : shared + CommentKeys.NUMBER_MARK + number;
    }

    private List<Map<Long, CellSums>> noCells() {
        List<Map<Long, CellSums>> cells = new ArrayList<>();
        for (int kind = 0; kind < kinds.length; kind++) {
            cells.add(new TreeMap<>());
        }
        return cells;
    }

    /** @param label null where it has none */
    private void add(Row comment, Labelled.Label label, List<Map<Long, CellSums>> cells) {
        double sentiment = comment.getDouble(6);
        int band = Band.of(sentiment, comment.getBoolean(7));
        double prediction = Band.predicted(sentiment, band, correction.tuning());
        double weight = comment.getDouble(8);
        for (int kind = 0; kind < kinds.length; kind++) {
            int place = COMMENT.size() + 2 * kind;
            if (comment.isNullAt(place)) {
                continue;
            }
            long last = comment.getLong(place + 1);
            for (long start = comment.getLong(place); start <= last; start += steps[kind]) {
                CellSums cell = cells.get(kind).computeIfAbsent(start, first -> new CellSums());
                cell.add(sentiment, prediction, band, weight);
                if (label != null) {
                    cell.label(label, prediction, weight);
                }
            }
        }
    }

    private void addRows(String blogger, String post, List<Map<Long, CellSums>> cells, List<Row> rows) {
        for (int kind = 0; kind < kinds.length; kind++) {
            String window = kinds[kind];
            cells.get(kind).forEach((start, cell) -> rows.add(row(blogger, post, window, start, cell)));
        }
    }

    private Row row(String blogger, String post, String window, long start, CellSums cell) {
        CellSums.Corrected own = cell.byLabels();
        CellSums.Corrected pooled = correction.pools() == null
                ? new CellSums.Corrected(Double.NaN, Double.NaN)
                : cell.byPools(correction.pools(), blogger);
        return RowFactory.create(
                blogger,
                post,
                window,
                start,
                cell.labels(),
                cell.comments() - cell.labels(),
                number(own.shift()),
                number(own.error()),
                number(pooled.shift()),
                number(pooled.error()),
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
