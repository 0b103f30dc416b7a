package io.weibosentiment.util;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * What tells one version of this program from every other one: the checksums of its classes. A number that is raised by
 * hand would be forgotten one day.
 */
public final class ProgramId {

    private static final String ROOT = "io/weibosentiment/";
    private static final String CLASS = ".class";

    private ProgramId() {}

    /**
     * That of the program whose class is {@code known}, 64 digits; empty if its classes are in no local file or folder.
     */
    public static Optional<String> of(Class<?> known) {
        CodeSource source = known.getProtectionDomain().getCodeSource();
        if (source == null || !"file".equals(source.getLocation().getProtocol())) {
            return Optional.empty();
        }
        try {
            return Optional.of(of(Path.of(new URI(source.getLocation().toString()))));
        } catch (URISyntaxException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("the program's classes cannot be read: " + e.getMessage(), e);
        }
    }

    static String of(Path jarOrFolder) throws IOException {
        Map<String, Long> classes = new TreeMap<>();
        if (Files.isDirectory(jarOrFolder)) {
            addFolder(jarOrFolder, classes);
        } else {
            addJar(jarOrFolder, classes);
        }
        return Sha256.of(classes.toString());
    }

    private static void addFolder(Path folder, Map<String, Long> classes) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(file -> file.toString().endsWith(CLASS)).toList();
        }
        for (Path file : files) {
            CRC32 checksum = new CRC32();
            checksum.update(Files.readAllBytes(file));
            classes.put(folder.relativize(file).toString(), checksum.getValue());
        }
    }

    private static void addJar(Path jar, Map<String, Long> classes) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            Enumeration<? extends ZipEntry> entries = zip.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                if (entry.getName().startsWith(ROOT) && entry.getName().endsWith(CLASS)) {
                    classes.put(entry.getName(), entry.getCrc());
                }
            }
        }
    }
}
