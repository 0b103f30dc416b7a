package io.weibosentiment.engine;

import io.weibosentiment.files.HostCache;
import io.weibosentiment.files.MountOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The native libraries of zstd and snappy, which unpack themselves to Java's temporary folder when they are first used. */
public final class CodecLibraries {

    /** The properties that name another folder. */
    private static final List<String> FOLDERS = List.of("ZstdTempFolder", "org.xerial.snappy.tempdir");

    private CodecLibraries() {}

    /**
     * Lets them be unpacked into the host's cache if code may not be loaded from Java's temporary folder, as where {@code
     * /tmp} is mounted with {@code noexec}; to be called before the first of them is used.
     *
     * @throws io.weibosentiment.InvalidInputException if the cache is needed and cannot be written
     */
    public static void place() {
        try {
            if (!MountOptions.allowExecution(Path.of(System.getProperty("java.io.tmpdir")))) {
                placeIn(HostCache.at(Optional.empty()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("it cannot be told how Java's temporary folder is mounted", e);
        }
    }

    /** A folder that the user has named stays. */
    static void placeIn(HostCache cache) {
        String folder = OfflineEngine.folder(cache, "codecs");
        for (String property : FOLDERS) {
            if (System.getProperty(property) == null) {
                System.setProperty(property, folder);
            }
        }
    }
}
