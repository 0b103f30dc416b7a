package io.weibosentiment.ingest;

import io.weibosentiment.config.InputFormat;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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
 * Lines of text files with the file they come from: small files share a split, large JSON Lines files have several.
 * CSV files are never split, since a header and quoted line breaks are understood from the file's start only.
 */
public final class SourceLineFormat extends CombineFileInputFormat<NullWritable, SourceLine> {

    private static final String FORMAT = "weibosentiment.ingest.format";
    private static final String LISTING_THREADS = "8";

    /** Each visible file under {@code paths}, which may be globs, once, by path; empty files too. */
    static List<FileStatus> files(Configuration hadoop, List<String> paths) throws IOException {
        return new SourceLineFormat().listed(job(hadoop, paths, InputFormat.AUTO, Long.MAX_VALUE));
    }

    /**
     * A Hadoop job that reads {@code paths}.
     *
     * @param format the files' format, {@code AUTO} where their names tell it
     * @param splitBytes the size of a split, about
     */
    static Job job(Configuration hadoop, List<String> paths, InputFormat format, long splitBytes) throws IOException {
        Job job = Job.getInstance(hadoop);
        Configuration own = job.getConfiguration();
        own.setEnum(FORMAT, format);
        own.set(FileInputFormat.LIST_STATUS_NUM_THREADS, LISTING_THREADS);
        own.setBoolean(FileInputFormat.INPUT_DIR_RECURSIVE, true);
        own.setLong(FileInputFormat.SPLIT_MAXSIZE, splitBytes);
        FileInputFormat.setInputPaths(job, paths.stream().map(Path::new).toArray(Path[]::new));
        return job;
    }

    @Override
    protected List<FileStatus> listStatus(JobContext job) throws IOException {
        return listed(job).stream().filter(file -> file.getLen() > 0).toList();
    }

    private List<FileStatus> listed(JobContext job) throws IOException {
        // A file that two paths match is read once.
        return super.listStatus(job).stream()
                .sorted(Comparator.comparing(FileStatus::getPath))
                .distinct()
                .toList();
    }

    @Override
    protected boolean isSplitable(JobContext job, Path file) {
        InputFormat configured = job.getConfiguration().getEnum(FORMAT, InputFormat.AUTO);
        InputFormat format = FileFormat.of(file.getName(), configured, InputFormat.CSV);
        return format == InputFormat.JSONL && super.isSplitable(job, file);
    }

    @Override
    public RecordReader<NullWritable, SourceLine> createRecordReader(InputSplit split, TaskAttemptContext context) {
        return new Reader();
    }

    /** Reads the files of one split one after another. */
    private static final class Reader extends RecordReader<NullWritable, SourceLine> {

        private CombineFileSplit split;
        private Configuration hadoop;
        private int opened;
        private Optional<LineSource> source = Optional.empty();
        private Optional<SourceLine> line = Optional.empty();

        @Override
        public void initialize(InputSplit combined, TaskAttemptContext context) {
            split = (CombineFileSplit) combined;
            hadoop = context.getConfiguration();
        }

        @Override
        public boolean nextKeyValue() throws IOException {
            while (true) {
                line = source.isPresent() ? source.get().next() : Optional.empty();
                if (line.isPresent()) {
                    return true;
                }
                close();
                if (opened == split.getNumPaths()) {
                    return false;
                }
                source = Optional.of(new LineSource(
                        split.getPath(opened), split.getOffset(opened), split.getLength(opened), hadoop));
                opened++;
            }
        }

        @Override
        public NullWritable getCurrentKey() {
            return NullWritable.get();
        }

        @Override
        public SourceLine getCurrentValue() {
            return line.orElseThrow();
        }

        @Override
        public float getProgress() {
            return (float) opened / split.getNumPaths();
        }

        @Override
        public void close() throws IOException {
            if (source.isPresent()) {
                source.get().close();
            }
            source = Optional.empty();
        }
    }
}
