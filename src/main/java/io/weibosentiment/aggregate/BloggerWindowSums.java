package io.weibosentiment.aggregate;

import org.apache.spark.api.java.function.Function0;
import org.apache.spark.sql.Row;

/** What the posts of a blogger in one window add up to, see {@link BloggerWalk}. */
public interface BloggerWindowSums {

    /** Adds the next post. */
    void add(Row post);

    /**
     * The row of the window, after all posts.
     *
     * @param key the hash that they came by, blogger, window and start in microseconds since 1970
     */
    Row row(Row key);

    /** Gives the sums of no posts, and can be sent to executors. */
    interface OfNone extends Function0<BloggerWindowSums> {

        @Override
        BloggerWindowSums call();
    }
}
