package io.weibosentiment.cli;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.erasure.ErasedId;
import io.weibosentiment.erasure.IdKind;
import io.weibosentiment.job.EraseRequest;
import io.weibosentiment.util.HadoopSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A file of ids to be erased: on each line a kind and an id; empty lines and those that begin with # are left out. */
final class ErasureFile {

    private static final Map<String, IdKind> KINDS = new LinkedHashMap<>();

    static {
        KINDS.put("comment", IdKind.COMMENT);
        KINDS.put("post", IdKind.POST);
        KINDS.put("blogger", IdKind.BLOGGER);
        KINDS.put("user-hash", IdKind.USER);
    }

    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final int MOST_PROBLEMS = 20;

    private ErasureFile() {}

    /**
     * The ids in the file at {@code path}: local, or a URI of any Hadoop file system.
     *
     * @param problems what is wrong with lines of it is added to these
     * @throws InvalidInputException if it cannot be read
     */
    static Set<ErasedId> read(String path, List<String> problems) {
        Set<ErasedId> ids = new LinkedHashSet<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(open(path), StandardCharsets.UTF_8))) {
            long number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                String text = line.replace(BYTE_ORDER_MARK, "").strip();
                if (!text.isEmpty() && !text.startsWith("#") && problems.size() < MOST_PROBLEMS) {
                    add(text, "--from-file " + path + ", line " + number, ids, problems);
                }
            }
        } catch (IOException e) {
            throw new InvalidInputException(
                    "--from-file " + path + ": cannot be read (" + e.getMessage()
                            + "); expected a local file or a URI such as hdfs://host/path/ids.txt",
                    e);
        }
        return ids;
    }

    private static void add(String line, String origin, Set<ErasedId> ids, List<String> problems) {
        String[] parts = line.split("[\\s,:=]+", 2);
        if (parts.length < 2 || !KINDS.containsKey(parts[0])) {
            problems.add(origin + ": found '" + line + "'; expected a kind (" + String.join(", ", KINDS.keySet())
                    + ") and an id, such as: comment 4923456789012345");
            return;
        }
        try {
            ids.add(EraseRequest.id(KINDS.get(parts[0]), parts[1], origin));
        } catch (InvalidInputException e) {
            problems.addAll(e.problems());
        }
    }

    private static InputStream open(String path) throws IOException {
        if (!path.contains("://")) {
            return Files.newInputStream(Path.of(path));
        }
        org.apache.hadoop.fs.Path remote = new org.apache.hadoop.fs.Path(URI.create(path));
        return remote.getFileSystem(HadoopSettings.ofProcess()).open(remote);
    }
}
