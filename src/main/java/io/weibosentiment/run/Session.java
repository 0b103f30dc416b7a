package io.weibosentiment.run;

import java.time.Clock;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/**
 * What a command runs in.
 *
 * @param spark the Spark session
 * @param console where the user sees the run's progress
 * @param stop ends the run early if asked to
 * @param clock the clock of this process
 * @param environment its environment variables
 */
public record Session(
        SparkSession spark, Console console, StopSignal stop, Clock clock, Map<String, String> environment) {

    public Session {
        environment = Map.copyOf(environment);
    }

    /** A session with the clock and the environment of this process. */
    public static Session ofProcess(SparkSession spark, Console console, StopSignal stop) {
        return new Session(spark, console, stop, Clock.systemUTC(), System.getenv());
    }
}
