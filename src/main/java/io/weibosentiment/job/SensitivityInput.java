package io.weibosentiment.job;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.config.ConfigLoader;
import io.weibosentiment.config.ConfigSources;
import io.weibosentiment.config.InputConfig;
import io.weibosentiment.config.JobConfig;
import io.weibosentiment.config.OutputConfig;
import io.weibosentiment.config.Setting;
import io.weibosentiment.output.PublishedRun;
import io.weibosentiment.output.RunFolders;
import io.weibosentiment.output.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * The run whose cells are held against alternatives.
 *
 * @param run the current run of an output folder
 * @param config its own configuration, with what the user changed
 * @param isAsPublished whether nothing was changed that its tables depend on
 */
public record SensitivityInput(PublishedRun run, JobConfig config, boolean isAsPublished) {

    private static final String AGGREGATE = "aggregate.";
    private static final String INPUT = "input.";

    /**
     * Finds the current run and its configuration.
     *
     * @param dir the output folder
     * @param changes settings that take the place of the run's own, highest precedence first
     * @throws InvalidInputException if there is no run with tables of windows, or a setting is bad
     */
    public static SensitivityInput of(String dir, List<Setting> changes, Configuration hadoop, ConfigLoader loader) {
        PublishedRun run = current(dir, hadoop);
        if (!run.has(Table.BLOGGER_WINDOW_SENTIMENT)) {
            throw new InvalidInputException("run " + run.id() + " in '" + dir + "' has no "
                    + Table.BLOGGER_WINDOW_SENTIMENT.folder() + "; expected a run of score or aggregate");
        }
        JobConfig own = config(run, dir, List.of(), loader);
        JobConfig changed = config(run, dir, changes, loader);
        return new SensitivityInput(run, changed, changed.aggregate().equals(own.aggregate()));
    }

    private static PublishedRun current(String dir, Configuration hadoop) {
        try {
            return RunFolders.of(dir, hadoop).all().stream()
                    .filter(PublishedRun::isCurrent)
                    .findFirst()
                    .orElseThrow(() -> new InvalidInputException("'" + dir + "' has no current run; expected the output"
                            + " folder of score or aggregate, with the manifest.json that names it"));
        } catch (IOException e) {
            throw new InvalidInputException("'" + dir + "' cannot be read: " + e.getMessage(), e);
        }
    }

    private static JobConfig config(PublishedRun run, String dir, List<Setting> changes, ConfigLoader loader) {
        List<Setting> settings = new ArrayList<>(changes);
        boolean readsInput = !run.has(Table.COMMENT_SCORES);
        settings.add(OutputConfig.DIR.set(dir));
        settings.add(InputConfig.MAX_REJECTED.set("100%")); // the run has decided on its rows
        for (Map.Entry<String, Object> setting : run.manifest().configuration().entrySet()) {
            String key = setting.getKey();
            if (key.startsWith(AGGREGATE)
                    || key.equals("policy")
                    || key.equals("output.compression")
                    || (readsInput && key.startsWith(INPUT) && !key.equals(InputConfig.MAX_REJECTED.toString()))) {
                settings.add(new Setting(key, setting.getValue(), "manifest of run " + run.id()));
            }
        }
        return loader.load(new ConfigSources(settings, List.of(), Optional.empty()));
    }
}
