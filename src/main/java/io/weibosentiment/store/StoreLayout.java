package io.weibosentiment.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/** Where the parts of a store lie: {@code STORE/fingerprint=ID/wave=WAVE/bucket=H/*.parquet}. */
final class StoreLayout {

    static final String FINGERPRINT = "fingerprint";
    static final String WAVE = "wave";
    static final String BUCKET = "bucket";

    private static final int MOST_LISTINGS = 5;

    private StoreLayout() {}

    static Path fingerprint(Path store, String id) {
        return new Path(store, FINGERPRINT + "=" + id);
    }

    /** The ids of the fingerprints in {@code store}, in their order. */
    static List<String> fingerprints(FileSystem files, Path store) throws IOException {
        return values(files, store, FINGERPRINT);
    }

    static Path wave(Path fingerprint, String name) {
        return new Path(fingerprint, WAVE + "=" + name);
    }

    /** The names of the waves in the folder of a fingerprint, in their order. */
    static List<String> waves(FileSystem files, Path fingerprint) throws IOException {
        return values(files, fingerprint, WAVE);
    }

    private static List<String> values(FileSystem files, Path parent, String key) throws IOException {
        List<String> values = new ArrayList<>();
        for (FileStatus status : files.listStatus(parent)) {
            String name = status.getPath().getName();
            if (status.isDirectory() && name.startsWith(key + "=")) {
                values.add(name.substring(key.length() + 1));
            }
        }
        return values.stream().sorted().toList();
    }

    /** The Parquet files below {@code folder} that readers read: none of what Spark hides or is still writing. */
    static List<LocatedFileStatus> parquet(FileSystem files, Path folder) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return listed(files, folder);
            } catch (FileNotFoundException e) { // another run's compaction deleted a wave meanwhile
                if (attempt == MOST_LISTINGS) {
                    throw e;
                }
            }
        }
    }

    private static List<LocatedFileStatus> listed(FileSystem files, Path folder) throws IOException {
        List<LocatedFileStatus> found = new ArrayList<>();
        RemoteIterator<LocatedFileStatus> all = files.listFiles(folder, true);
        while (all.hasNext()) {
            LocatedFileStatus file = all.next();
            String inside =
                    file.getPath().toString().substring(folder.toString().length());
            if (inside.endsWith(".parquet") && !inside.contains("/_")) {
                found.add(file);
            }
        }
        return found;
    }
}
