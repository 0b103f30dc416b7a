package io.weibosentiment.store;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;

import io.weibosentiment.Columns;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.util.sketch.BloomFilter;
import org.apache.spark.util.sketch.IncompatibleMergeException;

/**
 * Tells on every executor which keys cannot be among those that are looked up, by a Bloom filter (Bloom 1970,
 * Communications of the ACM 13), so that the rest of a large store is not shuffled.
 */
final class KeyFilter {

    /** One key in two hundred passes that is not among them: 11 bits for each that is. */
    private static final double WRONG = 0.005;

    /** Of more keys the filter would take too much of the driver; a shuffle of the store is then no more than they are. */
    static final long MOST_KEYS = 50_000_000;

    private KeyFilter() {}

    /** Whether the key of a row may be one of {@code keys}: rows of text_key, of which there are {@code count}. */
    static Column of(Dataset<Row> keys, long count) {
        if (count == 0) {
            return lit(false);
        }
        FlatMapFunction<Iterator<Row>, BloomFilter> filterOf = rows -> {
            BloomFilter filter = empty(count);
            rows.forEachRemaining(row -> filter.putBinary(row.getString(0).getBytes(StandardCharsets.UTF_8)));
            return List.of(filter).iterator();
        };
        BloomFilter filter = keys.toJavaRDD().mapPartitions(filterOf).treeReduce(KeyFilter::merged);
        Broadcast<BloomFilter> shared = new JavaSparkContext(keys.sparkSession().sparkContext()).broadcast(filter);
        UDF1<byte[], Boolean> mayBe = key -> shared.value().mightContainBinary(key);
        return udf(mayBe, DataTypes.BooleanType).apply(col(Columns.TEXT_KEY).cast(DataTypes.BinaryType));
    }

    private static BloomFilter empty(long count) {
        return BloomFilter.create(count, WRONG);
    }

    private static BloomFilter merged(BloomFilter one, BloomFilter other) throws IncompatibleMergeException {
        return one.mergeInPlace(other);
    }
}
