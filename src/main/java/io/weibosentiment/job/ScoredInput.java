package io.weibosentiment.job;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.config.InputConfig;
import io.weibosentiment.config.InputPaths;
import io.weibosentiment.config.JobConfig;
import io.weibosentiment.config.PostsConfig;
import io.weibosentiment.ingest.InputFiles;
import io.weibosentiment.ingest.ScoredColumns;
import io.weibosentiment.output.OutputPlace;
import io.weibosentiment.output.RunFolders;
import io.weibosentiment.output.Table;
import io.weibosentiment.util.SparkPaths;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * What an aggregation reads. Of an output folder, it is the current run's comment_scores, and with them, unless the
 * configuration names other files, its posts.
 *
 * @param scores the files of scored comments
 * @param posts the files that tell of posts, if there are any
 */
record ScoredInput(InputFiles scores, Optional<InputFiles> posts) {

    /**
     * Finds the files and checks them before any work is done.
     *
     * @throws InvalidInputException with every problem found
     */
    static ScoredInput check(SparkSession spark, JobConfig config, ScoredColumns columns) {
        Configuration hadoop = spark.sparkContext().hadoopConfiguration();
        List<Path> all = new ArrayList<>();
        List<String> scores = new ArrayList<>();
        List<String> posts = new ArrayList<>(config.input().posts().paths());
        InputPaths inputs = InputPaths.of(config.input().paths());
        inputs.tables().forEach(table -> scores.add(InputPaths.TABLE + table));
        boolean findsPosts = posts.isEmpty();
        for (String given : inputs.files()) {
            try {
                Optional<Path> table = RunFolders.tableIn(new Path(given), Table.COMMENT_SCORES, hadoop);
                all.add(table.orElseGet(() -> new Path(given)));
                scores.add(table.map(SparkPaths::literal).orElse(given));
                if (findsPosts) {
                    RunFolders.tableBeside(outputOf(given), Table.POSTS, hadoop)
                            .map(SparkPaths::literal)
                            .ifPresent(posts::add);
                }
            } catch (IOException | IllegalArgumentException e) {
                throw new InvalidInputException(
                        "input '" + given + "' cannot be read: " + e.getMessage()
                                + "; expected a path on a file system that Hadoop knows",
                        e);
            }
        }
        InputPaths.of(posts).files().forEach(path -> all.add(new Path(path)));
        new OutputPlace(config.output().dir(), Optional.empty()).requireApart(all, hadoop);
        InputConfig input = config.input().at(scores);
        InputFiles scored = InputFiles.check(
                spark, input, columns.layout(input, config.aggregate().times()));
        // What the configuration says of files of posts is about those that were scored, not about our own table.
        InputConfig postsInput = findsPosts ? config.input().with(PostsConfig.NONE) : config.input();
        Optional<InputFiles> ofPosts =
                posts.isEmpty() ? Optional.empty() : Optional.of(InputFiles.ofPosts(spark, postsInput.at(posts)));
        return new ScoredInput(scored, ofPosts);
    }

    /** The output folder that {@code path} is, or whose table of scores it is. */
    static Path outputOf(String path) {
        Path given = new Path(path);
        boolean isTable = given.getName().equals(Table.COMMENT_SCORES.folder()) && given.getParent() != null;
        return isTable ? given.getParent() : given;
    }
}
