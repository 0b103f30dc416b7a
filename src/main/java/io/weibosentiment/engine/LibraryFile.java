package io.weibosentiment.engine;

import io.weibosentiment.util.Sha256;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

/**
 * A file of a native library, found through a class loader.
 *
 * @param name its name, without a folder
 * @param url the address of its content
 * @param size in bytes
 * @param crc its CRC-32, if it is in a jar
 * @param stamp a text that changes with its content
 */
record LibraryFile(String name, URL url, long size, OptionalLong crc, String stamp) {

    private static final int FINGERPRINT_BYTES = 6;
    private static final int BUFFER = 1 << 20;

    /** The file {@code resource} below {@code root}, the address of the jar or folder that contains it. */
    static LibraryFile of(String root, String resource) throws IOException {
        URL address = URI.create(root + resource).toURL();
        String name = resource.substring(resource.lastIndexOf('/') + 1);
        URLConnection connection = open(address);
        if (connection instanceof JarURLConnection inJar) {
            try (JarFile jar = inJar.getJarFile()) {
                JarEntry entry = jar.getJarEntry(resource);
                if (entry == null) {
                    throw new FileNotFoundException(root + " names " + resource + " but does not contain it");
                }
                String stamp = entry.getSize() + "/" + entry.getCrc();
                return new LibraryFile(name, address, entry.getSize(), OptionalLong.of(entry.getCrc()), stamp);
            }
        }
        long size = connection.getContentLengthLong();
        return new LibraryFile(name, address, size, OptionalLong.empty(), size + "@" + connection.getLastModified());
    }

    /** The names of all entries of the jar that contains {@code entry}; none if it is not in a jar. */
    static List<String> namesBeside(URL entry) throws IOException {
        if (open(entry) instanceof JarURLConnection connection) {
            try (JarFile jar = connection.getJarFile()) {
                return jar.stream().map(JarEntry::getName).toList();
            }
        }
        return List.of();
    }

    /**
     * Opens {@code address} without Java's cache of open jars, so that closing the jar does not close it for others.
     */
    static URLConnection open(URL address) throws IOException {
        URLConnection connection = address.openConnection();
        connection.setUseCaches(false);
        return connection;
    }

    /** A short hash of the content of {@code files}. */
    static String fingerprint(List<LibraryFile> files) {
        MessageDigest digest = Sha256.digest();
        for (LibraryFile file : files) {
            digest.update((file.name() + ' ' + file.stamp() + '\n').getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(digest.digest(), 0, FINGERPRINT_BYTES);
    }

    /**
     * Copies {@code files} to {@code folder}.
     *
     * @throws IOException if one cannot be copied, or is damaged in its jar
     */
    static void unpack(List<LibraryFile> files, Path folder) throws IOException {
        for (LibraryFile file : files) {
            CRC32 crc = new CRC32();
            try (InputStream in = new CheckedInputStream(open(file.url()).getInputStream(), crc)) {
                Files.copy(in, folder.resolve(file.name()));
            }
            if (file.crc().isPresent() && file.crc().getAsLong() != crc.getValue()) {
                throw new IOException(file.url() + " is damaged: found CRC-32 " + Long.toHexString(crc.getValue())
                        + ", expected " + Long.toHexString(file.crc().getAsLong()) + "; fetch the jar again");
            }
        }
    }

    /** Whether {@code folder} has every file as it was unpacked; code damaged since then would crash the process. */
    static boolean areWhole(List<LibraryFile> files, Path folder) throws IOException {
        for (LibraryFile file : files) {
            if (!file.isWhole(folder.resolve(file.name()))) {
                return false;
            }
        }
        return true;
    }

    /** Whether {@code folder} has every file in the size that it has in the jar. */
    static boolean haveTheirSize(List<LibraryFile> files, Path folder) throws IOException {
        for (LibraryFile file : files) {
            if (!file.hasItsSize(folder.resolve(file.name()))) {
                return false;
            }
        }
        return true;
    }

    private boolean isWhole(Path unpacked) throws IOException {
        return hasItsSize(unpacked) && (crc.isEmpty() || crc.getAsLong() == crcOf(unpacked));
    }

    private boolean hasItsSize(Path unpacked) throws IOException {
        return Files.isRegularFile(unpacked) && Files.size(unpacked) == size;
    }

    private static long crcOf(Path file) throws IOException {
        CRC32 crc = new CRC32();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                crc.update(buffer, 0, read);
            }
        }
        return crc.getValue();
    }
}
