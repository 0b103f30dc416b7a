package io.weibosentiment.run;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.files.LocalFolders;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.SparkConf;

/** Spark's scratch folders on this host; without one that can be written, Spark ends the process with a code of its own. */
final class ScratchFolders {

    private static final String SETTING = "spark.local.dir";
    private static final String ENVIRONMENT = "SPARK_LOCAL_DIRS";

    /** Set where YARN or a worker gives a process its folders. */
    private static final String[] MANAGED = {"LOCAL_DIRS", "SPARK_EXECUTOR_DIRS"};

    private ScratchFolders() {}

    /**
     * Makes sure that Spark can write to one of its scratch folders.
     *
     * @throws InvalidInputException if it can write to none
     */
    static void require(SparkConf conf, Map<String, String> environment) {
        for (String managed : MANAGED) {
            if (environment.containsKey(managed)) {
                return;
            }
        }
        String folders = Optional.ofNullable(environment.get(ENVIRONMENT))
                .orElseGet(() -> conf.get(SETTING, System.getProperty("java.io.tmpdir")));
        String why = "";
        for (String folder : folders.split(",", -1)) {
            try {
                LocalFolders.requireWritable(Path.of(folder.strip()));
                return;
            } catch (IOException | InvalidPathException e) {
                why = e.toString();
            }
        }
        throw new InvalidInputException("Spark's scratch folder '" + folders + "' cannot be written: " + why + "; set "
                + ENVIRONMENT + " to a writable folder on a local disk");
    }
}
