package io.weibosentiment.rows;

import io.weibosentiment.files.AtomicFile;
import io.weibosentiment.files.HadoopFolders;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Where kept rows lie: generations below {@code STORE/_rows/READER}, where READER stands for all that rows depend on
 * besides the files.
 *
 * @param files the store's file system
 * @param root {@code STORE/_rows}; Spark reads no folder of such a name, so the store stays a table
 */
record RowsLayout(FileSystem files, Path root) {

    private static final String ROWS = "_rows";
    private static final String NOTE =
            "The rows of this folder hold raw text and may name people. input.kept-rows.days says"
                    + " how long they are kept; input.kept-rows.enabled = false keeps none.\n";

    /** That of the store in {@code dir}. */
    static RowsLayout of(FileSystem files, Path dir) {
        return new RowsLayout(files, new Path(files.makeQualified(dir), ROWS));
    }

    Path reader(String key) {
        return new Path(root, key);
    }

    /** Says what lies here, to whoever comes across it. */
    void makeWithNote() throws IOException {
        files.mkdirs(root);
        AtomicFile note = HadoopFolders.rawTextNote(files, root);
        if (!note.exists()) {
            note.replace(NOTE);
        }
    }

    /** The generations of one reader, the latest first. */
    List<Generation> generations(Path reader) throws IOException {
        return folders(reader).stream()
                .map(folder -> new Generation(files, folder))
                .sorted(Comparator.comparing(Generation::name).reversed())
                .toList();
    }

    /** All generations. */
    List<Generation> generations() throws IOException {
        List<Generation> all = new ArrayList<>();
        for (Path reader : folders(root)) {
            all.addAll(generations(reader));
        }
        return all;
    }

    /** The folders of all readers. */
    List<Path> readers() throws IOException {
        return folders(root);
    }

    private List<Path> folders(Path parent) throws IOException {
        try {
            List<Path> folders = new ArrayList<>();
            for (FileStatus status : files.listStatus(parent)) {
                if (status.isDirectory() && !status.getPath().getName().startsWith("_")) {
                    folders.add(status.getPath());
                }
            }
            return folders;
        } catch (FileNotFoundException e) { // nothing is kept there
            return List.of();
        }
    }

    /** Deletes a generation, and the folder of its reader with the last one. */
    void delete(Generation generation) throws IOException {
        generation.delete();
        HadoopFolders.deleteIfEmpty(files, generation.folder().getParent());
    }

    /** Deletes what was made for rows if none are kept, and the store with it if there is nothing else in it. */
    void deleteIfUnused() throws IOException {
        if (folders(root).isEmpty()) {
            HadoopFolders.rawTextNote(files, root).delete();
            HadoopFolders.deleteIfEmpty(files, root);
            HadoopFolders.deleteIfEmpty(files, root.getParent());
        }
    }
}
