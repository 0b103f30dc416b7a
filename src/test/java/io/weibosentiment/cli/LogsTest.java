package io.weibosentiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.Filter;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code conf/log4j2.properties} keeps off the console, and what it leaves there. */
class LogsTest {

    private final LoggerContext context = Configurator.initialize(
            "logs-test",
            getClass().getClassLoader(),
            Path.of("conf/log4j2.properties").toUri());

    @AfterEach
    void close() {
        context.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            org.apache.spark.util.Utils | Your hostname, vm, resolves to a loopback address: 127.0.0.1; using 10.0.2.2 instead (on interface eth0)
            org.apache.spark.util.Utils | Set SPARK_LOCAL_IP if you need to bind to another address
            org.apache.spark.util.SparkStringUtils | Truncated the string representation of a plan since it was too large.
            org.apache.spark.sql.catalyst.util.SparkStringUtils | Truncated the string representation of a plan since it was too large.
            org.apache.hadoop.util.NativeCodeLoader | Unable to load native-hadoop library for your platform... using builtin-java classes where applicable
            """)
    void warnings_that_nobody_can_act_on_are_not_shown(String logger, String message) {
        assertThat(isShown(logger, message)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            org.apache.spark.util.Utils | Service 'SparkUI' could not bind on port 4040. Attempting port 4041.
            org.apache.spark.scheduler.TaskSetManager | Lost task 0.0 in stage 1.0
            org.apache.spark.scheduler.TaskSchedulerImpl | Initial job has not accepted any resources
            org.apache.hadoop.hdfs.DFSClient | Failed to connect to a data node
            """)
    void warnings_that_operators_need_are_shown(String logger, String message) {
        assertThat(isShown(logger, message)).isTrue();
    }

    @Test
    void errors_of_quiet_loggers_are_shown() {
        LoggerConfig config = context.getConfiguration().getLoggerConfig("org.apache.hadoop.util.NativeCodeLoader");
        assertThat(config.getLevel().isMoreSpecificThan(Level.WARN)).isTrue();
        assertThat(config.getLevel()).isEqualTo(Level.ERROR);
    }

    private boolean isShown(String logger, String message) {
        LoggerConfig config = context.getConfiguration().getLoggerConfig(logger);
        Log4jLogEvent event = Log4jLogEvent.newBuilder()
                .setLoggerName(logger)
                .setLevel(Level.WARN)
                .setMessage(new SimpleMessage(message))
                .build();
        boolean isDenied = config.getFilter() != null && config.getFilter().filter(event) == Filter.Result.DENY;
        return Level.WARN.isMoreSpecificThan(config.getLevel()) && !isDenied;
    }
}
