package io.weibosentiment.job;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import io.weibosentiment.Columns;
import io.weibosentiment.InvalidInputException;
import io.weibosentiment.config.PostSelection;
import io.weibosentiment.ingest.Posts;
import io.weibosentiment.run.Run;
import io.weibosentiment.util.Counted;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Reports what is known of posts, and which of them a run takes. */
final class PostReport {

    private static final String POSTS = "posts";

    private final Run run;
    private final DamageReport damage;

    PostReport(Run run, DamageReport damage) {
        this.run = run;
        this.damage = damage;
    }

    /**
     * What a selection took, in the manifest's section {@code selection}.
     *
     * @param posts the posts that count
     * @param comments the comments on them
     * @param postsLeftOut the other posts
     * @param commentsLeftOut the comments on those, which are in no table
     */
    record Selected(long posts, long comments, long postsLeftOut, long commentsLeftOut) {}

    /** Reports {@code posts}, all that the run knows, and gives their number. */
    long all(Dataset<Row> posts) {
        Posts.Counts counts = run.step(POSTS, () -> Posts.Counts.of(posts));
        run.fact(POSTS, counts);
        damage.rounded(POSTS, counts.longIds(), counts.roundedIds());
        damage.bloggers(counts.posts(), counts.postsOfSeveralBloggers());
        if (counts.posts() > 0 && counts.postsWithoutBlogger() == counts.posts()) {
            run.warn(
                    "no post's blogger is known, so there is one row for all bloggers and no trajectories; give files of"
                            + " posts (--posts), or the column of bloggers (input.columns.blogger-id)");
        }
        if (counts.postsKnown() > 0 && counts.commentsWithoutKnownPost() > 0) {
            run.warn(Counted.of(counts.commentsWithoutKnownPost(), "comment is on a post", "comments are on posts")
                    + " that no posts file has; kept, without what it would tell");
        }
        run.figure(
                POSTS,
                String.format(
                        Locale.ROOT,
                        "%,d, %,d of them in posts files, %,d without comments",
                        counts.posts(),
                        counts.postsKnown(),
                        counts.postsWithoutComments()));
        return counts.posts();
    }

    /**
     * Those of {@code posts} that {@code selection} takes.
     *
     * @param rows counts the comments that are left out
     * @throws InvalidInputException if it takes none
     */
    Dataset<Row> selected(Dataset<Row> posts, PostSelection selection, RowReport rows) {
        if (selection.isAll()) {
            return posts;
        }
        Dataset<Row> selected = run.stage(POSTS, "selected-posts", Posts.selected(posts, selection));
        long[] all = run.step(POSTS, () -> postsAndComments(posts));
        long[] taken = run.step(POSTS, () -> postsAndComments(selected));
        if (taken[0] == 0) {
            throw new InvalidInputException("input.only takes none of " + Counted.of(all[0], "post")
                    + "; expected a regular expression (--topic) that finds something in a post's text or hashtags,"
                    + " or the ids of bloggers (--blogger) as the data has them");
        }
        List<String> withoutPosts = run.step(POSTS, () -> Posts.bloggersWithoutPosts(posts, selection));
        if (!withoutPosts.isEmpty()) {
            run.warn("input.only names " + Counted.of(withoutPosts.size(), "blogger") + " whom no post is of, such as '"
                    + withoutPosts.get(0) + "'");
        }
        run.fact("selection", new Selected(taken[0], taken[1], all[0] - taken[0], all[1] - taken[1]));
        rows.leftOut(all[1] - taken[1]);
        run.line(
                "selection",
                String.format(
                        Locale.ROOT,
                        "%,d of %s with %,d of %s",
                        taken[0],
                        Counted.of(all[0], "post"),
                        taken[1],
                        Counted.of(all[1], "comment")));
        return selected;
    }

    private static long[] postsAndComments(Dataset<Row> posts) {
        Row row = posts.agg(count(lit(1)), coalesce(sum(Columns.COMMENTS), lit(0L)))
                .first();
        return new long[] {row.getLong(0), row.getLong(1)};
    }
}
