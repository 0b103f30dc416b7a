package io.weibosentiment.submit;

import io.weibosentiment.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The local files that a command names, prepared for a driver on the cluster. YARN and Kubernetes copy them into its
 * working folder, under their names. A standalone cluster copies nothing, so its workers must have them at the same
 * path.
 */
public final class Shipment {

    /**
     * The characters that Spark reads as a pattern or a separator in the paths of {@code --jars} and {@code --files}.
     */
    private static final Pattern SPECIAL = Pattern.compile("[\\[\\]{}*?,\\\\#]");

    private static final Pattern INCLUDE =
            Pattern.compile("(?m)^\\s*include\\s+(\"|file\\s*\\(|required\\s*\\((?!\\s*(url|classpath)))");

    private final boolean carries;
    private final Path stage;
    private final Map<String, Path> files = new LinkedHashMap<>();

    /**
     * An empty shipment.
     *
     * @param manager the kind of cluster
     * @param stage an empty folder that lasts until spark-submit ends
     */
    public Shipment(String manager, Path stage) {
        this.carries = !manager.equals("spark");
        this.stage = stage;
    }

    /**
     * Adds a file.
     *
     * @param what the file's name in messages, such as {@code --config}
     * @param file the file as the user named it: a local path, with or without {@code file:}
     * @return its name on the driver
     * @throws InvalidInputException if it cannot be read or sent
     */
    public String add(String what, String file) {
        Path path =
                Path.of(file.replaceFirst("^file:(//)?", "")).toAbsolutePath().normalize();
        if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
            throw new InvalidInputException(what + " " + file
                    + ": there is no such file that can be read on this host; expected a"
                    + " local file, which is sent to the driver, or a URI such as hdfs://host/path/"
                    + path.getFileName());
        }
        if (!carries) {
            return path.toString();
        }
        String name = String.valueOf(path.getFileName());
        if (SPECIAL.matcher(name).find()) {
            throw new InvalidInputException(what + " " + file + ": found one of []{}*?,\\# in the file's name, which"
                    + " Spark's --files cannot send to the driver; rename it");
        }
        Path other = files.putIfAbsent(name, path);
        if (other != null && !other.equals(path)) {
            throw new InvalidInputException(what + " " + file + ": " + other
                    + " has the same name, and both have to be sent to the driver's working folder; rename one");
        }
        return name;
    }

    /**
     * As {@link #add}, for a configuration file; one that includes others is refused, because those would not be sent.
     */
    public String addConfiguration(String what, String file) {
        String name = add(what, file);
        if (carries && INCLUDE.matcher(text(files.get(name))).find()) {
            throw new InvalidInputException(
                    what + " " + file + ": it includes other files, which are not sent to the driver"
                            + " on the cluster; put everything into one file, or use a URI that the cluster can read");
        }
        return name;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new InvalidInputException(file + " cannot be read: " + e + "; expected text in UTF-8", e);
        }
    }

    /** The paths of the files, for {@code --files}. */
    public List<String> paths() throws IOException {
        List<String> paths = new ArrayList<>();
        for (Path file : files.values()) {
            paths.add(plain(file));
        }
        return Collections.unmodifiableList(paths);
    }

    /**
     * The path of {@code file}, or, if Spark would read it as a pattern or a list, the URI of a link to it: a link
     * named by its path would be resolved by Spark.
     */
    public String plain(Path file) throws IOException {
        Path path = file.toAbsolutePath();
        if (!SPECIAL.matcher(path.toString()).find()) {
            return path.toString();
        }
        Path link = Files.createTempDirectory(stage, "link").resolve(path.getFileName());
        return Files.createSymbolicLink(link, path).toUri().toString();
    }
}
