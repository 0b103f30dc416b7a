package io.weibosentiment.labels.correction;

import io.weibosentiment.Columns;
import io.weibosentiment.aggregate.BloggerWindowSums;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** From the posts of a blogger in a window, in the order of their ids, to what corrects the blogger's mean. */
final class BloggerCorrection implements BloggerWindowSums {

    static final String POST_WEIGHT = "__post_weight";

    /** The columns of posts, which have a sentiment, after those of every walk. */
    static final List<String> OWN = List.of(
            Columns.POST_ID,
            Columns.SENTIMENT,
            POST_WEIGHT,
            PostCorrection.LABELS,
            PostCorrection.UNLABELLED,
            PostCorrection.OWN_SHIFT,
            PostCorrection.OWN_ERROR,
            PostCorrection.POOLED_SHIFT,
            PostCorrection.POOLED_ERROR,
            PostCorrection.REPRESENTED,
            PostCorrection.LABELLED_WEIGHT,
            PostCorrection.LABELLED_PREDICTION,
            PostCorrection.RECTIFIED,
            PostCorrection.SHARES);

    /** The order in which posts must come. */
    static final List<String> ORDER = List.of(Columns.POST_ID);

    /** A row for each blogger and window. */
    static final StructType CELL = new StructType()
            .add(Columns.BLOGGER_ID, DataTypes.StringType)
            .add(Columns.WINDOW, DataTypes.StringType)
            .add(PostCorrection.START, DataTypes.LongType)
            .add(PostCorrection.LABELS, DataTypes.LongType)
            .add(PostCorrection.OWN_SHIFT, DataTypes.DoubleType)
            .add(PostCorrection.OWN_ERROR, DataTypes.DoubleType)
            .add(PostCorrection.POOLED_SHIFT, DataTypes.DoubleType)
            .add(PostCorrection.POOLED_ERROR, DataTypes.DoubleType)
            .add(PostCorrection.POOLED_QUANTILE, DataTypes.DoubleType);

    private final Pools pools;
    private final BloggerSums sums;
    private Row last;

    /** @param pools null where there are none */
    BloggerCorrection(Pools pools) {
        this.pools = pools;
        this.sums = new BloggerSums(pools);
    }

    @Override
    public void add(Row post) {
        sums.add(post);
        last = post;
    }

    @Override
    public Row row(Row key) {
        String blogger = key.getString(1);
        boolean isOnePost = sums.posts() == 1;
        return RowFactory.create(
                blogger,
                key.getString(2),
                key.getLong(3),
                sums.labels(),
                sums.ownShift(),
                isOnePost ? last.getAs(PostCorrection.OWN_ERROR) : number(sums.ownError()),
                sums.pooledShift(),
                isOnePost
                        ? last.getAs(PostCorrection.POOLED_ERROR)
                        : number(pools == null ? Double.NaN : sums.pooledError(blogger)),
                pools == null ? null : pools.quantile(blogger));
    }

    private static Double number(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
