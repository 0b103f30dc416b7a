package io.weibosentiment.inference;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.ScoringEngine;
import io.weibosentiment.config.ModelConfig;
import io.weibosentiment.config.Precision;
import io.weibosentiment.engine.CpuFeatures;
import io.weibosentiment.engine.DeviceBinding;
import io.weibosentiment.model.graph.Arithmetic;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;

/** Decides the precision of the arithmetic from what the executors' processors and GPUs can do. */
public final class PrecisionResolver {

    private static final int MOST_NAMED = 3;

    private PrecisionResolver() {}

    /**
     * The precision and device a run uses.
     *
     * @param precision any but {@link Precision#AUTO}
     * @param reason why, in words for the console
     * @param devices the devices that the executors will use, in words, each once
     * @param engines what the executors that were asked compute with, each once
     * @param arithmetics how they compute the precision
     */
    public record Resolved(
            Precision precision,
            String reason,
            List<String> devices,
            Set<ScoringEngine> engines,
            Set<Arithmetic> arithmetics) {

        public Resolved {
            devices = List.copyOf(devices);
            engines = Set.copyOf(engines);
            arithmetics = Set.copyOf(arithmetics);
        }
    }

    /**
     * Runs a small job on every core of the executors and decides.
     *
     * @throws InvalidInputException if a GPU was asked for and an executor was assigned none, or int8 was and an
     *     executor has a GPU or a processor without it
     */
    public static Resolved resolve(SparkSession spark, ModelConfig config) {
        return decide(config, capabilities(spark));
    }

    private static List<HostCapabilities> capabilities(SparkSession spark) {
        return EveryExecutor.tasks(spark.sparkContext()).map(task -> HostCapabilities.ofThisTask()).collect().stream()
                .distinct()
                .toList();
    }

    /** An executor's answer and the device that follows from it. */
    private record Executor(HostCapabilities host, DeviceBinding device) {

        boolean isFast() {
            return device.isGpu() ? host.gpuCapability().hasBfloat16() : host.nativeBfloat16();
        }

        Arithmetic arithmetic(Precision precision) {
            return Arithmetic.of(precision, isFast());
        }

        ScoringEngine engine() {
            return new ScoringEngine(host.engine(), device.isGpu() ? ScoringEngine.GPU : host.instructionSet());
        }

        void requireInt8() {
            if (device.isGpu()) {
                throw CpuFeatures.int8OnGpu(host.host());
            }
            if (!host.nativeInt8()) {
                throw CpuFeatures.withoutInt8(host.host());
            }
        }

        String reason() {
            return (device.isGpu() ? "a GPU of " + host.gpuCapability() : host.cpuReason()) + " on " + host.host();
        }
    }

    static Resolved decide(ModelConfig config, List<HostCapabilities> hosts) {
        List<Executor> executors = hosts.stream()
                .map(host -> new Executor(host, DeviceBinding.of(config.device(), host.assignedGpu())))
                .toList();
        if (config.precision() == Precision.INT8) {
            executors.forEach(Executor::requireInt8);
        }
        if (config.precision() != Precision.AUTO) {
            return resolved(config.precision(), "as asked for", executors);
        }
        Optional<Executor> slow =
                executors.stream().filter(executor -> !executor.isFast()).findFirst();
        if (slow.isPresent()) {
            return resolved(Precision.FLOAT32, slow.get().reason(), executors);
        }
        boolean onGpu =
                executors.stream().anyMatch(executor -> executor.device().isGpu());
        String reason =
                onGpu ? "every executor has bfloat16 in hardware" : hosts.get(0).cpuReason();
        return resolved(Precision.BFLOAT16, reason, executors);
    }

    private static Resolved resolved(Precision precision, String reason, List<Executor> executors) {
        return new Resolved(
                precision,
                reason,
                devices(executors),
                executors.stream().map(Executor::engine).collect(Collectors.toSet()),
                executors.stream()
                        .map(executor -> executor.arithmetic(precision))
                        .collect(Collectors.toSet()));
    }

    private static List<String> devices(List<Executor> executors) {
        Map<String, Set<String>> hostsByDevice = executors.stream()
                .collect(Collectors.groupingBy(
                        executor -> executor.device().toString(),
                        TreeMap::new,
                        Collectors.mapping(executor -> executor.host().host(), Collectors.toCollection(TreeSet::new))));
        return hostsByDevice.entrySet().stream()
                .map(device -> device.getKey() + " on " + named(device.getValue()))
                .toList();
    }

    private static String named(Set<String> hosts) {
        String first = hosts.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
        return hosts.size() > MOST_NAMED ? first + " and " + (hosts.size() - MOST_NAMED) + " more" : first;
    }
}
