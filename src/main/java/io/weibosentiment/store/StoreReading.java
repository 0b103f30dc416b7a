package io.weibosentiment.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Supplier;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkException;
import org.apache.spark.sql.SparkSession;

/**
 * Reads a store and, where that fails, finds out from the files themselves whether they are the reason: which exception
 * a damaged file causes differs between Parquet's readers and between lines of Spark.
 *
 * @param spark reads the files
 * @param files the store's file system
 * @param folder the fingerprint's folder
 */
public record StoreReading(SparkSession spark, FileSystem files, Path folder) {

    /**
     * Does {@code reading}.
     *
     * @throws StoreChangedException if it failed on files that are gone, or damaged and now set aside
     */
    public <T> T of(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (Exception e) { // Spark's checked exceptions are not declared
            if (rootOf(e) instanceof FileNotFoundException) {
                throw new StoreChangedException(List.of(), e);
            }
            List<String> damaged = damagedAfter(e);
            if (!damaged.isEmpty()) {
                setAside(damaged);
                throw new StoreChangedException(damaged, e);
            }
            throw e instanceof RuntimeException runtime ? runtime : new IllegalStateException(e);
        }
    }

    private List<String> damagedAfter(Exception failure) {
        if (!isFailureOfTask(failure)) {
            return List.of();
        }
        try {
            return damaged();
        } catch (Exception e) { // of Spark too
            failure.addSuppressed(e);
            return List.of();
        }
    }

    /** Whether a Spark job failed on what one of its tasks threw: not cancelled, not without executors, not stopped. */
    private static boolean isFailureOfTask(Throwable failure) {
        boolean isOfSpark = false;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            isOfSpark |= cause instanceof SparkException;
        }
        return isOfSpark && !(rootOf(failure) instanceof SparkException);
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    /** The damaged files, each by its path; reads all of the folder, on the executors. */
    List<String> damaged() throws IOException {
        return new ParquetIntegrity(spark, files).in(folder);
    }

    /** Deletes what was moved out of the readers' sight. */
    public void deleteSetAside() throws IOException {
        ParquetIntegrity.deleteSetAside(files, folder.getParent());
    }

    /** Moves files out of the readers' sight. */
    void setAside(List<String> damaged) {
        try {
            for (String file : damaged) {
                new ParquetIntegrity(spark, files).setAside(new Path(file), folder.getParent());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the score store in " + folder + " is damaged: " + e.getMessage(), e);
        }
    }
}
