package io.weibosentiment.model.bundle;

import io.weibosentiment.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Where a new bundle goes.
 *
 * @param files the file system
 * @param path the bundle's path; a zip if it ends in .zip, else a folder
 */
public record BundleTarget(FileSystem files, Path path) {

    /** Of every zip entry, so that the same bundle has the same bytes. */
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    /**
     * The target {@code to}.
     *
     * @throws InvalidInputException if there is something already
     */
    public static BundleTarget of(String to, Configuration hadoop) throws IOException {
        Path path = new Path(to);
        FileSystem found = path.getFileSystem(hadoop);
        // The raw one leaves no checksum files beside the bundle, which has hashes of its own.
        FileSystem files = found instanceof LocalFileSystem local ? local.getRawFileSystem() : found;
        if (files.exists(path)) {
            throw new InvalidInputException(to + " exists already; remove it, or give another --to");
        }
        return new BundleTarget(files, path);
    }

    /** Writes the bundle in a local folder under another name, then moves it to its place. */
    public void write(java.nio.file.Path folder, BundleManifest manifest) throws IOException {
        Path partial = path.suffix(".partial");
        files.delete(partial, true);
        List<java.nio.file.Path> sources = Stream.concat(
                        Stream.of(BundleManifest.FILE),
                        manifest.files().keySet().stream().sorted())
                .map(folder::resolve)
                .toList();
        if (path.getName().endsWith(".zip")) {
            writeZip(folder, sources, partial);
        } else {
            for (java.nio.file.Path source : sources) {
                String name = name(folder, source);
                try (InputStream in = Files.newInputStream(source);
                        OutputStream out = files.create(new Path(partial, name))) {
                    in.transferTo(out);
                }
            }
        }
        if (!files.rename(partial, path)) {
            throw new IOException("cannot rename " + partial + " to " + path);
        }
    }

    private void writeZip(java.nio.file.Path folder, List<java.nio.file.Path> sources, Path target) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(files.create(target))) {
            zip.setLevel(Deflater.BEST_COMPRESSION);
            for (java.nio.file.Path source : sources) {
                ZipEntry entry = new ZipEntry(name(folder, source));
                entry.setTimeLocal(TIME);
                zip.putNextEntry(entry);
                Files.copy(source, zip);
                zip.closeEntry();
            }
        }
    }

    private static String name(java.nio.file.Path folder, java.nio.file.Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }
}
