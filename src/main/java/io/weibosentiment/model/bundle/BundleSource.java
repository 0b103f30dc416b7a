package io.weibosentiment.model.bundle;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.config.ModelConfig;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Where a bundle is fetched from. */
sealed interface BundleSource {

    /** The resource with the bundle that comes with the job. */
    String RESOURCE = "/io/weibosentiment/model/weibo-bert-mini.zip";

    /** What messages call it. */
    String name();

    /** The text of its model.json. */
    String manifest() throws IOException;

    /**
     * Copies files into a folder.
     *
     * @param files the files, by their path in the bundle; others are left out
     * @throws InvalidInputException if one is missing, or if an entry leads outside
     */
    void copy(Set<String> files, java.nio.file.Path target) throws IOException;

    /**
     * The source called {@code bundle}.
     *
     * @param bundle a folder or zip on any Hadoop file system, or {@link ModelConfig#BUNDLED}
     * @throws InvalidInputException if there is nothing at that path
     */
    static BundleSource of(String bundle, Configuration hadoop) throws IOException {
        if (bundle.equals(ModelConfig.BUNDLED)) {
            return new Zip("the bundled model", () -> BundleSource.class.getResourceAsStream(RESOURCE));
        }
        Path path = new Path(bundle);
        FileSystem files = path.getFileSystem(hadoop);
        if (!files.exists(path)) {
            throw new InvalidInputException(
                    "there is no model bundle at " + bundle + "; expected a folder or .zip that import-model made");
        }
        return files.getFileStatus(path).isDirectory()
                ? new Folder(bundle, files, path)
                : new Zip(bundle, () -> files.open(path));
    }

    private static InvalidInputException missing(String name, String file) {
        return new InvalidInputException(
                name + " has no " + file + "; expected a model bundle: make one with import-model");
    }

    /** A folder on a Hadoop file system. */
    record Folder(String name, FileSystem files, Path root) implements BundleSource {

        @Override
        public String manifest() throws IOException {
            try (InputStream in = open(BundleManifest.FILE)) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        }

        private InputStream open(String file) throws IOException {
            try {
                return files.open(new Path(root, file));
            } catch (FileNotFoundException e) {
                InvalidInputException missing = missing(name, file);
                missing.initCause(e);
                throw missing;
            }
        }

        @Override
        public void copy(Set<String> wanted, java.nio.file.Path target) throws IOException {
            for (String file : wanted) {
                java.nio.file.Path to = inside(name, target, file);
                Files.createDirectories(to.getParent());
                try (InputStream in = open(file)) {
                    Files.copy(in, to);
                }
            }
        }
    }

    /** Opens a zip's bytes; each call from the start. */
    @FunctionalInterface
    interface Opener {
        InputStream open() throws IOException;
    }

    /** A zip. */
    record Zip(String name, Opener bytes) implements BundleSource {

        @Override
        public String manifest() throws IOException {
            try (ZipInputStream zip = new ZipInputStream(bytes.open())) {
                for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                    if (entry.getName().equals(BundleManifest.FILE)) {
                        return new String(zip.readAllBytes(), StandardCharsets.UTF_8);
                    }
                }
            } catch (ZipException e) {
                throw broken(e);
            }
            throw missing(name, BundleManifest.FILE);
        }

        @Override
        public void copy(Set<String> wanted, java.nio.file.Path target) throws IOException {
            int found = 0;
            try (ZipInputStream zip = new ZipInputStream(bytes.open())) {
                for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                    java.nio.file.Path to = inside(name, target, entry.getName());
                    if (wanted.contains(entry.getName())) {
                        Files.createDirectories(to.getParent());
                        Files.copy(zip, to);
                        found++;
                    }
                }
            } catch (ZipException | java.io.EOFException e) {
                throw broken(e);
            }
            if (found < wanted.size()) {
                throw missing(
                        name,
                        String.join(
                                ", ",
                                wanted.stream()
                                        .filter(file -> !Files.exists(target.resolve(file)))
                                        .toList()));
            }
        }

        private InvalidInputException broken(IOException cause) {
            return new InvalidInputException(name + " is not a whole zip file; copy it again", cause);
        }
    }

    /** The place of {@code file} below {@code target}; refuses paths that lead elsewhere. */
    static java.nio.file.Path inside(String name, java.nio.file.Path target, String file) {
        java.nio.file.Path root = target.toAbsolutePath().normalize();
        java.nio.file.Path resolved = root.resolve(file).normalize();
        if (!resolved.startsWith(root) || file.contains("..") || file.contains("\\")) {
            throw new InvalidInputException(name + " holds the entry '" + file
                    + "', which leads outside the bundle; do not use it: make it again with import-model");
        }
        return resolved;
    }
}
