package io.weibosentiment.model.bundle;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.config.Precision;
import io.weibosentiment.engine.OfflineEngine;
import io.weibosentiment.engine.SavedModelSession;
import io.weibosentiment.files.Checksums;
import io.weibosentiment.files.HostCache;
import io.weibosentiment.model.bundle.BundleManifest.Built;
import io.weibosentiment.model.featurizer.Featurizer;
import io.weibosentiment.model.featurizer.SequenceFeaturizer;
import io.weibosentiment.model.featurizer.TextSequence;
import io.weibosentiment.model.featurizer.WordPieceFeaturizer;
import io.weibosentiment.model.graph.Arithmetic;
import io.weibosentiment.model.graph.KeammArchitecture;
import io.weibosentiment.model.graph.ModelArchitecture;
import io.weibosentiment.model.graph.ModelGraph;
import io.weibosentiment.model.graph.Normalization;
import io.weibosentiment.model.weights.Safetensors;
import io.weibosentiment.util.Sha256;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * A bundle on this host, its files verified.
 *
 * @param folder where it lies; not to be changed
 * @param manifest what it says of itself
 * @param cache where graphs made from it are kept
 */
public record ModelBundle(Path folder, BundleManifest manifest, HostCache cache) {

    private static final int SHORT_HASH = 24;

    /** By which earlier versions, which may share the cache, find a graph whole. */
    private static final String HASH = "saved_model.sha256";

    /**
     * Opens the featurizer.
     *
     * @param maxTokens where texts are cut, special tokens counted; empty: what the bundle says
     * @throws InvalidInputException if that is more than the model has positions for, or less than three
     */
    public Featurizer featurizer(OptionalInt maxTokens) throws IOException {
        int limit = manifest.requireMaxTokens(maxTokens);
        Path file = folder.resolve(manifest.featurizerFile());
        return manifest.featurizer().equals(BundleManifest.SEQUENCES)
                ? SequenceFeaturizer.open(file, sequences(), limit)
                : WordPieceFeaturizer.open(file, manifest.inputs(), limit);
    }

    /** The sequences that the graph reads, in their order. */
    private List<TextSequence> sequences() {
        return manifest.built()
                .map(Built::architecture)
                .filter(KeammArchitecture.class::isInstance)
                .map(architecture ->
                        ((KeammArchitecture) architecture).variant().sequences())
                .orElseThrow();
    }

    /**
     * The model in {@code precision}, built on this host unless that was done before.
     *
     * @param precision the arithmetic's, resolved
     * @throws InvalidInputException if the bundle has one precision and another is wanted, or
     *     if TensorFlow cannot have a graph of that size
     * @throws IOException if the cache cannot be written
     */
    public PreparedModel prepare(Precision precision) throws IOException {
        manifest.requirePrecision(precision);
        Path savedModel = manifest.built().isPresent()
                ? graph(manifest.built().get().architecture(), precision)
                : folder.resolve(BundleManifest.SAVED_MODEL);
        return new PreparedModel(savedModel, manifest.inputs(), manifest.head());
    }

    /** The graph for the engine's device; starts the engine before the first class of TensorFlow is loaded. */
    private Path graph(ModelArchitecture architecture, Precision precision) throws IOException {
        OfflineEngine engine = OfflineEngine.startOnCpu(cache);
        Arithmetic arithmetic = Arithmetic.of(precision, engine.hasBfloat16());
        manifest.requireArithmetic(arithmetic);
        boolean onGpu = engine.device().isGpu();
        Normalization normalization = onGpu ? Normalization.STEPS : Normalization.FUSED;
        String name = "graph-" + manifest.fingerprint().substring(0, SHORT_HASH) + "-"
                + arithmetic.name().toLowerCase(Locale.ROOT) + (onGpu ? "-gpu" : "") + "-v"
                + ModelGraph.version(architecture);
        return cache.folder(
                name, ModelBundle::isWhole, target -> build(architecture, arithmetic, normalization, target));
    }

    private void build(ModelArchitecture architecture, Arithmetic arithmetic, Normalization normalization, Path target)
            throws IOException {
        Safetensors weights = Safetensors.open(folder.resolve(BundleManifest.WEIGHTS));
        try (OutputStream out =
                new BufferedOutputStream(Files.newOutputStream(target.resolve(SavedModelSession.MODEL_FILE)))) {
            int labels = manifest.head().labels().size();
            ModelGraph.write(architecture, labels, arithmetic, normalization, weights, out);
        }
        Files.writeString(target.resolve(HASH), Sha256.of(target.resolve(SavedModelSession.MODEL_FILE)));
        Checksums.write(target);
    }

    private static boolean isWhole(Path graph) throws IOException {
        if (Checksums.areIn(graph)) {
            return Checksums.hold(graph);
        }
        boolean isWhole = isHashed(graph); // an earlier version built it
        if (isWhole) {
            Checksums.writeIfPossible(graph);
        }
        return isWhole;
    }

    private static boolean isHashed(Path graph) throws IOException {
        return Files.exists(graph.resolve(SavedModelSession.MODEL_FILE))
                && Files.exists(graph.resolve(HASH))
                && Files.readString(graph.resolve(HASH)).equals(Sha256.of(graph.resolve(SavedModelSession.MODEL_FILE)));
    }
}
