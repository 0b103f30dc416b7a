package io.weibosentiment.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.SerializableWritable;
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads Parquet files whole, on the executors, to find those whose footer or pages do not match their checksums. */
record ParquetIntegrity(SparkSession spark, FileSystem files) {

    private static final Logger LOG = LoggerFactory.getLogger(ParquetIntegrity.class);
    private static final String ASIDE = "_damaged";

    /** The damaged files below {@code folder}. */
    List<String> in(Path folder) throws IOException {
        List<String> paths = StoreLayout.parquet(files, folder).stream()
                .map(file -> file.getPath().toString())
                .toList();
        if (paths.isEmpty()) {
            return List.of();
        }
        SerializableWritable<Configuration> hadoop =
                new SerializableWritable<>(spark.sparkContext().hadoopConfiguration());
        FilterFunction<String> isDamaged = path -> !isWhole(new Path(path), hadoop.value());
        return spark.createDataset(paths, Encoders.STRING())
                .repartition(Math.min(paths.size(), 4 * spark.sparkContext().defaultParallelism()))
                .filter(isDamaged)
                .collectAsList();
    }

    /** Whether a file has nothing damaged in it; one that is gone has not. */
    static boolean isWhole(Path path, Configuration hadoop) {
        try (ParquetFileReader reader = ParquetFileReader.open(
                HadoopInputFile.fromPath(path, hadoop),
                HadoopReadOptions.builder(hadoop)
                        .usePageChecksumVerification(true)
                        .build())) {
            List<ColumnDescriptor> columns =
                    reader.getFooter().getFileMetaData().getSchema().getColumns();
            for (PageReadStore group = reader.readNextRowGroup(); group != null; group = reader.readNextRowGroup()) {
                for (ColumnDescriptor column : columns) {
                    readPages(group.getPageReader(column));
                }
            }
            return true;
        } catch (FileNotFoundException e) {
            return true; // another run merged it into a file of its own
        } catch (IOException | RuntimeException e) {
            LOG.warn("{} is damaged: {}", path, e.getMessage());
            return false;
        }
    }

    private static void readPages(PageReader pages) {
        pages.readDictionaryPage();
        DataPage page = pages.readPage();
        while (page != null) { // reading a page checks it
            page = pages.readPage();
        }
    }

    /** Deletes what {@link #setAside} has moved. */
    static void deleteSetAside(FileSystem files, Path store) throws IOException {
        files.delete(new Path(store, ASIDE), true);
    }

    /** Moves a file out of the readers' sight, below {@code store}. */
    void setAside(Path file, Path store) throws IOException {
        Path aside = new Path(store, ASIDE);
        files.mkdirs(aside);
        String name = file.toUri().getPath().substring(store.toUri().getPath().length() + 1);
        if (!files.exists(file)) {
            return; // another run set it aside, or merged what it could read
        }
        if (!files.rename(file, new Path(aside, name.replace('/', '_')))) {
            throw new IOException("the damaged file " + file + " could not be moved to " + aside + "; delete it");
        }
    }
}
