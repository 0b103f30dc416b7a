package io.weibosentiment;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** The data, models and reference results that stand beside the project on some machines. */
public final class SharedFiles {

    private static final Path FOLDER = Path.of("..", "shared");

    private SharedFiles() {}

    /** The file or folder at {@code relative}; the test that asks is skipped where it is absent. */
    public static Path require(String relative) {
        Path path = FOLDER.resolve(relative);
        Assumptions.assumeTrue(Files.exists(path), "../shared is absent");
        return path;
    }
}
