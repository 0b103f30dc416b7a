package io.weibosentiment.ingest;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.weibosentiment.Columns;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * What rows say of their post. Of all rows that know a fact, the latest crawl's counts, then the greatest. A comment
 * carries the best of its copies, with its crawl's time, and the best of these is the post's.
 */
final class PostFacts {

    /** The columns of all facts. */
    static final List<String> ALL = List.of(
            Columns.BLOGGER_ID,
            Columns.POST_TIME,
            Columns.POST_LIKES,
            Columns.POST_TEXT,
            Columns.TOPICS,
            Columns.POST_SENTIMENT);

    private PostFacts() {}

    /** The columns of {@code rows} that are facts of their posts. */
    static List<String> in(Dataset<Row> rows) {
        List<String> columns = List.of(rows.columns());
        return ALL.stream().filter(columns::contains).toList();
    }

    /** The best that the rows of a group know of {@code column}: crawl_time and that column; null if none knows it. */
    static Column latest(String column) {
        return best(column, col(Columns.CRAWL_TIME));
    }

    private static Column best(String column, Column crawlTime) {
        return max(when(col(column).isNotNull(), struct(crawlTime, col(column))));
    }

    /**
     * The best form of a post's id in a group of its rows, as the field post_id: its number, if any row has it, which is
     * the post's key then.
     */
    static Column bestId() {
        return max(struct(col(Columns.POST_ID).equalTo(col(Columns.POST_KEY)), col(Columns.POST_ID)));
    }

    /**
     * One row for each post of {@code rows}: post_key, post_id, comments (how many rows are comments), several_bloggers
     * (whether rows name different ones), and the facts.
     *
     * @param rows records; their facts are values, or what {@link #latest} gave of several copies
     * @param isComment whether a row is a comment
     */
    static Dataset<Row> settled(Dataset<Row> rows, Column isComment) {
        boolean hasCrawlTime = List.of(rows.columns()).contains(Columns.CRAWL_TIME);
        Column crawlTime = hasCrawlTime ? col(Columns.CRAWL_TIME) : lit(null).cast(DataTypes.TimestampType);
        List<Column> facts = new ArrayList<>();
        facts.add(count_if(isComment).as(Columns.COMMENTS));
        facts.add(severalBloggers(rows).as(Columns.SEVERAL_BLOGGERS));
        for (String fact : in(rows)) {
            boolean isCarried = isCarried(rows, fact);
            Column best = isCarried ? max(fact) : best(fact, crawlTime);
            facts.add(best.getField(fact).as(fact));
        }
        return rows.groupBy(Columns.POST_KEY)
                .agg(bestId().getField(Columns.POST_ID).as(Columns.POST_ID), facts.toArray(Column[]::new));
    }

    private static Column severalBloggers(Dataset<Row> rows) {
        Column blogger = isCarried(rows, Columns.BLOGGER_ID)
                ? col(Columns.BLOGGER_ID).getField(Columns.BLOGGER_ID)
                : col(Columns.BLOGGER_ID);
        return coalesce(min(blogger).notEqual(max(blogger)), lit(false));
    }

    private static boolean isCarried(Dataset<Row> rows, String fact) {
        return rows.schema().apply(fact).dataType() instanceof StructType;
    }
}
