package io.weibosentiment.engine;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.files.HostCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The C library of a Linux host, which must be as new as the native libraries need it. */
public final class CLibrary {

    private static final String PREFIX = "GLIBC_";
    private static final String FILE = "libc.so.6";
    private static final Path MAPPED = Path.of("/proc/self/maps");

    private CLibrary() {}

    /**
     * Compares this host's C library with what the native libraries need, which are unpacked for that.
     *
     * @return both versions, in words
     * @throws InvalidInputException if the host's is older, or another one than glibc
     * @throws IOException if a library cannot be read or unpacked
     */
    public static String require(HostCache cache) throws IOException {
        NativePlatform platform = NativePlatform.of(System.getProperties());
        if (!platform.os().equals("linux")) {
            return "not needed on " + platform.os();
        }
        List<Path> libraries =
                new ArrayList<>(librariesIn(NativeLibrary.find(cache).folder()));
        Optional<Path> tokenizer = TokenizerLibrary.find(cache, CLibrary.class.getClassLoader(), platform);
        if (tokenizer.isPresent()) {
            libraries.addAll(librariesIn(tokenizer.get()));
        }
        Optional<Path> host = mapped();
        if (host.isEmpty()) {
            throw new InvalidInputException("this host has no glibc (" + FILE
                    + "), which the native libraries are linked with; Alpine's musl is none: run on a distribution, or"
                    + " in an image, with glibc");
        }
        return require(ElfVersions.of(host.get()).defined(), libraries);
    }

    /** Compares the versions that a host's library defines with what {@code libraries} need. */
    static String require(Set<String> host, List<Path> libraries) throws IOException {
        String found = newest(host);
        String needed = "";
        Path needing = null;
        for (Path library : libraries) {
            String version = newest(ElfVersions.of(library).needed());
            if (needing == null || compare(version, needed) > 0) {
                needed = version;
                needing = library;
            }
        }
        if (needing != null && compare(found, needed) < 0) {
            throw new InvalidInputException("this host has glibc " + found + "; expected at least " + needed
                    + ", which " + needing.getFileName() + " needs: run on a newer distribution, such as Debian 12,"
                    + " Ubuntu 22.04 or RHEL 9, or in an image of one");
        }
        return "glibc " + found + ", of which " + needed + " is needed";
    }

    private static List<Path> librariesIn(Path folder) throws IOException {
        Predicate<Path> isLibrary = file -> file.getFileName().toString().matches(".*\\.so(\\.\\d+)*");
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(isLibrary).sorted().toList();
        }
    }

    /** The library of this process. */
    private static Optional<Path> mapped() throws IOException {
        try (Stream<String> lines = Files.lines(MAPPED)) {
            return lines.filter(line -> line.endsWith("/" + FILE))
                    .map(line -> Path.of(line.substring(line.indexOf('/'))))
                    .findFirst();
        }
    }

    /** The newest version of glibc among {@code versions}, without its prefix; empty if there is none. */
    private static String newest(Set<String> versions) {
        return versions.stream()
                .filter(version -> version.matches(PREFIX + "\\d+(\\.\\d+)*"))
                .map(version -> version.substring(PREFIX.length()))
                .max(CLibrary::compare)
                .orElse("");
    }

    private static int compare(String one, String other) {
        return Arrays.compare(numbers(one), numbers(other));
    }

    private static int[] numbers(String version) {
        return Stream.of(version.split("\\."))
                .filter(part -> !part.isEmpty())
                .mapToInt(Integer::parseInt)
                .toArray();
    }
}
