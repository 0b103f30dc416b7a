package io.weibosentiment.model.bundle;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.files.HostCache;
import io.weibosentiment.model.bundle.BundleManifest.Built;
import io.weibosentiment.model.bundle.BundleManifest.FileEntry;
import io.weibosentiment.model.bundle.BundleManifest.Source;
import io.weibosentiment.model.bundle.BundleManifest.Wrapped;
import io.weibosentiment.util.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A bundle in the making: a local folder that has every file but model.json.
 *
 * @param folder the folder
 * @param featurizer what turns texts into the graph's inputs, one that {@link BundleManifest} names
 * @param head what the outputs mean; those of a wrapped SavedModel are looked at too
 * @param maxTokens where texts are cut, special tokens counted
 * @param built the model whose graph is built from weights, if that is what the folder holds
 * @param wrapped the SavedModel that is used as it is, if that is what the folder holds
 * @param source where the model came from
 */
public record NewBundle(
        Path folder,
        String featurizer,
        Head head,
        int maxTokens,
        Optional<Built> built,
        Optional<Wrapped> wrapped,
        Source source) {

    /** A bundle with BERT's tokenizer. */
    public NewBundle(
            Path folder, Head head, int maxTokens, Optional<Built> built, Optional<Wrapped> wrapped, Source source) {
        this(folder, BundleManifest.WORD_PIECE, head, maxTokens, built, wrapped, source);
    }

    /**
     * Runs the model on a few texts and writes model.json, with what they gave.
     *
     * @param engine the cache that the engine is started from
     * @param graphs where the model's graph is built
     * @throws InvalidInputException if the model gives no finite results, or some that cannot be made probabilities
     */
    public BundleManifest finish(HostCache engine, HostCache graphs) throws IOException {
        ModelSmokeTest.Result result = new ModelSmokeTest(engine).run(new ModelBundle(folder, manifest(head), graphs));
        BundleManifest manifest = manifest(result.head()).withTestVectors(result.vectors());
        Files.writeString(folder.resolve(BundleManifest.FILE), ManifestJson.write(manifest), StandardCharsets.UTF_8);
        return manifest;
    }

    private BundleManifest manifest(Head known) throws IOException {
        BundleManifest unnamed = new BundleManifest(
                ManifestJson.format(known, featurizer, built),
                featurizer,
                known,
                maxTokens,
                "",
                built,
                wrapped,
                source,
                files(),
                List.of());
        return unnamed.withFingerprint(BundleFingerprint.of(unnamed));
    }

    private Map<String, FileEntry> files() throws IOException {
        Map<String, FileEntry> entries = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                String name = folder.relativize(file).toString().replace('\\', '/');
                entries.put(name, new FileEntry(Files.size(file), Sha256.of(file)));
            }
        }
        return entries;
    }
}
