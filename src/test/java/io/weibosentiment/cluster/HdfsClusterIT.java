package io.weibosentiment.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.weibosentiment.TestSpark;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HDFS for tests is one that Spark and this JVM's Hadoop client can read and write. */
class HdfsClusterIT {

    @TempDir
    private Path folder;

    @Test
    void lets_spark_read_and_write_hdfs_paths() throws Exception {
        try (HdfsCluster hdfs = HdfsCluster.start()) {
            String input = hdfs.put(Files.writeString(folder.resolve("in.csv"), "a,1\nb,2\n"), "/in/in.csv");

            TestSpark.session().read().csv(input).toDF("name", "number").write().parquet(hdfs.path("/out/table"));

            hdfs.get("/out", folder.resolve("out"));
            try (Tables tables = new Tables(folder.resolve("out"))) {
                assertThat(tables.rows("table")).extracting("name").containsExactly("a", "b");
            }
        }
    }
}
