package io.weibosentiment.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumFileSystem;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;

/**
 * A file of any size that takes another's place in one step: readers see the old file or the new, never a part. Written
 * beside it under a hidden name and renamed; in an object store, where an object appears when it is closed, in its place.
 *
 * @param files the file system
 * @param path the file
 */
public record FileReplacement(FileSystem files, Path path) {

    private static final String HIDDEN = "._replacement_";

    /** A replacement of {@code path}. */
    public static FileReplacement of(Path path, Configuration hadoop) throws IOException {
        FileSystem files = path.getFileSystem(hadoop);
        return new FileReplacement(files, files.makeQualified(path));
    }

    private boolean appearsWhenClosed() {
        return new AtomicFile(files, path).appearsWhenClosed();
    }

    private Path written() {
        return appearsWhenClosed() ? path : new Path(path.getParent(), HIDDEN + path.getName());
    }

    /** The file system without checksums in files of their own, which cannot be replaced in the same step. */
    private FileSystem raw() {
        return files instanceof ChecksumFileSystem checked ? checked.getRawFileSystem() : files;
    }

    /** Where the new content goes; what an attempt that died has left there is overwritten. */
    public FSDataOutputStream create() throws IOException {
        return raw().create(written(), true);
    }

    /** Puts the new file, which is closed now, in the old one's place. */
    public void complete() throws IOException {
        if (appearsWhenClosed()) {
            return;
        }
        if (files instanceof ChecksumFileSystem checked) {
            raw().delete(checked.getChecksumFile(path), false); // it is the old file's, and one may do without
        }
        if ("file".equals(files.getScheme())) {
            Files.move(local(written()), local(path), StandardCopyOption.ATOMIC_MOVE);
        } else {
            FileContext.getFileContext(path.toUri(), files.getConf()).rename(written(), path, Options.Rename.OVERWRITE);
        }
    }

    private static java.nio.file.Path local(Path path) {
        return java.nio.file.Path.of(path.toUri().getPath());
    }
}
