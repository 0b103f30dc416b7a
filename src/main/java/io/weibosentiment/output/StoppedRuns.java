package io.weibosentiment.output;

import io.weibosentiment.config.OutputConfig;
import io.weibosentiment.files.AtomicFile;
import io.weibosentiment.files.HadoopFolders;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The rejected rows of runs that stopped because of them, below {@code _rejected} in the output folder.
 *
 * @param files the file system
 * @param root the output folder
 * @param config says how many are kept, and for how long
 */
record StoppedRuns(FileSystem files, Path root, OutputConfig config) {

    static final String REJECTED = "_rejected";

    static final String NOTE = "The rows of this folder hold raw text and may name people. "
            + "output.rejected-days says how long they are kept.\n";

    /** Keeps the rejected rows of {@code run}; gives their folder. */
    String keepRejected(String run, Dataset<Row> rows) throws IOException {
        Path all = new Path(root, REJECTED);
        Path folder = new Path(all, run);
        rows.write().option("compression", config.compression()).parquet(folder.toString());
        HadoopFolders.rawTextNote(files, folder).replace(NOTE);
        List<String> oldestFirst =
                RunFolders.names(files, all).stream().sorted().toList();
        for (String old : oldestFirst.subList(0, Math.max(0, oldestFirst.size() - config.keepRuns()))) {
            files.delete(new Path(all, old), true);
        }
        return folder.toString();
    }

    /** Deletes those whose days are over. */
    void dropRejected(Instant now) throws IOException {
        Path all = new Path(root, REJECTED);
        long oldest = now.minus(Duration.ofDays(config.rejectedDays())).toEpochMilli();
        for (String stopped : RunFolders.names(files, all)) {
            Path folder = new Path(all, stopped);
            AtomicFile note = HadoopFolders.rawTextNote(files, folder);
            if (config.rejectedDays() == 0 || !note.exists() || note.modified() < oldest) {
                files.delete(folder, true);
            }
        }
        HadoopFolders.deleteIfEmpty(files, all);
    }
}
