package io.weibosentiment.ingest;

import java.io.Serializable;
import org.apache.hadoop.fs.Path;

/**
 * A part of a file as it is stored, or the whole of it.
 *
 * @param file its path
 * @param start the first byte
 * @param length how many bytes
 * @param fileLength how many bytes the whole file has
 */
record FileSlice(String file, long start, long length, long fileLength) implements Serializable {

    Path path() {
        return new Path(file);
    }

    boolean isWhole() {
        return length == fileLength;
    }
}
