package io.weibosentiment.engine;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.files.HostCache;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The native library of DJL's tokenizers on this host, unpacked from its jar like TensorFlow's. */
final class TokenizerLibrary {

    /**
     * The environment variable or system property with the library's path for DJL: the file, because DJL fails on its
     * folder.
     */
    static final String VARIABLE = "RUST_LIBRARY_PATH";

    private static final String PROPERTIES = "native/lib/tokenizers.properties";
    private static final String FLAVOUR = "cpu";

    private TokenizerLibrary() {}

    /**
     * The folder with the complete library; empty if no jar has it for this platform.
     *
     * @throws IOException if the jar cannot be read or the cache cannot be written
     */
    static Optional<Path> find(HostCache cache, ClassLoader loader, NativePlatform platform) throws IOException {
        URL properties = loader.getResource(PROPERTIES);
        if (properties == null) {
            return Optional.empty();
        }
        String address = properties.toString();
        String root = address.substring(0, address.length() - PROPERTIES.length());
        String inside = "native/lib/" + platform.djlClassifier() + "/" + FLAVOUR + "/";
        List<LibraryFile> files = new ArrayList<>();
        for (String name : LibraryFile.namesBeside(properties).stream().sorted().toList()) {
            if (name.startsWith(inside) && name.length() > inside.length()) {
                files.add(LibraryFile.of(root, name));
            }
        }
        if (files.isEmpty()) {
            return Optional.empty();
        }
        String name = "tokenizers-" + platform.classifier() + "-" + LibraryFile.fingerprint(files);
        return Optional.of(cache.folder(
                name, folder -> LibraryFile.areWhole(files, folder), partial -> LibraryFile.unpack(files, partial)));
    }

    /**
     * Makes DJL load the library from {@code cache}, unless the user names another.
     *
     * @throws InvalidInputException if the cache cannot be written
     */
    static void use(HostCache cache) {
        if (System.getenv(VARIABLE) != null) {
            return;
        }
        try {
            find(cache, TokenizerLibrary.class.getClassLoader(), NativePlatform.of(System.getProperties()))
                    .map(folder -> folder.resolve(System.mapLibraryName("tokenizers")))
                    .ifPresent(file -> System.setProperty(VARIABLE, file.toString()));
        } catch (IOException e) {
            throw new InvalidInputException(
                    "the tokenizer's native library could not be unpacked into " + cache.root() + ": " + e.getMessage()
                            + "; set " + HostCache.ENVIRONMENT + " to a writable folder on a local disk",
                    e);
        }
    }
}
