package io.weibosentiment.util;

import io.weibosentiment.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The user that this process runs as, as the host's list of users tells. */
public final class ProcessUser {

    /** What Java calls a user without a name. */
    private static final String UNNAMED = "?";

    private static final Path SELF = Path.of("/proc/self");

    private ProcessUser() {}

    /**
     * Makes sure that the user has a name, without which Hadoop cannot tell who reads and writes files.
     *
     * @throws InvalidInputException if it has none
     */
    public static void requireName() {
        requireName(System.getProperty("user.name", UNNAMED));
    }

    static void requireName(String name) {
        if (name.isBlank() || name.equals(UNNAMED)) {
            throw new InvalidInputException(
                    "this process runs as " + id() + ", which has no name on this host, and Hadoop"
                            + " needs one: add a line for it to /etc/passwd, as the entry point of Spark's images does, or run as"
                            + " a user that is listed there");
        }
    }

    private static String id() {
        try {
            return "user id " + Files.getAttribute(SELF, "unix:uid");
        } catch (IOException | UnsupportedOperationException e) {
            return "a user id";
        }
    }
}
