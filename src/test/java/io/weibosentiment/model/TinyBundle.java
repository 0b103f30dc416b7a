package io.weibosentiment.model;

import io.weibosentiment.config.Precision;
import io.weibosentiment.files.HostCache;
import io.weibosentiment.model.bundle.BundleCache;
import io.weibosentiment.model.checkpoint.ImportRequest;
import io.weibosentiment.model.checkpoint.ModelImporter;
import io.weibosentiment.model.checkpoint.TinyCheckpoint;
import io.weibosentiment.model.weights.WeightType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.hadoop.conf.Configuration;

/** A bundle of {@link TinyCheckpoint}, made once per JVM. */
public final class TinyBundle {

    private static final Path BUNDLE = make();

    private TinyBundle() {}

    /** The bundle's folder; not to be changed. */
    public static Path path() {
        return BUNDLE;
    }

    /** Copies the bundle's files to a new folder. */
    public static void copyTo(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (String file : List.of("model.json", "tokenizer.json", "weights.safetensors")) {
            Files.copy(BUNDLE.resolve(file), folder.resolve(file));
        }
    }

    /** The saved model that the engine loads of it, in float32. */
    public static Path savedModel() {
        try {
            return new BundleCache(HostCache.at(Optional.empty()), new Configuration())
                    .fetch(path().toString())
                    .prepare(Precision.FLOAT32)
                    .savedModel();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path make() {
        try {
            Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "tiny-bundle");
            return of(TinyCheckpoint.write(folder.resolve("tiny-checkpoint")), folder.resolve("bundle"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes a bundle of {@code checkpoint}, with weights in float32. */
    public static Path of(Path checkpoint, Path bundle) throws IOException {
        new ModelImporter(HostCache.at(Optional.empty()), new Configuration())
                .importModel(new ImportRequest(
                        checkpoint.toAbsolutePath().toString(),
                        bundle.toAbsolutePath().toString(),
                        WeightType.FLOAT32,
                        OptionalInt.empty(),
                        Optional.empty()));
        return bundle.toAbsolutePath();
    }
}
