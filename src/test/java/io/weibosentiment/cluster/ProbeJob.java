package io.weibosentiment.cluster;

import java.io.IOException;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;

/** A job that does nothing but say where its tasks ran and which GPU each of them was given. */
public final class ProbeJob {

    private ProbeJob() {}

    /** Prints a line {@code probe <executor> <gpu address or none> <protobuf's origin or absent>} for each task. */
    public static void main(String[] arguments) throws IOException {
        try (SparkSession spark = SparkSession.builder().getOrCreate()) {
            Dataset<Long> numbers =
                    spark.createDataset(LongStream.range(0, 8).boxed().toList(), Encoders.LONG());
            numbers.repartition(8)
                    .mapPartitions(
                            (MapPartitionsFunction<Long, String>) rows -> {
                                Thread.sleep(500); // so that no executor takes them all
                                return List.of(describe()).iterator();
                            },
                            Encoders.STRING())
                    .distinct()
                    .collectAsList()
                    .forEach(System.out::println);
        }
    }

    private static String describe() {
        var gpu = TaskContext.get().resourcesJMap().get("gpu");
        return "probe " + SparkEnv.get().executorId() + " " + (gpu == null ? "none" : gpu.addresses()[0]) + " "
                + origin("com.google.protobuf.Message");
    }

    private static String origin(String className) {
        try {
            return Class.forName(className, false, Thread.currentThread().getContextClassLoader())
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .getPath();
        } catch (ClassNotFoundException e) {
            return "absent";
        }
    }
}
