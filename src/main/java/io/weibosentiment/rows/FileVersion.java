package io.weibosentiment.rows;

import io.weibosentiment.files.HadoopFolders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Map;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.protocol.HdfsFileStatus;

/**
 * What tells whether a file is the one that was read: equal as long as nobody wrote to it.
 *
 * @param path its qualified path
 * @param length its bytes
 * @param modified when it was last written, in milliseconds since 1970
 * @param tag what else its file system knows: an object's etag; a file's inode in HDFS; a local file's inode and change
 *     time, which a copy that keeps the time of its original cannot set; empty elsewhere
 */
record FileVersion(String path, long length, long modified, String tag) {

    /**
     * The coarsest clock of a file system: a file written less than this before it was read can be written to again without
     * another time.
     */
    static final Duration COARSEST_CLOCK = Duration.ofSeconds(3);

    private static final String LOCAL = "file";
    private static final String UNIX = "unix";

    /** The version that {@code file} has. */
    static FileVersion of(FileStatus file) {
        return new FileVersion(file.getPath().toString(), file.getLen(), file.getModificationTime(), tag(file));
    }

    private static String tag(FileStatus file) {
        String etag = HadoopFolders.etag(file);
        if (!etag.isEmpty()) {
            return etag;
        }
        if (file instanceof HdfsFileStatus inode) {
            return Long.toString(inode.getFileId());
        }
        return LOCAL.equals(file.getPath().toUri().getScheme()) ? localTag(file.getPath()) : "";
    }

    private static String localTag(Path path) {
        java.nio.file.Path local = java.nio.file.Path.of(path.toUri().getPath());
        if (!local.getFileSystem().supportedFileAttributeViews().contains(UNIX)) {
            return "";
        }
        try {
            Map<String, Object> inode = Files.readAttributes(local, UNIX + ":ino,ctime");
            return inode.get("ino") + " " + inode.get("ctime");
        } catch (NoSuchFileException e) {
            return ""; // who reads it says that it has vanished
        } catch (IOException e) {
            throw new UncheckedIOException("the file " + path + " cannot be looked at: " + e.getMessage(), e);
        }
    }
}
