package io.weibosentiment.job;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.weibosentiment.Columns;
import io.weibosentiment.InvalidInputException;
import io.weibosentiment.config.JobConfig;
import io.weibosentiment.config.OutputConfig;
import io.weibosentiment.erasure.ErasedIds;
import io.weibosentiment.erasure.ErasedRows;
import io.weibosentiment.erasure.Erasures;
import io.weibosentiment.erasure.IdKind;
import io.weibosentiment.erasure.Receipt;
import io.weibosentiment.erasure.UserHashing;
import io.weibosentiment.rows.Eraser;
import io.weibosentiment.run.Run;
import io.weibosentiment.util.Counted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What was erased in an output folder, and is left out of the crawl that a run reads.
 *
 * @param rows the rows
 * @param eraser takes them out of rows that are kept
 * @param kinds whether there are erased bloggers among it
 * @param run the run
 */
record LeftOut(ErasedRows rows, Eraser eraser, java.util.Set<IdKind> kinds, Run run) {

    private static final String SECTION = "erasures";

    /**
     * What a run left out besides rows of files, in the manifest's section {@code erasures}.
     *
     * @param edition how many erasures there have been
     * @param postsOfBloggers posts of erased bloggers
     * @param commentsOnThem comments on these
     */
    private record Facts(int edition, long postsOfBloggers, long commentsOnThem) {}

    /** What the output folder of {@code config} has erased; empty where that is nothing. */
    static Optional<LeftOut> of(JobConfig config, Run run) {
        try {
            Path output = new Path(config.output().dir());
            FileSystem files = output.getFileSystem(run.spark().sparkContext().hadoopConfiguration());
            Erasures erasures = Erasures.of(files, output);
            List<Receipt> receipts = erasures.receipts();
            if (receipts.isEmpty()) {
                return Optional.empty();
            }
            if (receipts.stream().anyMatch(Receipt::isPending)) {
                run.warn("an erasure was cut short: this run leaves out what was erased, but earlier runs and the score"
                        + " store may still hold it; start it again with: erase --output "
                        + config.output().dir());
            }
            ErasedIds ids =
                    erasures.ids(haveUsers(receipts) ? users(config.output(), run.environment()) : Optional.empty());
            requireKey(ids, config.output(), run.environment());
            ErasedRows rows = ErasedRows.of(run.spark(), ids);
            int edition = receipts.get(receipts.size() - 1).edition();
            run.fact(SECTION, new Facts(edition, 0, 0));
            return Optional.of(
                    new LeftOut(rows, new Eraser(erasures.name(), edition, rows::blanked), ids.kinds(), run));
        } catch (IOException e) {
            throw new UncheckedIOException("what was erased cannot be read: " + e.getMessage(), e);
        }
    }

    /** Whether users were erased, whose hashes take a key. */
    static boolean haveUsers(List<Receipt> receipts) {
        return receipts.stream().anyMatch(receipt -> receipt.kinds().contains(IdKind.USER.label()));
    }

    /** The hash of users' ids, if the key for it is given. */
    static Optional<UserHashing> users(OutputConfig output, Map<String, String> environment) {
        boolean hasKey = output.keyFile().isPresent() || environment.containsKey(UserHash.ENVIRONMENT);
        return hasKey ? Optional.of(UserHash.of(output, environment)::hash) : Optional.empty();
    }

    /**
     * Makes sure that erased users can be recognized.
     *
     * @throws InvalidInputException if not
     */
    static void requireKey(ErasedIds ids, OutputConfig output, Map<String, String> environment) {
        if (ids.kinds().contains(IdKind.USER) && users(output, environment).isEmpty()) {
            throw new InvalidInputException("users were erased in '" + output.dir() + "', and only the key of their"
                    + " hashes tells whose comments are theirs; set output.key-file to its file, or "
                    + UserHash.ENVIRONMENT + " to the key");
        }
    }

    /** Rejected rows, of which those that were erased do not say where in the crawl they are. */
    static Dataset<Row> withoutFiles(Dataset<Row> rejected) {
        return rejected.withColumn(
                Columns.SOURCE_FILE,
                when(col(Columns.REASON).equalTo(ErasedRows.REASON), "").otherwise(col(Columns.SOURCE_FILE)));
    }

    /** {@code posts} without those of erased bloggers, which may be newer than the erasure; reports how many went. */
    Dataset<Row> posts(Dataset<Row> posts, RowReport report) {
        if (!kinds.contains(IdKind.BLOGGER)) {
            return posts;
        }
        Row found = run.step(
                "posts",
                () -> posts.where(rows.isErased(posts))
                        .agg(count(lit(1)), coalesce(sum(col(Columns.COMMENTS)), lit(0L)))
                        .first());
        if (found.getLong(0) == 0) {
            return posts;
        }
        report.leftOut(found.getLong(1));
        run.fact(SECTION, new Facts(eraser.edition(), found.getLong(0), found.getLong(1)));
        run.line(
                "erased",
                "without " + Counted.of(found.getLong(0), "post") + " of erased bloggers, with "
                        + Counted.of(found.getLong(1), "comment"));
        return posts.where(not(rows.isErased(posts)));
    }
}
