package io.weibosentiment.ingest;

import java.io.IOException;
import java.nio.file.Files;
import org.apache.hadoop.fs.Path;

/** Tells where symbolic links lead; of the file systems that are read, only the local one has any. */
final class LocalLinks {

    private static final String LOCAL = "file";

    private LocalLinks() {}

    static boolean isLink(Path path) {
        return isLocal(path) && Files.isSymbolicLink(local(path));
    }

    /** Whether {@code path}, with its scheme, is on the local file system. */
    static boolean isLocal(Path path) {
        return LOCAL.equals(path.toUri().getScheme());
    }

    /** The path without any link in it. */
    static Path target(Path path) throws IOException {
        return isLocal(path) ? new Path(LOCAL, null, local(path).toRealPath().toString()) : path;
    }

    private static java.nio.file.Path local(Path path) {
        return java.nio.file.Path.of(path.toUri().getPath());
    }
}
