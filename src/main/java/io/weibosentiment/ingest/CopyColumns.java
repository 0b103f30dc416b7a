package io.weibosentiment.ingest;

import io.weibosentiment.Columns;
import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Where values stand in the rows of comments, and which of them each distinct comment has. */
final class CopyColumns implements Serializable {

    private static final long serialVersionUID = 1L;
    /** What only tells copies from other rows. */
    private static final List<String> DROPPED = List.of(ParsedRow.KEY, ParsedRow.CONTENT, ParsedRow.WRITER_NAME);

    final int key;
    final int content;
    final int user;
    final int name;
    final int crawlTime;
    final int postKey;
    final int postId;
    /** The facts of posts. */
    final int[] facts;
    /** What a distinct comment has of its row. */
    final int[] kept;

    /** Where a distinct comment has what may come from another copy. */
    final int distinctPostId;

    final int[] distinctFacts;

    final CopyOrder order;

    private final StructType distinct;

    /** The columns of rows of {@code parsed}. */
    CopyColumns(StructType parsed) {
        this.key = parsed.fieldIndex(ParsedRow.KEY);
        this.content = parsed.fieldIndex(ParsedRow.CONTENT);
        this.user = parsed.fieldIndex(Columns.USER_ID);
        this.name = parsed.fieldIndex(ParsedRow.WRITER_NAME);
        this.crawlTime = parsed.fieldIndex(Columns.CRAWL_TIME);
        this.postKey = parsed.fieldIndex(Columns.POST_KEY);
        this.postId = parsed.fieldIndex(Columns.POST_ID);
        List<String> names = List.of(parsed.fieldNames());
        List<String> ofPosts = PostFacts.ALL.stream().filter(names::contains).toList();
        this.facts = ofPosts.stream().mapToInt(parsed::fieldIndex).toArray();
        this.kept = IntStream.range(0, names.size())
                .filter(column -> !DROPPED.contains(names.get(column)))
                .toArray();
        this.order = new CopyOrder(parsed);
        StructType crawled = new StructType();
        for (String fact : ofPosts) {
            crawled = crawled.add(fact, DataTypes.LongType);
        }
        this.distinct = new StructType(
                        IntStream.of(kept).mapToObj(i -> parsed.fields()[i]).toArray(StructField[]::new))
                .add(Columns.COPIES, DataTypes.LongType)
                .add(Duplicates.SHARES_ID, DataTypes.BooleanType)
                .add(Duplicates.FACTS_CRAWLED, crawled);
        this.distinctPostId = distinct.fieldIndex(Columns.POST_ID);
        this.distinctFacts = ofPosts.stream().mapToInt(distinct::fieldIndex).toArray();
    }

    /** The columns of distinct comments; times are microseconds since 1970. */
    StructType distinct() {
        return distinct;
    }

    /** Who wrote {@code row}, if that is known; names count only where no row of {@code first}'s text has a user's id. */
    String writer(Row row, Row first) {
        int column = first.isNullAt(user) ? name : user;
        return row.isNullAt(column) ? first.getString(column) : row.getString(column);
    }
}
