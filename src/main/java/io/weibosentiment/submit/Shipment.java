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
 * Local files that a command names, made ready for a driver that runs elsewhere: YARN and Kubernetes carry them into its
 * working folder, under their names; a standalone cluster carries nothing, so its workers must see them where they are.
 */
public final class Shipment {

    /** What Spark takes for a pattern or a separator in the paths of {@code --jars} and {@code --files}. */
    private static final Pattern SPECIAL = Pattern.compile("[\\[\\]{}*?,\\\\#]");

    private static final Pattern INCLUDE =
            Pattern.compile("(?m)^\\s*include\\s+(\"|file\\s*\\(|required\\s*\\((?!\\s*(url|classpath)))");

    private final boolean carries;
    private final Path stage;
    private final Map<String, Path> files = new LinkedHashMap<>();

    /**
     * Nothing yet.
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
     * @param what names the file in messages, such as {@code --config}
     * @param file the file as the user named it: a local path, or one with {@code file:} before it
     * @return what the driver is to call it
     * @throws InvalidInputException if it cannot be read or carried
     */
    public String add(String what, String file) {
        Path path =
                Path.of(file.replaceFirst("^file:(//)?", "")).toAbsolutePath().normalize();
        if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
            throw new InvalidInputException(what + " " + file
                    + ": there is no such file that can be read on this host; expected a"
                    + " local file, which is sent along, or a URI such as hdfs://host/path/" + path.getFileName());
        }
        if (!carries) {
            return path.toString();
        }
        String name = String.valueOf(path.getFileName());
        if (SPECIAL.matcher(name).find()) {
            throw new InvalidInputException(
                    what + " " + file + ": found a file whose name holds one of []{}*?,\\#, which"
                            + " Spark's --files cannot carry to the driver; rename it");
        }
        Path other = files.putIfAbsent(name, path);
        if (other != null && !other.equals(path)) {
            throw new InvalidInputException(what + " " + file + ": " + other
                    + " has the same name, and both are to be sent" + " to the driver's working folder; rename one");
        }
        return name;
    }

    /** As {@link #add}, for a configuration file: what it includes would not be sent along. */
    public String addConfiguration(String what, String file) {
        String name = add(what, file);
        if (carries && INCLUDE.matcher(text(files.get(name))).find()) {
            throw new InvalidInputException(
                    what + " " + file + ": it includes other files, which are not sent to the driver"
                            + " on the cluster; put all into one file, or name a URI that the cluster can read");
        }
        return name;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new InvalidInputException(file + " cannot be read: " + e + "; expected a text in UTF-8", e);
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
     * The path of {@code file}; where Spark would take it for a pattern or a list, the address of a link to it. Spark
     * follows a link that is named by its path.
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
