package io.weibosentiment.store;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;

import io.weibosentiment.Columns;
import io.weibosentiment.erasure.ConcernedFiles;
import io.weibosentiment.erasure.Keys128;
import io.weibosentiment.erasure.ParquetRewrite;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Takes texts out of a score store: out of every model's scores, whatever wave they are in. Only files that hold one of
 * the texts are rewritten.
 *
 * @param spark reads and writes
 * @param files the store's file system
 * @param root the store
 */
public record StoreErasure(SparkSession spark, FileSystem files, Path root) {

    private static final StructType KEY = new StructType().add(Columns.TEXT_KEY, DataTypes.StringType);

    /** The store in {@code dir}; there may be none. */
    public static StoreErasure of(SparkSession spark, String dir) throws IOException {
        Path store = new Path(dir);
        FileSystem files = store.getFileSystem(spark.sparkContext().hadoopConfiguration());
        return new StoreErasure(spark, files, files.makeQualified(store));
    }

    /**
     * Removes the scores of the texts with these keys, and files that were set aside because they are damaged: nobody can
     * tell what is in them.
     *
     * @return how many scores went
     */
    public long erase(Keys128 texts) throws IOException {
        if (!files.exists(root)) {
            return 0;
        }
        Broadcast<Keys128> keys = new JavaSparkContext(spark.sparkContext()).broadcast(texts);
        long gone = 0;
        for (String id : StoreLayout.fingerprints(files, root)) {
            Path folder = StoreLayout.fingerprint(root, id);
            if (texts.size() > 0 && !StoreLayout.parquet(files, folder).isEmpty()) {
                gone += erase(folder, keys);
            }
        }
        ParquetIntegrity.deleteSetAside(files, root);
        return gone;
    }

    private long erase(Path folder, Broadcast<Keys128> keys) {
        UDF1<String, Boolean> isErased = key -> key != null && keys.value().contains(key);
        return new StoreReading(spark, files, folder).of(() -> {
            Dataset<Row> stored = spark.read()
                    .schema(KEY)
                    .option("parquet.page.verify-checksum.enabled", "true")
                    .parquet(io.weibosentiment.util.SparkPaths.literal(folder));
            ConcernedFiles found = ConcernedFiles.of(
                    stored, udf(isErased, DataTypes.BooleanType).apply(col(Columns.TEXT_KEY)));
            ParquetRewrite.rewrite(spark, found.paths(), schema -> row -> without(keys.value(), row));
            return found.rows();
        });
    }

    private static Optional<Group> without(Keys128 keys, Group row) {
        boolean isErased =
                row.getFieldRepetitionCount(Columns.TEXT_KEY) > 0 && keys.contains(row.getString(Columns.TEXT_KEY, 0));
        return isErased ? Optional.empty() : Optional.of(row);
    }
}
