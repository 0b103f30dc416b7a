package io.weibosentiment.inference;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.ScoringEngine;
import io.weibosentiment.config.ModelConfig;
import io.weibosentiment.config.Precision;
import io.weibosentiment.engine.CpuFeatures;
import io.weibosentiment.engine.DeviceBinding;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** Decides the precision of the arithmetic from what the executors' processors and GPUs can do. */
public final class PrecisionResolver {

    private static final int PROBES_PER_CORE = 2;
    private static final int MOST_PROBES = 4096;
    private static final int MOST_NAMED = 3;
    private static final long STAY_MILLISECONDS = 100;

    private PrecisionResolver() {}

    /**
     * The precision and device a run uses.
     *
     * @param precision any but {@link Precision#AUTO}
     * @param reason why, in words for the console
     * @param devices the devices that the executors will use, in words, each once
     * @param engines what the executors that were asked compute with, each once
     */
    public record Resolved(Precision precision, String reason, List<String> devices, Set<ScoringEngine> engines) {

        public Resolved {
            devices = List.copyOf(devices);
            engines = Set.copyOf(engines);
        }
    }

    /**
     * Runs a small job on every core of the executors and decides.
     *
     * @throws InvalidInputException if a GPU was asked for and an executor was assigned none, or int8 was and an
     *     executor has a GPU or a processor without it
     */
    public static Resolved resolve(SparkSession spark, ModelConfig config) {
        return decide(config, probe(spark));
    }

    private static List<HostCapabilities> probe(SparkSession spark) {
        int probes =
                Math.min(MOST_PROBES, PROBES_PER_CORE * spark.sparkContext().defaultParallelism());
        // An RDD: a query would spend seconds on generating code for so little.
        return JavaSparkContext.fromSparkContext(spark.sparkContext())
                .parallelize(IntStream.range(0, probes).boxed().toList(), probes)
                .map(ignored -> {
                    Thread.sleep(STAY_MILLISECONDS); // so that the first free executor does not take every probe
                    return HostCapabilities.ofThisTask();
                })
                .collect()
                .stream()
                .distinct()
                .toList();
    }

    /** An executor's answer and the device that follows from it. */
    private record Executor(HostCapabilities probe, DeviceBinding device) {

        boolean isFast() {
            return device.isGpu() || probe.nativeBfloat16();
        }

        ScoringEngine engine() {
            return new ScoringEngine(probe.engine(), device.isGpu() ? ScoringEngine.GPU : probe.instructionSet());
        }

        void requireInt8() {
            if (device.isGpu()) {
                throw new InvalidInputException("precision int8 was asked for, which CPUs alone have, and "
                        + probe.host() + " would use its GPU; use --precision auto, or --device cpu");
            }
            if (!probe.nativeInt8()) {
                throw CpuFeatures.withoutInt8(probe.host());
            }
        }

        String reason() {
            return (device.isGpu() ? "it has a GPU" : probe.cpuReason()) + " on " + probe.host();
        }
    }

    static Resolved decide(ModelConfig config, List<HostCapabilities> probes) {
        List<Executor> executors = probes.stream()
                .map(probe -> new Executor(probe, DeviceBinding.of(config.device(), probe.assignedGpu())))
                .toList();
        List<String> devices = devices(executors);
        Set<ScoringEngine> engines = executors.stream().map(Executor::engine).collect(Collectors.toSet());
        if (config.precision() == Precision.INT8) {
            executors.forEach(Executor::requireInt8);
        }
        if (config.precision() != Precision.AUTO) {
            return new Resolved(config.precision(), "as asked for", devices, engines);
        }
        Optional<Executor> slow =
                executors.stream().filter(executor -> !executor.isFast()).findFirst();
        if (slow.isPresent()) {
            return new Resolved(Precision.FLOAT32, slow.get().reason(), devices, engines);
        }
        boolean onGpu =
                executors.stream().anyMatch(executor -> executor.device().isGpu());
        String reason = onGpu
                ? "every executor has a GPU or bfloat16 in hardware"
                : probes.get(0).cpuReason();
        return new Resolved(Precision.BFLOAT16, reason, devices, engines);
    }

    private static List<String> devices(List<Executor> executors) {
        Map<String, Set<String>> hostsByDevice = executors.stream()
                .collect(Collectors.groupingBy(
                        executor -> executor.device().toString(),
                        TreeMap::new,
                        Collectors.mapping(
                                executor -> executor.probe().host(), Collectors.toCollection(TreeSet::new))));
        return hostsByDevice.entrySet().stream()
                .map(device -> device.getKey() + " on " + named(device.getValue()))
                .toList();
    }

    private static String named(Set<String> hosts) {
        String first = hosts.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
        return hosts.size() > MOST_NAMED ? first + " and " + (hosts.size() - MOST_NAMED) + " more" : first;
    }
}
