package io.weibosentiment.files;

import java.io.FileNotFoundException;
import java.io.IOException;
import org.apache.hadoop.fs.EtagSource;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** What our folders on a Hadoop file system have in common. */
public final class HadoopFolders {

    private static final String RAW_TEXT_NOTE = "_CONTAINS_RAW_TEXT.txt";

    private HadoopFolders() {}

    /** The note in a {@code folder} whose files hold raw text, for whoever comes across it. */
    public static AtomicFile rawTextNote(FileSystem files, Path folder) {
        return new AtomicFile(files, new Path(folder, RAW_TEXT_NOTE));
    }

    /** Deletes {@code folder} if it is there and nothing is in it. */
    public static void deleteIfEmpty(FileSystem files, Path folder) throws IOException {
        try {
            if (files.listStatus(folder).length == 0) {
                files.delete(folder, false);
            }
        } catch (FileNotFoundException e) {
            return; // it was never made, or is on an object store, where folders end with what is in them
        }
    }

    /** The etag that an object has; empty where the file system has none. */
    public static String etag(FileStatus file) {
        return file instanceof EtagSource tagged && tagged.getEtag() != null ? tagged.getEtag() : "";
    }
}
