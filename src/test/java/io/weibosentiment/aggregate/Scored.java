package io.weibosentiment.aggregate;

import io.weibosentiment.Columns;
import io.weibosentiment.TestSpark;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Scored comments, written down row by row. */
final class Scored {

    private static final StructType SCHEMA = new StructType()
            .add(Columns.BLOGGER_ID, DataTypes.StringType)
            .add(Columns.POST_ID, DataTypes.StringType)
            .add(Columns.COMMENT_ID, DataTypes.StringType)
            .add(Columns.COMMENT_TIME, DataTypes.TimestampType)
            .add(Columns.POST_TIME, DataTypes.TimestampType)
            .add(Columns.LIKES, DataTypes.LongType)
            .add(Columns.POST_LIKES, DataTypes.LongType)
            .add(Columns.USER_ID, DataTypes.StringType)
            .add(Columns.SENTIMENT, DataTypes.FloatType)
            .add(Columns.DECIDED_BY, DataTypes.StringType);

    private final List<Row> rows = new ArrayList<>();
    private String blogger = "b1";
    private String post = "p1";
    private Instant postTime;
    private Long postLikes;

    /** The comments that follow are on this post; all but {@code post} may be null. */
    Scored post(String blogger, String post, String postTime, Long postLikes) {
        this.blogger = blogger;
        this.post = post;
        this.postTime = postTime == null ? null : Instant.parse(postTime);
        this.postLikes = postLikes;
        return this;
    }

    Scored comment(String time, Long likes, Double sentiment) {
        return comment(time, likes, sentiment, "model", null);
    }

    Scored comment(String time, Long likes, Double sentiment, String decidedBy, String user) {
        rows.add(RowFactory.create(
                blogger,
                post,
                "c" + rows.size(),
                time == null ? null : java.sql.Timestamp.from(Instant.parse(time)),
                postTime == null ? null : java.sql.Timestamp.from(postTime),
                likes,
                postLikes,
                user,
                sentiment == null ? null : sentiment.floatValue(),
                decidedBy));
        return this;
    }

    Dataset<Row> dataset() {
        return TestSpark.session().createDataFrame(rows, SCHEMA);
    }
}
