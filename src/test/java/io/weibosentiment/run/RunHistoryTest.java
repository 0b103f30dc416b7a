package io.weibosentiment.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.weibosentiment.Attempt;
import io.weibosentiment.Manifests;
import io.weibosentiment.TestSpark;
import io.weibosentiment.config.OutputConfig;
import io.weibosentiment.output.Lease;
import io.weibosentiment.output.OutputFolder;
import io.weibosentiment.output.RunFolders;
import io.weibosentiment.output.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunHistoryTest {

    private final SparkSession spark = TestSpark.session();

    @TempDir
    Path dir;

    @Test
    void has_a_row_for_each_run_also_of_those_that_are_gone() throws IOException {
        publish("1", 2);
        publish("2", 2);
        publish("3", 2);
        assertThat(runs()).containsExactly("1", "2", "3");
        assertThat(dir.resolve("runs/1")).doesNotExist();
    }

    @Test
    void keeps_the_rows_of_runs_that_were_rolled_back() throws IOException {
        publish("1", 7);
        publish("2", 7);
        RunFolders.of(dir.toString(), new Configuration()).rollBack(Optional.empty(), Instant.now());
        publish("3", 7);
        assertThat(runs()).containsExactly("1", "2", "3");
    }

    private void publish(String run, int keep) throws IOException {
        OutputConfig config = new OutputConfig(
                dir.toString(),
                false,
                false,
                Optional.empty(),
                "zstd",
                1_000_000,
                keep,
                0,
                0,
                120,
                false,
                false,
                Optional.empty(),
                true,
                "auto");
        Lease.Holder holder =
                new Lease.Holder(run, new Attempt("test", 0), Manifests.of(run).started());
        try (OutputFolder output = OutputFolder.open(spark, config, holder, () -> {})) {
            RunHistory.write(spark, output, Manifests.of(run));
            output.publish(Manifests.of(run, Table.RUN_HISTORY));
        }
    }

    private List<String> runs() {
        return spark.read()
                .parquet(dir.resolve(Table.RUN_HISTORY.folder()).toString())
                .select("run")
                .as(Encoders.STRING())
                .collectAsList();
    }
}
