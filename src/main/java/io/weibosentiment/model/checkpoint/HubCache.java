package io.weibosentiment.model.checkpoint;

import io.weibosentiment.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folders in which Hugging Face's hub keeps what was downloaded: {@code models--OWNER--NAME/snapshots/COMMIT}, whose
 * files are links to {@code blobs}; see the documentation of huggingface_hub, "Manage cache".
 */
final class HubCache {

    private static final Logger LOG = LoggerFactory.getLogger(HubCache.class);

    private static final String MODELS = "models--";
    private static final String SNAPSHOTS = "snapshots";

    private HubCache() {}

    /**
     * The folder of the checkpoint: {@code folder} itself, or the snapshot of it that was downloaded.
     *
     * @throws InvalidInputException if it has several, or none, or is the cache of several models
     */
    static Path snapshot(Path folder) throws IOException {
        if (Files.exists(folder.resolve(Checkpoint.CONFIG))) {
            return folder;
        }
        if (!Files.isDirectory(folder.resolve(SNAPSHOTS))) {
            requireNoModels(folder);
            return folder;
        }
        Path main = folder.resolve("refs").resolve("main");
        if (Files.exists(main)) {
            Path snapshot =
                    folder.resolve(SNAPSHOTS).resolve(Files.readString(main).strip());
            if (Files.isDirectory(snapshot)) {
                LOG.info("{} is a folder of Hugging Face's cache; its snapshot {} is imported", folder, snapshot);
                return snapshot;
            }
        }
        List<Path> snapshots = folders(folder.resolve(SNAPSHOTS), "");
        if (snapshots.size() != 1) {
            throw new InvalidInputException(folder + " is a folder of Hugging Face's cache with "
                    + snapshots.size() + " snapshots; expected one: "
                    + (snapshots.isEmpty() ? "download the model again" : "give one of " + snapshots));
        }
        LOG.info("{} is a folder of Hugging Face's cache; its snapshot {} is imported", folder, snapshots.get(0));
        return snapshots.get(0);
    }

    private static void requireNoModels(Path folder) throws IOException {
        List<Path> models = folders(folder, MODELS);
        if (!models.isEmpty()) {
            throw new InvalidInputException(
                    folder + " is Hugging Face's cache; expected the folder of one model: give one of " + models);
        }
    }

    private static List<Path> folders(Path parent, String prefix) throws IOException {
        try (Stream<Path> entries = Files.list(parent)) {
            return entries.filter(entry -> Files.isDirectory(entry)
                            && entry.getFileName().toString().startsWith(prefix))
                    .sorted()
                    .toList();
        }
    }

    /** The name on the hub of the model that {@code snapshot} is one of, if it is: {@code OWNER/NAME}. */
    static Optional<String> modelOf(Path snapshot) {
        Path snapshots = snapshot.toAbsolutePath().normalize().getParent();
        boolean isSnapshot = snapshots != null && snapshots.endsWith(SNAPSHOTS) && snapshots.getParent() != null;
        return Optional.of(isSnapshot)
                .filter(Boolean::booleanValue)
                .map(known -> snapshots.getParent().getFileName())
                .map(Path::toString)
                .filter(name -> name.startsWith(MODELS))
                .map(name -> name.substring(MODELS.length()).replace("--", "/"));
    }
}
