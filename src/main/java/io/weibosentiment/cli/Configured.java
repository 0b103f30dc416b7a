package io.weibosentiment.cli;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.config.ConfigLoader;
import io.weibosentiment.config.JobConfig;

/** A command with a configuration. */
interface Configured {

    /**
     * The configuration of the command.
     *
     * @throws InvalidInputException with all problems found, unless the command reports problems in another way
     */
    JobConfig config(ConfigLoader loader);
}
