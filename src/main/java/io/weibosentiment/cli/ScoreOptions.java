package io.weibosentiment.cli;

import io.weibosentiment.config.AggregateConfig;
import io.weibosentiment.config.ConfigSources;
import io.weibosentiment.config.InputConfig;
import io.weibosentiment.config.JobConfig;
import io.weibosentiment.config.LabelsConfig;
import io.weibosentiment.config.ModelConfig;
import io.weibosentiment.config.OutputConfig;
import io.weibosentiment.config.PostSelection;
import io.weibosentiment.config.PostsConfig;
import io.weibosentiment.config.ScoringConfig;
import io.weibosentiment.config.Setting;
import io.weibosentiment.config.TableFilters;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of a scoring run, and of the commands that check it before and verify it afterwards. */
final class ScoreOptions {

    @Mixin
    private final KeyOptions keys = new KeyOptions(
            InputConfig.PATHS,
            OutputConfig.DIR,
            TableFilters.COMMENTS,
            InputConfig.PRESET,
            PostsConfig.PATHS,
            PostSelection.TOPIC,
            PostSelection.BLOGGERS,
            ScoringConfig.POSTS,
            ModelConfig.BUNDLE,
            ModelConfig.PRECISION,
            ModelConfig.DEVICE,
            JobConfig.POLICY,
            AggregateConfig.WINDOWS,
            AggregateConfig.WINDOW_BY,
            AggregateConfig.ZONE,
            AggregateConfig.REPLICATES,
            LabelsConfig.PATHS,
            LabelsConfig.TUNING,
            LabelsConfig.MINIMUM,
            InputConfig.MAX_REJECTED,
            OutputConfig.FAIL_ON_REJECTED,
            ScoringConfig.STORE,
            OutputConfig.IF_CHANGED,
            OutputConfig.WAIT_MINUTES,
            OutputConfig.REPORT_LANGUAGE);

    @Option(names = "--no-report", description = "Makes no page of the run.")
    private boolean isWithoutReport;

    @Mixin
    private ConfigOptions config;

    /** The sources of the run's configuration. */
    ConfigSources sources() {
        List<Setting> settings = new ArrayList<>(keys.settings());
        if (isWithoutReport) {
            settings.add(new Setting(OutputConfig.REPORT.name(), "false", "--no-report"));
        }
        return config.with(settings);
    }
}
