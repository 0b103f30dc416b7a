package io.weibosentiment.cluster;

import com.sun.jna.Function;
import io.weibosentiment.config.DeviceChoice;
import io.weibosentiment.engine.DeviceBinding;
import io.weibosentiment.engine.OfflineEngine;
import io.weibosentiment.files.HostCache;
import io.weibosentiment.inference.GpuAddress;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;

/** A job whose tasks start the engine on the GPU they were given, as scoring does, and say what it is bound to. */
public final class BindingProbe {

    private BindingProbe() {}

    /** Prints a line {@code binding <executor> <the GPU bound> <the GPUs that native code sees>} for each executor. */
    public static void main(String[] arguments) throws IOException {
        try (SparkSession spark = SparkSession.builder().getOrCreate()) {
            spark.createDataset(LongStream.range(0, 6).boxed().toList(), Encoders.LONG())
                    .repartition(6)
                    .mapPartitions(
                            (MapPartitionsFunction<Long, String>) rows -> {
                                Thread.sleep(2000); // so that no executor takes them all
                                return List.of(describe()).iterator();
                            },
                            Encoders.STRING())
                    .distinct()
                    .collectAsList()
                    .forEach(System.out::println);
        }
    }

    private static String describe() {
        DeviceBinding device = DeviceBinding.of(DeviceChoice.GPU, GpuAddress.ofTask());
        OfflineEngine engine = OfflineEngine.start(HostCache.at(Optional.empty()), device);
        return "binding " + SparkEnv.get().executorId() + " "
                + engine.device().gpu().orElse("none") + " " + variable("CUDA_VISIBLE_DEVICES");
    }

    /** A variable as TensorFlow's native code reads it; Java's own copy is that of the process's start. */
    private static String variable(String name) {
        return Function.getFunction("c", "getenv").invokeString(new Object[] {name}, false);
    }
}
