package io.weibosentiment.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weibosentiment.InvalidInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchFoldersTest {

    @TempDir
    private Path folder;

    private Path unwritable;
    private final SparkConf conf = new SparkConf(false);

    @BeforeEach
    void makeFolderThatNobodyCanWriteTo() throws Exception {
        unwritable = Files.createFile(folder.resolve("file")).resolve("scratch");
    }

    @Test
    void names_a_folder_that_cannot_be_written_and_what_to_set() {
        conf.set("spark.local.dir", unwritable.toString());

        assertThatThrownBy(() -> ScratchFolders.require(conf, Map.of()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(unwritable.toString())
                .hasMessageContaining("cannot be written")
                .hasMessageContaining("SPARK_LOCAL_DIRS");
    }

    @Test
    void the_environment_stands_above_the_setting_and_one_folder_that_can_be_written_is_enough() throws Exception {
        conf.set("spark.local.dir", unwritable.toString());
        Path writable = folder.resolve("scratch");

        ScratchFolders.require(conf, Map.of("SPARK_LOCAL_DIRS", unwritable + "," + writable));

        assertThat(writable).isEmptyDirectory();
    }

    @Test
    void leaves_the_folders_of_a_cluster_to_it() {
        conf.set("spark.local.dir", unwritable.toString());

        ScratchFolders.require(conf, Map.of("LOCAL_DIRS", unwritable.toString()));
    }
}
