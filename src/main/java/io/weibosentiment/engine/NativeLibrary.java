package io.weibosentiment.engine;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.files.HostCache;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * TensorFlow's native library on this host: the one that {@value #VARIABLE} names, or else one unpacked once per host
 * from a native jar on the class path. Nothing is downloaded.
 *
 * @param folder the folder with the library's files
 * @param source where it came from, in words
 * @param flavour {@code cpu}, a CUDA flavour such as {@code cu121}, or {@code own} for a folder the user named
 */
public record NativeLibrary(Path folder, String source, String flavour) {

    /** The environment variable or system property that names a folder with the library's files. */
    public static final String VARIABLE = "TENSORFLOW_LIBRARY_PATH";

    private static final String OWN = "own";

    /** The places that a search looks at; tests use their own. */
    record Search(Optional<String> path, List<ClassLoader> loaders, NativePlatform platform, boolean hasGpuDriver) {

        /** The jar that the library comes from, if no folder was named. */
        Optional<NativeJar> jar() throws IOException {
            return NativeJar.find(loaders, platform, hasGpuDriver);
        }

        /** The environment before the system property, as in DJL; the task's class loader before our own. */
        static Search ofThisProcess() {
            return new Search(
                    Optional.ofNullable(System.getenv(VARIABLE))
                            .or(() -> Optional.ofNullable(System.getProperty(VARIABLE)))
                            .filter(path -> !path.isBlank()),
                    Stream.of(Thread.currentThread().getContextClassLoader(), NativeLibrary.class.getClassLoader())
                            .filter(loader -> loader != null)
                            .distinct()
                            .toList(),
                    NativePlatform.of(System.getProperties()),
                    Files.exists(Path.of("/proc/driver/nvidia/version")) || Files.exists(Path.of("/dev/nvidiactl")));
        }
    }

    /**
     * Finds the library, unpacking it into {@code cache} if it comes from a jar.
     *
     * @throws InvalidInputException if there is none, or it is incomplete; the message says what to do
     * @throws IOException if the cache cannot be written
     */
    public static NativeLibrary find(HostCache cache) throws IOException {
        return find(cache, Search.ofThisProcess());
    }

    static NativeLibrary find(HostCache cache, Search search) throws IOException {
        if (search.path().isPresent()) {
            return named(search.path().get(), search.platform());
        }
        Optional<NativeJar> jar = search.jar();
        if (jar.isEmpty()) {
            throw new InvalidInputException(nothingFound(search.platform()));
        }
        return unpack(cache, jar.get(), search.platform());
    }

    /**
     * The bytes that {@link #find} would unpack into {@code cache}: 0 if they are unpacked already, if the user named a
     * folder, or if there is no jar.
     *
     * @throws IOException if a jar cannot be read
     */
    public static long bytesToUnpack(HostCache cache) throws IOException {
        Search search = Search.ofThisProcess();
        if (search.path().isPresent()) {
            return 0;
        }
        return search.jar()
                .filter(jar -> !cache.has(jar.cacheName()))
                .map(NativeJar::bytes)
                .orElse(0L);
    }

    /** Whether this library may support GPUs, as far as its source tells. */
    public boolean mayHaveCuda() {
        return flavour.startsWith("cu") || flavour.equals(OWN);
    }

    @Override
    public String toString() {
        return folder + " (" + source + ")";
    }

    private static NativeLibrary named(String path, NativePlatform platform) {
        for (String element : path.split(File.pathSeparator)) {
            Path candidate = Path.of(element).toAbsolutePath();
            boolean isEntry = Files.isRegularFile(candidate)
                    && candidate.getFileName().toString().equals(platform.entryLibrary());
            Path folder = isEntry ? candidate.getParent() : candidate;
            if (Files.isRegularFile(folder.resolve(platform.entryLibrary()))) {
                requireWhole(folder, platform, VARIABLE + "=" + path);
                return new NativeLibrary(folder, VARIABLE, OWN);
            }
        }
        throw new InvalidInputException(VARIABLE + "=" + path + " contains no " + platform.entryLibrary()
                + "; expected a folder with the files of " + coordinates(platform)
                + ". Correct the variable, or unset it and pass that jar with --jars.");
    }

    private static NativeLibrary unpack(HostCache cache, NativeJar jar, NativePlatform platform) throws IOException {
        Path folder = cache.folder(jar.cacheName(), jar::isWhole, partial -> {
            jar.unpack(partial);
            requireWhole(partial, platform, jar.source());
        });
        return new NativeLibrary(folder, jar.source(), jar.flavour());
    }

    private static void requireWhole(Path folder, NativePlatform platform, String source) {
        List<String> missing = Stream.concat(
                        Stream.of(List.of(platform.entryLibrary())), platform.companions().stream())
                .filter(names -> names.stream().noneMatch(name -> isFilled(folder.resolve(name))))
                .map(names -> names.get(0))
                .toList();
        if (!missing.isEmpty()) {
            throw new InvalidInputException("TensorFlow's native library in " + folder + " (" + source
                    + ") is incomplete: missing or empty " + String.join(", ", missing) + "; expected the files of "
                    + coordinates(platform)
                    + ". Put them there, or remove the folder to have it unpacked again.");
        }
    }

    private static boolean isFilled(Path file) {
        try {
            return Files.isRegularFile(file) && Files.size(file) > 0;
        } catch (IOException e) {
            return false; // reported as missing
        }
    }

    private static String nothingFound(NativePlatform platform) {
        return "TensorFlow's native library was not found, and is never downloaded. Either set " + VARIABLE
                + " (environment or system property) to a folder with its files, on every host; or pass the jar "
                + coordinates(platform) + " with --jars or on the class path (for NVIDIA GPUs instead: "
                + NativeJar.CUDA_COORDINATES + ").";
    }

    private static String coordinates(NativePlatform platform) {
        return NativeJar.CPU_COORDINATES + ":" + platform.classifier();
    }
}
