package io.weibosentiment.inference;

import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;

import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.unsafe.hash.Murmur3_x86_32;

/**
 * Sends rows to the partition whose number they carry. Spark partitions by a column's hash, so each number is replaced
 * by one whose hash leads there. Spark 4.1 has {@code repartitionById} for it, which is no faster.
 */
final class NumberedPartitions {

    /** The seed of Spark's {@code hash}, which is what it partitions by. */
    private static final int SEED = 42;

    private NumberedPartitions() {}

    /**
     * What to give {@code Dataset.repartition(partitions, …)} for a row to land in partition {@code number}.
     *
     * @param number an int from 0 to {@code partitions} - 1
     */
    static Column key(Column number, int partitions) {
        return element_at(lit(keys(partitions)), number.plus(1));
    }

    /** For each partition the least number that is hashed to it. */
    static int[] keys(int partitions) {
        int[] keys = new int[partitions];
        Arrays.fill(keys, -1);
        int missing = partitions;
        for (int candidate = 0; missing > 0; candidate++) {
            int partition = Math.floorMod(Murmur3_x86_32.hashInt(candidate, SEED), partitions);
            if (keys[partition] < 0) {
                keys[partition] = candidate;
                missing--;
            }
        }
        return keys;
    }
}
