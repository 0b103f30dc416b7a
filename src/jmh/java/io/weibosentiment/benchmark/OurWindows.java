package io.weibosentiment.benchmark;

import com.google.gson.JsonParser;
import io.weibosentiment.config.ConfigLoader;
import io.weibosentiment.config.ConfigSources;
import io.weibosentiment.config.InputConfig;
import io.weibosentiment.config.JobConfig;
import io.weibosentiment.config.OutputConfig;
import io.weibosentiment.config.Setting;
import io.weibosentiment.files.LocalFolders;
import io.weibosentiment.ingest.ScoredColumns;
import io.weibosentiment.job.AggregateJob;
import io.weibosentiment.run.Console;
import io.weibosentiment.run.Session;
import io.weibosentiment.run.StopSignal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/**
 * Our tables of windows, made of scored comments by the command {@code aggregate}: its step that writes them, with the
 * trajectories and the sums it checks.
 *
 * @param rows the scored comments
 * @param output where the tables are written
 */
record OurWindows(SparkSession spark, WindowRows rows, Path output) {

    private static final String STEP = "window tables";

    /** {@link DuckDbWindows} does the same. */
    private static final List<String> DAYS_IN_BEIJING = List.of(
            "aggregate.windows=day",
            "aggregate.window-by=comment",
            "aggregate.zone=Asia/Shanghai",
            "aggregate.comment-weight=likes",
            "aggregate.post-weight=likes",
            "aggregate.rule-decided=unscored");

    /** Seconds of that step. */
    double seconds() {
        try {
            LocalFolders.delete(output);
            AggregateJob.run(
                    config(),
                    new ScoredColumns(Map.of()),
                    Session.ofProcess(spark, Console.on(System.out), new StopSignal()));
            return JsonParser.parseString(Files.readString(output.resolve("manifest.json")))
                    .getAsJsonObject()
                    .getAsJsonObject("seconds")
                    .get(STEP)
                    .getAsDouble();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The files of one of the tables. */
    Path table(String name) {
        return output.resolve(name);
    }

    private JobConfig config() {
        List<Setting> settings = List.of(
                InputConfig.PATHS.set(List.of(rows.folder().toString())), OutputConfig.DIR.set(output.toString()));
        return new ConfigLoader(Map.of())
                .load(
                        new ConfigSources(settings, DAYS_IN_BEIJING, Optional.empty()),
                        InputConfig.PATHS,
                        OutputConfig.DIR);
    }
}
