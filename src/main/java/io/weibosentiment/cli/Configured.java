package io.weibosentiment.cli;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.config.ConfigLoader;
import io.weibosentiment.config.JobConfig;

/** A command with a configuration. */
interface Configured {

    /**
     * The configuration that the command was given.
     *
     * @throws InvalidInputException with every problem found, if the command does not go on with any
     */
    JobConfig config(ConfigLoader loader);
}
