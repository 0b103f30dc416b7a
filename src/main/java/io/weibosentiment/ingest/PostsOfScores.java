package io.weibosentiment.ingest;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.config.InputConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** The files that tell of the posts of scored comments. */
public final class PostsOfScores {

    private PostsOfScores() {}

    /**
     * The files of posts that {@code input} names; else, where its scores are those of a run, the run's table of posts.
     *
     * @throws InvalidInputException with every problem found
     */
    public static Optional<InputFiles> check(SparkSession spark, InputConfig input) {
        List<String> paths = new ArrayList<>(input.posts().paths());
        if (paths.isEmpty()) {
            Configuration hadoop = spark.sparkContext().hadoopConfiguration();
            input.paths().forEach(path -> tableBeside(path, hadoop).ifPresent(table -> paths.add(table.toString())));
        }
        return paths.isEmpty()
                ? Optional.empty()
                : Optional.of(InputFiles.check(spark, input.withPaths(paths), PostLayout.of(input)));
    }

    /** The table of posts of the run whose output folder, or table of scores, {@code input} is. */
    private static Optional<Path> tableBeside(String input, Configuration hadoop) {
        String scores = RecordKind.SCORED_COMMENT.table().orElseThrow();
        String posts = RecordKind.POST.table().orElseThrow();
        try {
            Path path = new Path(input);
            Path folder = path.getName().equals(scores) && path.getParent() != null ? path.getParent() : path;
            boolean isRun = path.getFileSystem(hadoop).exists(new Path(folder, scores))
                    && path.getFileSystem(hadoop).exists(new Path(folder, posts));
            return isRun ? Optional.of(new Path(folder, posts)) : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            // The check of the scores' own files says what is wrong with the path.
            return Optional.empty();
        }
    }
}
