package io.weibosentiment.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weibosentiment.cluster.HdfsCluster;
import io.weibosentiment.config.ConfigLoader;
import io.weibosentiment.config.ConfigSources;
import io.weibosentiment.model.TinyBundle;
import io.weibosentiment.output.RunFolders;
import io.weibosentiment.report.Language;
import io.weibosentiment.report.ShownRun;
import io.weibosentiment.run.RunSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.protocol.HdfsConstants.SafeModeAction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page beside tables on HDFS. */
class ReportOnHdfsIT {

    @TempDir
    Path folder;

    private RunSummary score(String tables) throws IOException {
        Path comments = Files.writeString(
                folder.resolve("comments.csv"), "post,blogger,text,time\np,b,好看,2025-03-01 12:00:00\n");
        List<String> settings = List.of(
                "input.paths=[\"" + comments + "\"]",
                "input.columns.post-id=post",
                "input.columns.blogger-id=blogger",
                "input.columns.text=text",
                "input.columns.comment-time=time",
                "model.bundle=" + TinyBundle.path(),
                "model.precision=float32",
                "output.report-language=zh",
                "output.dir=\"" + tables + "\"");
        return ScoreJob.run(
                new ConfigLoader(Map.of()).load(new ConfigSources(List.of(), settings, Optional.empty())),
                QuietSession.open());
    }

    @Test
    void shows_the_current_run_and_stays_whole_where_nothing_can_be_written() throws IOException {
        try (HdfsCluster hdfs = HdfsCluster.start()) {
            String tables = hdfs.path("/tables");
            org.apache.hadoop.fs.Path page = new org.apache.hadoop.fs.Path(tables, "report.html");
            RunSummary first = score(tables);
            RunSummary second = score(tables);
            assertThat(second.warnings()).isEmpty();
            assertThat(shown(page)).contains(new ShownRun(second.manifest().run(), Language.ZH));

            RunFolders runs = RunFolders.of(tables, new Configuration());
            runs.rollBack(Optional.empty(), Instant.now());
            ReportJob.afterRollBack(runs, QuietSession.console());
            assertThat(shown(page)).contains(new ShownRun(first.manifest().run(), Language.ZH));

            ReportJob.run(tables, page, Language.EN);
            assertThat(shown(page)).contains(new ShownRun(first.manifest().run(), Language.EN));
            assertThat(hdfs.list("/tables")).noneMatch(name -> name.startsWith(".report"));

            hdfs.safeMode(SafeModeAction.SAFEMODE_ENTER);
            assertThatThrownBy(() -> ReportJob.run(tables, page, Language.ZH))
                    .hasMessageContaining(first.manifest().run())
                    .hasMessageContaining("report.html")
                    .hasMessageContaining("safe mode");
            assertThat(shown(page)).contains(new ShownRun(first.manifest().run(), Language.EN));
            hdfs.safeMode(SafeModeAction.SAFEMODE_LEAVE);
        }
    }

    private static Optional<ShownRun> shown(org.apache.hadoop.fs.Path page) throws IOException {
        return ShownRun.in(page, new Configuration());
    }
}
