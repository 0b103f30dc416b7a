package io.weibosentiment.rows;

import java.util.List;
import org.apache.hadoop.fs.FileStatus;

/**
 * Which files of an input have rows that are kept.
 *
 * @param shares where the rows of unchanged files are
 * @param missing the files that have none, sorted by path
 * @param unchanged how many files have some
 * @param obsolete generations that this run no longer needs
 */
public record KeptFiles(List<Share> shares, List<FileStatus> missing, long unchanged, List<Generation> obsolete) {

    public KeptFiles {
        shares = List.copyOf(shares);
        missing = List.copyOf(missing);
        obsolete = List.copyOf(obsolete);
    }
}
