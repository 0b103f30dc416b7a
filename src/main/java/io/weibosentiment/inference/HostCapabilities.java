package io.weibosentiment.inference;

import io.weibosentiment.engine.CpuFeatures;
import io.weibosentiment.engine.GpuCapability;
import io.weibosentiment.engine.OfflineEngine;
import java.io.Serializable;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * What a task found where it ran.
 *
 * @param host the host's name
 * @param nativeBfloat16 whether its processor multiplies bfloat16 in hardware
 * @param cpuReason why that is so
 * @param nativeInt8 whether its processor multiplies 8-bit numbers in hardware
 * @param engine the engine and its version
 * @param instructionSet the newest one that oneDNN may use on its processor
 * @param gpu the GPU that was assigned to the task, empty for none
 * @param gpuCapability what that GPU can do, as far as its driver says
 */
record HostCapabilities(
        String host,
        boolean nativeBfloat16,
        String cpuReason,
        boolean nativeInt8,
        String engine,
        String instructionSet,
        String gpu,
        GpuCapability gpuCapability)
        implements Serializable {

    static HostCapabilities ofThisTask() {
        CpuFeatures cpu = CpuFeatures.ofThisHost();
        Optional<String> gpu = GpuAddress.ofTask();
        return new HostCapabilities(
                hostName(),
                cpu.nativeBfloat16(),
                cpu.reason(),
                cpu.nativeInt8(),
                OfflineEngine.version(),
                cpu.instructionSet(),
                gpu.orElse(""),
                gpu.map(GpuCapability::of).orElse(GpuCapability.UNKNOWN));
    }

    Optional<String> assignedGpu() {
        return Optional.of(gpu).filter(address -> !address.isEmpty());
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown host";
        }
    }
}
