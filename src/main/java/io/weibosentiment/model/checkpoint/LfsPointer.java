package io.weibosentiment.model.checkpoint;

import io.weibosentiment.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;

/** The small text file that Git leaves in place of a large one where Git LFS is not installed. */
final class LfsPointer {

    private static final String START = "version https://git-lfs.github.com/spec/";

    private LfsPointer() {}

    /**
     * Makes sure that files are themselves.
     *
     * @param files some of which may not exist
     * @throws InvalidInputException if one is a pointer
     */
    static void refuse(Collection<Path> files) throws IOException {
        for (Path file : files) {
            if (Files.isRegularFile(file) && isPointer(file)) {
                throw new InvalidInputException(file + " is a Git LFS pointer and not the file itself, which was never"
                        + " downloaded: run git lfs install and git lfs pull in its folder, or download the file");
            }
        }
    }

    private static boolean isPointer(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(START.length()), StandardCharsets.US_ASCII).equals(START);
        }
    }
}
