package io.weibosentiment.run;

import java.time.Clock;
import org.apache.spark.sql.SparkSession;

/**
 * What a command runs in.
 *
 * @param spark the Spark session
 * @param console where the user sees the run's progress
 * @param stop ends the run early if asked to
 * @param clock the clock of this process
 */
public record Session(SparkSession spark, Console console, StopSignal stop, Clock clock) {

    /** A session on the system's clock. */
    public Session(SparkSession spark, Console console, StopSignal stop) {
        this(spark, console, stop, Clock.systemUTC());
    }
}
