package io.weibosentiment.model.bundle;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.config.ModelConfig;
import io.weibosentiment.files.Checksums;
import io.weibosentiment.files.HostCache;
import io.weibosentiment.util.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * Fetches bundles to this host, once for all its processes. What is fetched is verified by hash, and each process that
 * uses it looks for damage.
 */
public final class BundleCache {

    private static final int SHORT_HASH = 24;

    /** The bundle's files, and its graph, which in float32 may be twice the size of weights kept in 2 bytes. */
    private static final int COPIES = 3;

    private final HostCache cache;
    private final Configuration hadoop;

    public BundleCache(HostCache cache, Configuration hadoop) {
        this.cache = cache;
        this.hadoop = hadoop;
    }

    /**
     * What a bundle says of itself, without fetching the rest.
     *
     * @param bundle a folder or zip on any Hadoop file system, or {@link ModelConfig#BUNDLED}
     * @throws InvalidInputException if there is no bundle that this version can read
     */
    public BundleManifest manifest(String bundle) throws IOException {
        BundleSource source = BundleSource.of(bundle, hadoop);
        return ManifestJson.read(source.name() + ": " + BundleManifest.FILE, source.manifest());
    }

    /**
     * Fetches a bundle unless this host has it already, and verifies every file. A copy that no longer is what it was
     * is fetched again.
     *
     * @param bundle a folder or zip on any Hadoop file system, or {@link ModelConfig#BUNDLED}
     * @throws InvalidInputException if there is no bundle that this version can read, or if it is corrupt
     * @throws IOException if it cannot be read, or the cache cannot be written
     */
    public ModelBundle fetch(String bundle) throws IOException {
        BundleSource source = BundleSource.of(bundle, hadoop);
        String text = source.manifest();
        BundleManifest manifest = ManifestJson.read(source.name() + ": " + BundleManifest.FILE, text);
        Path folder = cache.folder(
                folderName(text), copy -> isWhole(manifest, copy), target -> fill(source, manifest, text, target));
        return new ModelBundle(folder, manifest, cache);
    }

    /**
     * The most bytes that fetching {@code bundle} and building its graph add to this host's cache; 0 if it has it.
     *
     * @throws InvalidInputException if there is no bundle that this version can read
     */
    public long bytesToFetch(String bundle) throws IOException {
        BundleSource source = BundleSource.of(bundle, hadoop);
        String text = source.manifest();
        if (cache.has(folderName(text))) {
            return 0;
        }
        BundleManifest manifest = ManifestJson.read(source.name() + ": " + BundleManifest.FILE, text);
        long files = manifest.files().values().stream()
                .mapToLong(BundleManifest.FileEntry::size)
                .sum();
        return manifest.built().isPresent() ? files * COPIES : files;
    }

    /** Named by the manifest, which holds the hash of everything else. */
    private static String folderName(String manifest) {
        return "bundle-" + Sha256.of(manifest).substring(0, SHORT_HASH);
    }

    private static void fill(BundleSource source, BundleManifest manifest, String text, Path target)
            throws IOException {
        source.copy(manifest.files().keySet(), target);
        corruption(manifest, target).ifPresent(problem -> {
            throw new InvalidInputException(source.name() + " is corrupt: " + problem + "; copy it again");
        });
        Files.writeString(target.resolve(BundleManifest.FILE), text, StandardCharsets.UTF_8);
        Checksums.write(target);
    }

    /** Hashes took longest of all that a process did before its first text, so they are compared once on each host. */
    private static boolean isWhole(BundleManifest manifest, Path copy) throws IOException {
        if (Checksums.areIn(copy)) {
            return Checksums.hold(copy);
        }
        boolean isWhole = corruption(manifest, copy).isEmpty(); // an earlier version made it
        if (isWhole) {
            Checksums.writeIfPossible(copy);
        }
        return isWhole;
    }

    private static Optional<String> corruption(BundleManifest manifest, Path folder) throws IOException {
        for (Map.Entry<String, BundleManifest.FileEntry> file : manifest.files().entrySet()) {
            Path path = folder.resolve(file.getKey());
            BundleManifest.FileEntry expected = file.getValue();
            long size = Files.exists(path) ? Files.size(path) : -1;
            if (size != expected.size()) {
                return Optional.of(file.getKey() + " has " + size + " bytes, expected " + expected.size());
            }
            String hash = Sha256.of(path);
            if (!hash.equals(expected.sha256())) {
                return Optional.of(file.getKey() + " has SHA-256 " + hash + ", expected " + expected.sha256());
            }
        }
        return Optional.empty();
    }
}
