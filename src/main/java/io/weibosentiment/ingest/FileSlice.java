package io.weibosentiment.ingest;

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
 */
record FileSlice(String file, long start, long length, long fileLength, long modified) implements Serializable {

    /** The whole of {@code file}. */
    static FileSlice whole(FileStatus file) {
        return new FileSlice(file.getPath().toString(), 0, file.getLen(), file.getLen(), file.getModificationTime());
    }

    /** What happened to the file since it was listed, in words; empty if nothing did. */
    Optional<String> change(Configuration hadoop) throws IOException {
        try {
            FileStatus now = path().getFileSystem(hadoop).getFileStatus(path());
            return now.getLen() == fileLength && now.getModificationTime() == modified
                    ? Optional.empty()
                    : Optional.of(file + " was changed");
        } catch (FileNotFoundException e) {
            return Optional.of(file + " has vanished");
        }
    }

    Path path() {
        return new Path(file);
    }

    boolean isWhole() {
        return length == fileLength;
    }
}
