package io.weibosentiment.output;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.erasure.Erasures;
import io.weibosentiment.files.NestedPaths;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * The folders that a run writes, held against what it reads: a run whose tables lie inside its input reads them as
 * comments the next time.
 *
 * @param output the output folder
 * @param store the score store; empty: the one in the output folder
 */
public record OutputPlace(String output, Optional<String> store) {

    /** Folders of ours in the output folder, besides the tables' links. */
    private static final List<String> OWN = List.of(
            RunFolders.RUNS,
            OutputFolder.STAGING,
            StoppedRuns.REJECTED,
            LocalLinks.CURRENT,
            "store",
            Erasures.FOLDER,
            DerivedTable.SENSITIVITY);

    /**
     * Makes sure that no input holds what the run writes, and that none lies in what earlier runs wrote there.
     *
     * @param inputs files, folders and globs
     * @throws InvalidInputException with each input that does
     */
    public void requireApart(List<Path> inputs, Configuration hadoop) {
        NestedPaths nested = new NestedPaths(hadoop);
        List<String> problems = new ArrayList<>();
        for (Path input : inputs) {
            try {
                problem(input, nested).ifPresent(problems::add);
            } catch (IOException | IllegalArgumentException e) {
                problems.add("input " + shown(input) + " and output '" + output + "' cannot be compared: "
                        + e.getMessage() + "; expected paths on file systems that Hadoop knows");
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
    }

    private Optional<String> problem(Path input, NestedPaths nested) throws IOException {
        for (Path own : own()) {
            if (nested.isInside(input, own)) {
                return Optional.of(
                        "input " + shown(input) + " lies in " + own + ", where runs write and delete; give another"
                                + " output folder (or score store), or copy the input to a place of its own");
            }
            if (nested.isInside(own, input)) {
                return Optional.of(
                        "input " + shown(input) + " holds " + own + ", where the run writes, so that the next run"
                                + " would read it as comments; give an output folder (and a score store) outside of the input,"
                                + " or an input that leaves it out");
            }
        }
        return Optional.empty();
    }

    /** Hadoop writes the current folder as nothing. */
    private static String shown(Path path) {
        return path.toString().isEmpty() ? Path.CUR_DIR : path.toString();
    }

    private List<Path> own() {
        Path root = new Path(output);
        List<Path> own = new ArrayList<>();
        OWN.forEach(name -> own.add(new Path(root, name)));
        Arrays.stream(Table.values()).forEach(table -> own.add(new Path(root, table.folder())));
        store.ifPresent(dir -> own.add(new Path(dir)));
        return own;
    }
}
