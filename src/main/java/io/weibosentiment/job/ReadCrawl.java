package io.weibosentiment.job;

import io.weibosentiment.config.JobConfig;
import io.weibosentiment.ingest.IngestedRows;
import io.weibosentiment.ingest.Posts;
import io.weibosentiment.run.Run;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a run read, once it is reported and no limit stopped the run for it.
 *
 * @param rows the rows of comments
 * @param postRows the rows of posts files, if there are any
 * @param posts the posts that the configuration takes, see {@link Posts}
 * @param counts how many records were kept, and how many posts there are
 */
record ReadCrawl(IngestedRows rows, Optional<IngestedRows> postRows, Dataset<Row> posts, Counts counts) {

    /**
     * How many there are, with those that the configuration does not take.
     *
     * @param kept records
     * @param posts posts
     */
    record Counts(long kept, long posts) {}

    /**
     * Reports the rows, settles the posts and takes those that count.
     *
     * @param step the step that read them
     * @throws io.weibosentiment.InvalidInputException if ids cannot be believed, or no post is taken
     * @throws io.weibosentiment.RejectLimitExceededException if too many rows cannot be used
     */
    static ReadCrawl of(
            String step,
            IngestedRows rows,
            Optional<IngestedRows> postRows,
            JobConfig config,
            Run run,
            RowReport report) {
        DamageReport damage = new DamageReport(run, config.input().maxRejected());
        IngestedRows.Outcome read = run.step(step, rows::outcome);
        report.read(read.counts(), rejected(rows, postRows));
        report.withoutComment(read.withoutComment());
        damage.comments(read.damaged(), read.counts().kept());
        postRows.ifPresent(found -> {
            IngestedRows.Outcome readPosts = run.step(step, found::outcome);
            report.posts(readPosts.counts(), found.rejected());
            damage.posts(readPosts.damaged());
        });
        PostReport postReport = new PostReport(run, damage);
        Dataset<Row> all = run.stage("posts", Posts.of(rows, postRows));
        Counts counts = new Counts(read.counts().kept(), postReport.all(all));
        return new ReadCrawl(
                rows, postRows, postReport.selected(all, config.input().only(), report), counts);
    }

    /** The rows that could not be used. */
    Dataset<Row> rejected() {
        return rejected(rows, postRows);
    }

    private static Dataset<Row> rejected(IngestedRows rows, Optional<IngestedRows> posts) {
        return posts.map(found -> rows.rejected().unionByName(found.rejected())).orElseGet(rows::rejected);
    }
}
