package io.weibosentiment.aggregate;

import java.util.Iterator;
import org.apache.spark.api.java.function.Function0;
import org.apache.spark.sql.Row;

/** What the comments of one post add up to, see {@link PostWalk}. */
public interface PostSums {

    /** Adds the next comment. */
    void add(CommentInWindows comment);

    /** The rows of its windows, after all comments. */
    Iterator<Row> rows(CommentInWindows.Post post);

    /** Gives the sums of a post without comments, and can be sent to executors. */
    interface OfNone extends Function0<PostSums> {

        @Override
        PostSums call();
    }
}
