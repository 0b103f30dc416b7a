package io.weibosentiment.model.checkpoint;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.engine.OfflineEngine;
import io.weibosentiment.files.HostCache;
import io.weibosentiment.model.bundle.BundleManifest;
import io.weibosentiment.model.bundle.BundleManifest.Built;
import io.weibosentiment.model.bundle.BundleManifest.FileEntry;
import io.weibosentiment.model.bundle.BundleManifest.Source;
import io.weibosentiment.model.bundle.BundleManifest.Wrapped;
import io.weibosentiment.model.bundle.BundleTarget;
import io.weibosentiment.model.bundle.ModelBundle;
import io.weibosentiment.model.featurizer.ModelInputs;
import io.weibosentiment.model.graph.BertArchitecture;
import io.weibosentiment.util.Sha256;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

/** Makes bundles from Hugging Face checkpoints and SavedModels. */
public final class ModelImporter {

    private static final int MIN_TOKENS = 3;

    private final HostCache cache;
    private final Configuration hadoop;

    public ModelImporter(HostCache cache, Configuration hadoop) {
        this.cache = cache;
        this.hadoop = hadoop;
    }

    /**
     * Makes a bundle, runs its model on a few texts, and puts it where it is wanted, complete or not at all.
     *
     * @return what the bundle says of itself
     * @throws InvalidInputException if there is nothing that can be imported, if the bundle exists already, or if the
     *     model gives no finite results; says what was found and what to do
     */
    public BundleManifest importModel(ImportRequest request) throws IOException {
        OfflineEngine.startOnCpu(cache); // before the first class of TensorFlow is loaded
        BundleTarget target = BundleTarget.of(request.to(), hadoop);
        try (ImportFolder workplace = ImportFolder.create(cache.root())) {
            Path source = workplace.fetch(request.from(), hadoop);
            Path folder = Files.createDirectory(workplace.folder().resolve("bundle"));
            String name = new org.apache.hadoop.fs.Path(request.from()).getName();
            BundleManifest untested = SavedModelFolder.isIn(source)
                    ? wrap(SavedModelFolder.find(source), request, name, folder)
                    : convert(Checkpoint.read(source), request, name, folder);
            ModelBundle bundle = new ModelBundle(folder, untested, new HostCache(workplace.folder()));
            BundleManifest manifest = untested.withTestVectors(new ModelSmokeTest(cache).run(bundle));
            Files.writeString(folder.resolve(BundleManifest.FILE), manifest.toJson(), StandardCharsets.UTF_8);
            target.write(folder, manifest);
            return manifest;
        }
    }

    private static BundleManifest convert(Checkpoint checkpoint, ImportRequest request, String name, Path folder)
            throws IOException {
        BertArchitecture architecture = checkpoint.config().architecture();
        List<String> labels = checkpoint.config().labels();
        int positive = PositiveLabel.find(labels, request.positiveLabel());
        int maxTokens = maxTokens(request, checkpoint.maxTokens(), architecture.positions());
        Files.writeString(
                folder.resolve(BundleManifest.TOKENIZER), checkpoint.tokenizer().json());
        try (OutputStream out =
                new BufferedOutputStream(Files.newOutputStream(folder.resolve(BundleManifest.WEIGHTS)))) {
            checkpoint.writeWeights(request.store(), out);
        }
        Map<String, FileEntry> files = files(folder);
        return new BundleManifest(
                BundleManifest.FORMAT,
                BundleManifest.WORD_PIECE,
                labels,
                positive,
                maxTokens,
                Sha256.of(architecture + " " + positive + " " + files),
                Optional.of(new Built(architecture, request.store())),
                Optional.empty(),
                new Source(name, checkpoint.hashes()),
                files,
                List.of());
    }

    private BundleManifest wrap(SavedModelFolder saved, ImportRequest request, String name, Path folder)
            throws IOException {
        int positive = PositiveLabel.find(saved.labels(), request.positiveLabel());
        int maxTokens = maxTokens(request, saved.maxTokens(), saved.positions());
        Files.writeString(
                folder.resolve(BundleManifest.TOKENIZER), saved.tokenizer().json());
        ImportFolder.copy(saved.folder(), folder.resolve(BundleManifest.SAVED_MODEL));
        ModelInputs inputs = new ModelSmokeTest(cache).discover(folder.resolve(BundleManifest.SAVED_MODEL));
        Map<String, FileEntry> files = files(folder);
        return new BundleManifest(
                BundleManifest.FORMAT,
                BundleManifest.WORD_PIECE,
                saved.labels(),
                positive,
                maxTokens,
                Sha256.of(inputs + " " + positive + " " + files),
                Optional.empty(),
                Optional.of(new Wrapped(inputs)),
                new Source(name, saved.hashes()),
                files,
                List.of());
    }

    private static int maxTokens(ImportRequest request, int normally, int most) {
        int maxTokens = request.maxTokens().orElse(normally);
        if (maxTokens < MIN_TOKENS || maxTokens > most) {
            throw new InvalidInputException("texts cannot be cut at " + maxTokens + " tokens; expected a number from "
                    + MIN_TOKENS + " to " + most + ", the positions the model has: set --max-tokens");
        }
        return maxTokens;
    }

    private static Map<String, FileEntry> files(Path folder) throws IOException {
        Map<String, FileEntry> entries = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = folder.relativize(file).toString().replace('\\', '/');
                entries.put(name, new FileEntry(Files.size(file), Sha256.of(file)));
            }
        }
        return entries;
    }
}
