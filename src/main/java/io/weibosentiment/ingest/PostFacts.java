package io.weibosentiment.ingest;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.when;

import io.weibosentiment.Columns;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

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

    private static final String CRAWLED = "crawled_";

    private PostFacts() {}

    /** The columns of {@code rows} that are facts of their posts. */
    static List<String> in(Dataset<Row> rows) {
        List<String> columns = List.of(rows.columns());
        return ALL.stream().filter(columns::contains).toList();
    }

    /** When the crawl was that a row has {@code fact} from. */
    private static Column crawlTime(Dataset<Row> rows, String fact) {
        List<String> columns = List.of(rows.columns());
        if (!columns.contains(Columns.CRAWL_TIME)) {
            return lit(null).cast(DataTypes.TimestampType);
        }
        Column ofRow = col(Columns.CRAWL_TIME);
        Column ofFacts = col(Duplicates.FACTS_CRAWLED);
        return columns.contains(Duplicates.FACTS_CRAWLED)
                ? when(ofFacts.isNull(), ofRow).otherwise(timestamp_micros(ofFacts.getField(fact)))
                : ofRow;
    }

    /**
     * The best form of a post's id in a group of its rows, as the field post_id: its number, if any row has it, which is
     * the post's key then.
     */
    private static Column bestId() {
        return max(struct(col(Columns.POST_ID).equalTo(col(Columns.POST_KEY)), col(Columns.POST_ID)));
    }

    /**
     * One row for each post of {@code rows}: post_key, post_id, comments (how many rows are comments), several_bloggers
     * (whether rows name different ones), and the facts.
     *
     * @param rows records
     * @param isComment whether a row is a comment
     */
    static Dataset<Row> settled(Dataset<Row> rows, Column isComment) {
        List<String> facts = in(rows);
        List<Column> settled = new ArrayList<>();
        settled.add(sum(Columns.COMMENTS).as(Columns.COMMENTS));
        settled.add(coalesce(min(Columns.BLOGGER_ID).notEqual(max(Columns.BLOGGER_ID)), lit(false))
                .as(Columns.SEVERAL_BLOGGERS));
        for (String fact : facts) {
            settled.add(max(when(col(fact).isNotNull(), struct(col(CRAWLED + fact), col(fact))))
                    .getField(fact)
                    .as(fact));
        }
        return alike(rows, facts, isComment)
                .groupBy(Columns.POST_KEY)
                .agg(bestId().getField(Columns.POST_ID).as(Columns.POST_ID), settled.toArray(Column[]::new));
    }

    /**
     * How many rows are comments that say the same of their post, and when the latest crawl was that each fact is from.
     * Spark hashes rows by texts, of which a post has few; for the best of them it would sort all rows.
     */
    private static Dataset<Row> alike(Dataset<Row> rows, List<String> facts, Column isComment) {
        List<Column> same = new ArrayList<>(List.of(col(Columns.POST_KEY), col(Columns.POST_ID)));
        List<Column> latest = new ArrayList<>();
        for (String fact : facts) {
            same.add(col(fact));
            latest.add(max(crawlTime(rows, fact)).as(CRAWLED + fact));
        }
        return rows.groupBy(same.toArray(Column[]::new))
                .agg(count_if(isComment).as(Columns.COMMENTS), latest.toArray(Column[]::new));
    }
}
