package io.weibosentiment.cli;

import io.weibosentiment.config.ConfigLoader;
import java.net.URI;
import java.net.URL;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.DefaultConfiguration;

/** Keeps Spark's own log off the console, without hiding its warnings and errors. */
final class Logs {

    private static final String OURS = "io.weibosentiment";

    /** Selects the console appender of {@code log4j2.properties}: brief, without stack traces, or full. */
    private static final String CONSOLE = "weibo-sentiment.console";

    /** As in {@code log4j2.properties}: these warn in every run, and nothing can be done about it. */
    private static final List<String> USELESS_WARNINGS = List.of(
            "org.apache.hadoop.util.NativeCodeLoader",
            "org.apache.spark.util.SparkStringUtils",
            "org.apache.spark.sql.catalyst.util.SparkStringUtils",
            "org.apache.spark.sql.execution.window.WindowExec");

    private Logs() {}

    /** Sets the levels; if Log4j is not configured yet, with the bundled {@code log4j2.properties}. */
    static void setUp(boolean verbose) {
        if (System.getProperty("log4j2.configurationFile") != null
                || System.getProperty("log4j.configurationFile") != null) {
            return; // a file that the user chose is used as it is
        }
        System.setProperty(CONSOLE, verbose ? "full" : "brief");
        LoggerContext context = (LoggerContext) LogManager.getContext(false);
        URL bundled = ConfigLoader.class.getResource("log4j2.properties");
        if (context.getConfiguration() instanceof DefaultConfiguration && bundled != null) {
            Configurator.reconfigure(URI.create(bundled.toString()));
        } else {
            context.reconfigure(); // it may be our own file, read before the property was set
            Configurator.setRootLevel(Level.WARN);
            Configurator.setLevel(OURS, Level.INFO);
        }
        USELESS_WARNINGS.forEach(name -> Configurator.setLevel(name, Level.ERROR));
        if (verbose) {
            Configurator.setRootLevel(Level.INFO);
        }
    }
}
