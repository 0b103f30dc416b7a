package io.weibosentiment.labels.correction;

import io.weibosentiment.Columns;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** From the posts of a blogger in a window, in the order of their ids, to what corrects the blogger's mean. */
final class BloggerCorrection implements FlatMapGroupsFunction<Long, Row, Row> {

    static final String BLOGGER_HASH = "__blogger_hash";
    static final String POST_WEIGHT = "__post_weight";

    /** The columns of posts, which have a sentiment. */
    static final StructType POST = new StructType()
            .add(BLOGGER_HASH, DataTypes.LongType)
            .add(Columns.BLOGGER_ID, DataTypes.StringType)
            .add(Columns.WINDOW, DataTypes.StringType)
            .add(PostCorrection.START, DataTypes.LongType)
            .add(Columns.POST_ID, DataTypes.StringType)
            .add(Columns.SENTIMENT, DataTypes.DoubleType)
            .add(POST_WEIGHT, DataTypes.DoubleType)
            .add(PostCorrection.LABELS, DataTypes.LongType)
            .add(PostCorrection.UNLABELLED, DataTypes.LongType)
            .add(PostCorrection.OWN_SHIFT, DataTypes.DoubleType)
            .add(PostCorrection.OWN_ERROR, DataTypes.DoubleType)
            .add(PostCorrection.POOLED_SHIFT, DataTypes.DoubleType)
            .add(PostCorrection.POOLED_ERROR, DataTypes.DoubleType)
            .add(PostCorrection.REPRESENTED, DataTypes.DoubleType)
            .add(PostCorrection.LABELLED_WEIGHT, DataTypes.DoubleType)
            .add(PostCorrection.LABELLED_PREDICTION, DataTypes.DoubleType)
            .add(PostCorrection.RECTIFIED, DataTypes.DoubleType)
            .add(PostCorrection.SHARES, DataTypes.createArrayType(DataTypes.DoubleType));

    /** The order in which posts must come. */
    static final List<String> ORDER =
            List.of(Columns.BLOGGER_ID, Columns.WINDOW, PostCorrection.START, Columns.POST_ID);

    /** A row for each blogger and window. */
    static final StructType CELL = new StructType()
            .add(Columns.BLOGGER_ID, DataTypes.StringType)
            .add(Columns.WINDOW, DataTypes.StringType)
            .add(PostCorrection.START, DataTypes.LongType)
            .add(PostCorrection.LABELS, DataTypes.LongType)
            .add(PostCorrection.OWN_SHIFT, DataTypes.DoubleType)
            .add(PostCorrection.OWN_ERROR, DataTypes.DoubleType)
            .add(PostCorrection.POOLED_SHIFT, DataTypes.DoubleType)
            .add(PostCorrection.POOLED_ERROR, DataTypes.DoubleType);

    private static final long serialVersionUID = 1L;

    private final Pools pools;

    /** @param pools null where there are none */
    BloggerCorrection(Pools pools) {
        this.pools = pools;
    }

    @Override
    public Iterator<Row> call(Long hash, Iterator<Row> posts) {
        List<Row> rows = new ArrayList<>();
        Row last = null;
        BloggerSums sums = new BloggerSums();
        while (posts.hasNext()) {
            Row post = posts.next();
            if (last != null && !isOfSameCell(post, last)) {
                rows.add(row(last, sums));
                sums = new BloggerSums();
            }
            sums.add(post);
            last = post;
        }
        if (last != null) {
            rows.add(row(last, sums));
        }
        return rows.iterator();
    }

    private static boolean isOfSameCell(Row one, Row other) {
        return Objects.equals(one.getString(1), other.getString(1))
                && one.getString(2).equals(other.getString(2))
                && one.getLong(3) == other.getLong(3);
    }

    private Row row(Row post, BloggerSums sums) {
        String blogger = post.getString(1);
        boolean isOnePost = sums.posts() == 1;
        return RowFactory.create(
                blogger,
                post.getString(2),
                post.getLong(3),
                sums.labels(),
                sums.ownShift(),
                isOnePost ? post.getAs(PostCorrection.OWN_ERROR) : number(sums.ownError()),
                sums.pooledShift(),
                isOnePost
                        ? post.getAs(PostCorrection.POOLED_ERROR)
                        : number(pools == null ? Double.NaN : sums.pooledError(pools, blogger)));
    }

    private static Double number(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
