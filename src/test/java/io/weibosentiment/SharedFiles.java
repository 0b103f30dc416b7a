package io.weibosentiment;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Files that lie beside the project on some machines; a test that needs one is skipped elsewhere. */
public final class SharedFiles {

    private static final Path ROOT = Path.of("..", "shared");

    private SharedFiles() {}

    /** The file or folder {@code relative} to the shared folder. */
    public static Path require(String relative) {
        Path path = ROOT.resolve(relative);
        Assumptions.assumeTrue(Files.exists(path), "../shared is absent");
        return path;
    }
}
