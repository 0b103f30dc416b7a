package io.weibosentiment.ingest;

import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.mapreduce.InputSplit;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.JobContext;
import org.apache.hadoop.mapreduce.RecordReader;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.lib.input.CombineFileInputFormat;
import org.apache.hadoop.mapreduce.lib.input.CombineFileSplit;
import org.apache.hadoop.mapreduce.lib.input.FileInputFormat;

/**
 * What Hadoop does for the reader: it cuts text files into splits for the tasks, each near its data. Small files share
 * a split; a large file has several where it may be cut.
 */
final class HadoopFiles extends CombineFileInputFormat<NullWritable, NullWritable> {

    private final List<FileStatus> files;
    private final Predicate<Path> mayBeCut;

    private HadoopFiles(List<FileStatus> files, Predicate<Path> mayBeCut) {
        this.files = files;
        this.mayBeCut = mayBeCut;
    }

    /**
     * The splits of {@code files}.
     *
     * @param mayBeCut whether a file can be read from its middle
     * @param bytes the size of a split, about
     */
    static List<CombineFileSplit> splits(
            List<FileStatus> files, Predicate<Path> mayBeCut, long bytes, Configuration hadoop) throws IOException {
        Job job = Job.getInstance(hadoop);
        job.getConfiguration().setLong(FileInputFormat.SPLIT_MAXSIZE, bytes);
        List<InputSplit> splits = new HadoopFiles(files, mayBeCut).getSplits(job);
        return splits.stream().map(CombineFileSplit.class::cast).toList();
    }

    @Override
    protected List<FileStatus> listStatus(JobContext job) {
        return files;
    }

    @Override
    protected boolean isSplitable(JobContext job, Path file) {
        return mayBeCut.test(file);
    }

    @Override
    public RecordReader<NullWritable, NullWritable> createRecordReader(InputSplit split, TaskAttemptContext context) {
        throw new UnsupportedOperationException("splits are read with SplitRows");
    }
}
