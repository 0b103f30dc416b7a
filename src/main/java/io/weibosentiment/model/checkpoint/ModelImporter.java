package io.weibosentiment.model.checkpoint;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.engine.OfflineEngine;
import io.weibosentiment.files.HostCache;
import io.weibosentiment.model.bundle.BundleManifest;
import io.weibosentiment.model.bundle.BundleManifest.Built;
import io.weibosentiment.model.bundle.BundleManifest.Source;
import io.weibosentiment.model.bundle.BundleManifest.Wrapped;
import io.weibosentiment.model.bundle.BundleTarget;
import io.weibosentiment.model.bundle.Head;
import io.weibosentiment.model.bundle.NewBundle;
import io.weibosentiment.model.featurizer.ModelInputs;
import io.weibosentiment.model.featurizer.WordPieceFeaturizer;
import io.weibosentiment.model.graph.Arithmetic;
import io.weibosentiment.model.graph.BertArchitecture;
import io.weibosentiment.model.graph.GraphSize;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/** Makes bundles from Hugging Face checkpoints and SavedModels. */
public final class ModelImporter {

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
            String name =
                    HubCache.modelOf(source).orElseGet(() -> new org.apache.hadoop.fs.Path(request.from()).getName());
            NewBundle bundle = SavedModelFolder.isIn(source)
                    ? wrap(SavedModelFolder.find(source), request, name, folder)
                    : convert(Checkpoint.read(source), request, name, folder);
            BundleManifest manifest = bundle.finish(cache, new HostCache(workplace.folder()));
            target.write(folder, manifest);
            return manifest;
        }
    }

    /** The model is run once to see that it can be: on this host, so in a precision that it has. */
    private void requirePossible(BertArchitecture architecture, int labels) {
        boolean hasBfloat16 = OfflineEngine.startOnCpu(cache).hasBfloat16();
        if (!GraphSize.isPossible(architecture, labels, Arithmetic.FLOAT32)
                && !(hasBfloat16 && GraphSize.isPossible(architecture, labels, Arithmetic.BFLOAT16))) {
            throw new InvalidInputException("the model's graph would be larger than the 2 GiB that TensorFlow can have,"
                    + " in float32 and as this host computes bfloat16; expected a smaller model, or a host whose"
                    + " processor multiplies bfloat16 (amx_bf16 or avx512_bf16 in /proc/cpuinfo) to import it on");
        }
    }

    private NewBundle convert(Checkpoint checkpoint, ImportRequest request, String name, Path folder)
            throws IOException {
        BertArchitecture architecture = checkpoint.config().architecture();
        Head head = request.declared().of(checkpoint.config().head());
        requirePossible(architecture, head.labels().size());
        int maxTokens = maxTokens(request, checkpoint.maxTokens(), architecture.mostTokens());
        Files.writeString(
                folder.resolve(BundleManifest.TOKENIZER), checkpoint.tokenizer().json());
        try (OutputStream out =
                new BufferedOutputStream(Files.newOutputStream(folder.resolve(BundleManifest.WEIGHTS)))) {
            checkpoint.writeWeights(request.store(), out);
        }
        return new NewBundle(
                folder,
                checkpoint.tokenizer().featurizer(),
                head,
                maxTokens,
                Optional.of(new Built(architecture, request.store())),
                Optional.empty(),
                new Source(name, checkpoint.hashes()));
    }

    private NewBundle wrap(SavedModelFolder saved, ImportRequest request, String name, Path folder) throws IOException {
        Head head = request.declared().of(saved.head());
        int maxTokens = maxTokens(request, saved.maxTokens(), saved.positions());
        Files.writeString(
                folder.resolve(BundleManifest.TOKENIZER), saved.tokenizer().json());
        ImportFolder.copy(saved.folder(), folder.resolve(BundleManifest.SAVED_MODEL));
        ModelInputs inputs =
                SavedModelInputs.in(folder.resolve(BundleManifest.SAVED_MODEL), OfflineEngine.startOnCpu(cache));
        return new NewBundle(
                folder,
                saved.tokenizer().featurizer(),
                head,
                maxTokens,
                Optional.empty(),
                Optional.of(new Wrapped(inputs)),
                new Source(name, saved.hashes()));
    }

    private static int maxTokens(ImportRequest request, int normally, int most) {
        int maxTokens = request.maxTokens().orElse(normally);
        if (maxTokens < WordPieceFeaturizer.FEWEST_TOKENS || maxTokens > most) {
            throw new InvalidInputException("texts cannot be cut at " + maxTokens + " tokens; expected a number from "
                    + WordPieceFeaturizer.FEWEST_TOKENS + " to " + most
                    + ", the positions the model has: set --max-tokens");
        }
        return maxTokens;
    }
}
