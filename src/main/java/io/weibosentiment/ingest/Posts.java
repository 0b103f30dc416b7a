package io.weibosentiment.ingest;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.weibosentiment.Columns;
import io.weibosentiment.InvalidInputException;
import io.weibosentiment.config.PostSelection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The posts of a run, one row each: post_key; post_id; blogger_id, post_time, post_likes, post_text, topics and
 * post_sentiment, null where not known; comments (long, how many comments are on it), known (boolean, whether a posts
 * file has it).
 *
 * <p>The key is the same for both forms of a post's id, see {@link PostId}. The id is shown as the comments have it:
 * where they mix both forms, as the number.
 */
public final class Posts {

    private static final String OF_FILE = "_of_file";

    private Posts() {}

    /**
     * How many posts there are.
     *
     * @param posts all
     * @param postsKnown those that a posts file has
     * @param commentsWithoutKnownPost the comments on the others
     * @param postsWithoutComments those that no comment is on
     * @param postsWithoutTime those whose time is not known
     * @param postsWithoutBlogger those whose blogger is not known
     * @param postsOfSeveralBloggers those that rows say are of different bloggers
     * @param longIds those whose id has more digits than a spreadsheet keeps
     * @param roundedIds those of these that end in one 0, as a spreadsheet would leave them
     */
    public record Counts(
            long posts,
            long postsKnown,
            long commentsWithoutKnownPost,
            long postsWithoutComments,
            long postsWithoutTime,
            long postsWithoutBlogger,
            long postsOfSeveralBloggers,
            long longIds,
            long roundedIds) {

        /** The counts of {@code posts}. Runs a Spark job. */
        public static Counts of(Dataset<Row> posts) {
            Row row = posts.agg(
                            count(lit(1)),
                            count_if(col(Columns.KNOWN)),
                            coalesce(sum(when(col(Columns.KNOWN).equalTo(false), col(Columns.COMMENTS))), lit(0L)),
                            count_if(hasNoComments()),
                            count_if(col(Columns.POST_TIME).isNull()),
                            count_if(col(Columns.BLOGGER_ID).isNull()),
                            count_if(col(Columns.SEVERAL_BLOGGERS)),
                            count_if(WrittenId.isLong(col(Columns.POST_ID))),
                            count_if(WrittenId.mayBeRounded(col(Columns.POST_ID))))
                    .first();
            return new Counts(
                    row.getLong(0),
                    row.getLong(1),
                    row.getLong(2),
                    row.getLong(3),
                    row.getLong(4),
                    row.getLong(5),
                    row.getLong(6),
                    row.getLong(7),
                    row.getLong(8));
        }
    }

    /** The posts of {@code records}, with the facts that these carry, and of posts files, whose facts count first. */
    public static Dataset<Row> of(IngestedRows records, Optional<IngestedRows> files) {
        Dataset<Row> own = PostFacts.settled(records.kept(), records.isComment());
        return files.map(posts -> with(own, posts)).orElseGet(() -> own.withColumn(Columns.KNOWN, lit(false)));
    }

    private static Dataset<Row> with(Dataset<Row> own, IngestedRows files) {
        Dataset<Row> known = PostFacts.settled(files.kept(), lit(false));
        List<String> facts = PostFacts.in(own);
        List<String> more = PostFacts.in(known);
        for (String column : known.columns()) {
            known = known.withColumnRenamed(column, column + OF_FILE);
        }
        Column isFound = ofFile(Columns.POST_KEY).isNotNull();
        Dataset<Row> joined = own.join(known, col(Columns.POST_KEY).equalTo(ofFile(Columns.POST_KEY)), "full_outer");
        List<Column> columns = new ArrayList<>();
        columns.add(coalesce(col(Columns.POST_KEY), ofFile(Columns.POST_KEY)).as(Columns.POST_KEY));
        columns.add(coalesce(col(Columns.POST_ID), ofFile(Columns.POST_ID)).as(Columns.POST_ID));
        columns.add(coalesce(col(Columns.COMMENTS), lit(0L)).as(Columns.COMMENTS));
        columns.add(isFound.as(Columns.KNOWN));
        columns.add(coalesce(col(Columns.SEVERAL_BLOGGERS), lit(false))
                .or(coalesce(ofFile(Columns.SEVERAL_BLOGGERS), lit(false)))
                .as(Columns.SEVERAL_BLOGGERS));
        for (String fact : PostFacts.ALL) {
            List<Column> candidates = new ArrayList<>();
            if (more.contains(fact)) {
                candidates.add(ofFile(fact));
            }
            if (facts.contains(fact)) {
                candidates.add(col(fact));
            }
            if (!candidates.isEmpty()) {
                columns.add(coalesce(candidates.toArray(Column[]::new)).as(fact));
            }
        }
        return joined.select(columns.toArray(Column[]::new));
    }

    private static Column ofFile(String column) {
        return col(column + OF_FILE);
    }

    /** Those of {@code posts} that {@code selection} takes. */
    public static Dataset<Row> selected(Dataset<Row> posts, PostSelection selection) {
        Dataset<Row> selected = posts;
        Optional<String> topic = selection.topic().map(Pattern::pattern);
        if (topic.isPresent()) {
            requireTopics(posts);
            selected = selected.where(
                    concat_ws(" ", col(Columns.TOPICS), col(Columns.POST_TEXT)).rlike(topic.get()));
        }
        return selection.bloggers().isEmpty() ? selected : selected.where(isOf(bloggers(selection)));
    }

    /** The bloggers whom {@code selection} names and none of {@code posts} is of. Runs a Spark job if it names any. */
    public static List<String> bloggersWithoutPosts(Dataset<Row> posts, PostSelection selection) {
        List<String> named = bloggers(selection);
        if (named.isEmpty()) {
            return List.of();
        }
        Set<String> found = posts.where(isOf(named)).select(Columns.BLOGGER_ID).distinct().collectAsList().stream()
                .map(row -> row.getString(0))
                .collect(Collectors.toSet());
        return named.stream().filter(blogger -> !found.contains(blogger)).toList();
    }

    private static Column isOf(List<String> bloggers) {
        return col(Columns.BLOGGER_ID).isin(bloggers.toArray());
    }

    /** The ids in the form that those of the data have here. */
    private static List<String> bloggers(PostSelection selection) {
        return selection.bloggers().stream()
                .map(written -> WrittenId.of(written).map(WrittenId::canonical).orElse(written))
                .distinct()
                .toList();
    }

    private static void requireTopics(Dataset<Row> posts) {
        List<String> columns = List.of(posts.columns());
        if (!columns.contains(Columns.TOPICS) || !columns.contains(Columns.POST_TEXT)) {
            throw new InvalidInputException(
                    "input.only.topic (--topic) needs the texts or hashtags of posts, which nothing"
                            + " gives; expected files of posts (--posts)");
        }
    }

    /** Those of {@code posts} that no comment is on. */
    public static Dataset<Row> withoutComments(Dataset<Row> posts) {
        return posts.where(hasNoComments());
    }

    private static Column hasNoComments() {
        return col(Columns.COMMENTS).equalTo(0);
    }
}
