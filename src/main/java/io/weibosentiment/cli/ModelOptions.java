package io.weibosentiment.cli;

import io.weibosentiment.config.Setting;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say which model runs, and how. */
final class ModelOptions {

    @Option(
            names = "--model",
            paramLabel = "BUNDLE",
            description = "The model bundle: a folder or .zip that import-model made (the bundled model unless given).")
    private Optional<String> bundle = Optional.empty();

    @Option(
            names = "--precision",
            paramLabel = "P",
            description = "The precision of the arithmetic: auto (float32 or bfloat16), float32, bfloat16 or int8.")
    private Optional<String> precision = Optional.empty();

    @Option(
            names = "--device",
            paramLabel = "D",
            description = "auto, cpu, or gpu, which fails where Spark hands out no GPU or it cannot be used.")
    private Optional<String> device = Optional.empty();

    void addTo(List<Setting> settings) {
        bundle.ifPresent(value -> settings.add(Setting.option("--model", "model.bundle", value)));
        precision.ifPresent(value -> settings.add(Setting.option("--precision", "model.precision", value)));
        device.ifPresent(value -> settings.add(Setting.option("--device", "model.device", value)));
    }
}
