package io.weibosentiment.ingest;

import io.weibosentiment.files.HadoopFolders;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * A part of a file as it is stored, or the whole of it.
 *
 * @param file its path
 * @param start the first byte
 * @param length how many bytes
 * @param fileLength how many bytes the whole file had when it was listed
 * @param modified when it had been written then, in milliseconds since 1970
 * @param etag the etag that an object had then; empty where the file system has none
 */
record FileSlice(String file, long start, long length, long fileLength, long modified, String etag)
        implements Serializable {

    private static final long SECOND = 1000;

    /** The whole of {@code file}. */
    static FileSlice whole(FileStatus file) {
        return of(file, 0, file.getLen());
    }

    /** A part of {@code file}. */
    static FileSlice of(FileStatus file, long start, long length) {
        return new FileSlice(
                file.getPath().toString(),
                start,
                length,
                file.getLen(),
                file.getModificationTime(),
                HadoopFolders.etag(file));
    }

    /** What happened to the file since it was listed, in words; empty if nothing did. */
    Optional<String> change(Configuration hadoop) throws IOException {
        try {
            FileStatus now = path().getFileSystem(hadoop).getFileStatus(path());
            return now.getLen() == fileLength && isSameVersion(now)
                    ? Optional.empty()
                    : Optional.of(file + " was changed");
        } catch (FileNotFoundException e) {
            return Optional.of(file + " has vanished");
        }
    }

    private boolean isSameVersion(FileStatus now) {
        if (!etag.isEmpty()) {
            return etag.equals(HadoopFolders.etag(now));
        }
        long time = now.getModificationTime();
        // Some object stores list milliseconds, and round them to seconds when asked for one object.
        boolean isRounded = time % SECOND == 0 || modified % SECOND == 0;
        return isRounded ? time / SECOND == modified / SECOND : time == modified;
    }

    Path path() {
        return new Path(file);
    }

    boolean isWhole() {
        return length == fileLength;
    }
}
