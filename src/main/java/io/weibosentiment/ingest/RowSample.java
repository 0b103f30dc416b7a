package io.weibosentiment.ingest;

import io.weibosentiment.RejectLimitExceededException;
import io.weibosentiment.config.RejectLimit;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.sql.SparkSession;

/**
 * The first rows of some files of an input, spread over all, and of its tables, read as a run reads them: how many of the input's rows a
 * run will probably reject, and why. Small inputs are read whole.
 *
 * @param files how many files and tables were read from
 * @param rows how many rows were read
 * @param rejected how many of these cannot be used
 * @param share the share of the input's rows that this makes, each file counted by its size
 * @param reasons how many rows were rejected for each reason
 * @param examples a few rejected rows: file, line and reason, without what they say
 */
public record RowSample(
        long files, long rows, long rejected, double share, Map<String, Long> reasons, List<String> examples) {

    private static final int MAX_FILES = 200;
    private static final long MAX_BYTES = 64 << 20;
    private static final int EXAMPLES = 5;
    private static final int THREADS = 8;
    private static final long PARTS = 1_000_000_000;

    /**
     * Reads a sample of {@code input}.
     *
     * @throws IOException if a file cannot be read
     */
    public static RowSample of(SparkSession spark, InputFiles input) throws IOException {
        List<FileStatus> files = HeadCheck.spread(input.notEmpty(), MAX_FILES);
        Configuration hadoop = spark.sparkContext().hadoopConfiguration();
        long bytesOfEach = MAX_BYTES / Math.max(1, files.size());
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<FileSample>> samples = new ArrayList<>();
            files.forEach(file ->
                    samples.add(threads.submit(() -> FileSample.of(file, input.settings(), bytesOfEach, hadoop))));
            List<FileSample> read = new ArrayList<>();
            for (Future<FileSample> sample : samples) {
                read.add(sample.get());
            }
            List<Long> sizes =
                    new ArrayList<>(files.stream().map(FileStatus::getLen).toList());
            long mean = files.isEmpty() ? 1 : input.bytes() / input.notEmpty().size();
            for (CatalogTable table : input.tables()) {
                read.add(FileSample.of(table, input.settings()));
                sizes.add(mean);
            }
            return of(sizes, read, files.size() == input.notEmpty().size());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted while reading a sample").initCause(e);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private static RowSample of(List<Long> sizes, List<FileSample> samples, boolean hasEveryFile) {
        long rows = 0;
        long rejected = 0;
        double weight = 0;
        double rejectedWeight = 0;
        boolean isWhole = hasEveryFile;
        Map<String, Long> reasons = new TreeMap<>();
        List<String> examples = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            FileSample sample = samples.get(i);
            rows += sample.rows();
            rejected += sample.rejected();
            isWhole &= sample.isWhole();
            sample.reasons().forEach((reason, count) -> reasons.merge(reason, count, Long::sum));
            sample.examples().stream().limit(EXAMPLES - examples.size()).forEach(examples::add);
            if (sample.rows() > 0) {
                weight += sizes.get(i);
                rejectedWeight += sizes.get(i) * (double) sample.rejected() / sample.rows();
            }
        }
        double share = isWhole ? (double) rejected / Math.max(1, rows) : rejectedWeight / Math.max(1, weight);
        return new RowSample(samples.size(), rows, rejected, share, reasons, examples);
    }

    /**
     * Makes sure that a run will probably not stop for its rejected rows.
     *
     * @return that it will not, in words
     * @throws RejectLimitExceededException if it will
     */
    public String within(RejectLimit limit) {
        boolean isExceeded =
                limit.share() ? limit.exceededBy(Math.round(share * PARTS), PARTS) : limit.exceededBy(rejected, rows);
        if (isExceeded) {
            throw new RejectLimitExceededException(
                    "about " + percent() + " of the rows cannot be used, more than the limit of " + limit.text() + ": "
                            + reasons + ", for example " + String.join("; ", examples)
                            + ". Correct the input or its mapping (--preset, input.columns), or raise the limit with"
                            + " --max-rejected");
        }
        return "about " + percent() + " of the rows cannot be used, within the limit of " + limit.text();
    }

    private String percent() {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    /** What was found, in a sentence. */
    public String described() {
        String good = String.format(
                Locale.ROOT,
                "%,d rows at the beginnings of %,d %s were read as score reads them",
                rows,
                files,
                files == 1 ? "file" : "files");
        return rejected == 0
                ? good + "; all can be used"
                : String.format(
                        Locale.ROOT,
                        "%s; %,d cannot be used %s, for example %s",
                        good,
                        rejected,
                        reasons,
                        String.join("; ", examples));
    }
}
