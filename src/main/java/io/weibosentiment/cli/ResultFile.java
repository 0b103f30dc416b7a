package io.weibosentiment.cli;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.util.HadoopSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file with a command's result: local, or on any Hadoop file system where it is a URI. */
record ResultFile(String path) {

    private boolean isLocal() {
        return !path.contains("://");
    }

    /**
     * Checks before the work that the file can be written after it, as far as its folder shows.
     *
     * @throws InvalidInputException if it cannot
     */
    void requireWritable() {
        if (!isLocal()) {
            return;
        }
        Path file = Path.of(path).toAbsolutePath();
        boolean isGood = !Files.isDirectory(file)
                && (Files.exists(file) ? Files.isWritable(file) : Files.isWritable(file.getParent()));
        if (!isGood) {
            throw new InvalidInputException("--json " + path
                    + ": cannot be written; expected a file in a folder that exists and can be written to");
        }
    }

    /** Writes {@code text} in UTF-8, in place of what was there. */
    void write(String text) {
        try {
            if (isLocal()) {
                Files.writeString(Path.of(path), text);
                return;
            }
            org.apache.hadoop.fs.Path remote = new org.apache.hadoop.fs.Path(URI.create(path));
            try (OutputStream out =
                    remote.getFileSystem(HadoopSettings.ofProcess()).create(remote, true)) {
                out.write(text.getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("--json " + path + ": cannot be written: " + e.getMessage(), e);
        }
    }
}
