package io.weibosentiment.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.weibosentiment.SharedFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Input, model and output on HDFS, scored by executors of a standalone cluster. */
class HdfsIT {

    private static final String COMMENTS = "data/weibo-comments/dynamics/comment1783497251xiaomi.jsonl.gz";

    @TempDir
    private Path folder;

    @Test
    void reads_imports_and_publishes_on_hdfs_as_on_local_disk() throws Exception {
        Path checkpoint = SharedFiles.require("models/weibo-bert-mini");
        Path comments = SharedFiles.require(COMMENTS);
        Path localBundle = folder.resolve("mini.zip");
        Path localOutput = folder.resolve("local");
        InProcess.of(List.of("import-model", "--from", checkpoint.toString(), "--to", localBundle.toString()))
                .endedWith(0);
        InProcess.of(score(comments.toString(), localBundle.toString(), localOutput.toString()))
                .endedWith(0);

        StandaloneCluster cluster = StandaloneCluster.shared();
        try (HdfsCluster hdfs = HdfsCluster.start()) {
            String input = hdfs.put(comments, "/crawl/" + comments.getFileName());
            String from = hdfs.put(checkpoint, "/checkpoints/mini");
            cluster.submit(List.of("import-model", "--from", from, "--to", hdfs.path("/models/mini")), Map.of())
                    .endedWith(0);
            cluster.submit(score(input, hdfs.path("/models/mini"), hdfs.path("/out")), Map.of())
                    .endedWith(0);

            assertThat(hdfs.list("/out")).contains("manifest.json").doesNotContain("_staging");
            hdfs.get("/out", folder.resolve("remote"));
        }
        try (Output expected = new Output(localOutput);
                Output actual = new Output(folder.resolve("remote"))) {
            actual.addsUp();
            actual.equalsUpTo(expected, 1e-5);
        }
    }

    private static List<String> score(String input, String model, String output) {
        return List.of(
                "score",
                "--input",
                input,
                "--preset",
                "dynamics",
                "--model",
                model,
                "--precision",
                "float32",
                "--output",
                output);
    }
}
