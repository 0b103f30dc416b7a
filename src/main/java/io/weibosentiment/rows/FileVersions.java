package io.weibosentiment.rows;

import io.weibosentiment.util.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;

/** Tells whether files are those that were read before. */
public final class FileVersions {

    private FileVersions() {}

    /**
     * A hash of all that tells the files from others, by the same rule as for rows that are kept: equal as long as none
     * was added, removed or written to. Empty where one was written to so shortly before {@code now} that it may be again
     * without another time.
     *
     * @param files in the order of their paths
     * @return 64 hex digits
     */
    public static Optional<String> hash(List<FileStatus> files, Instant now) {
        long settled = now.minus(FileVersion.COARSEST_CLOCK).toEpochMilli();
        MessageDigest digest = Sha256.digest();
        for (FileStatus file : files) {
            if (file.getModificationTime() > settled) {
                return Optional.empty();
            }
            digest.update((FileVersion.of(file) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return Optional.of(HexFormat.of().formatHex(digest.digest()));
    }
}
