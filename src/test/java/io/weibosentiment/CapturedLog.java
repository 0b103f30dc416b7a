package io.weibosentiment;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/** Everything that anybody in this JVM logs at INFO and above, with stack traces and context, until it is closed. */
public final class CapturedLog implements AutoCloseable {

    private final LoggerContext context;
    private final Map<LoggerConfig, Level> levels = new HashMap<>();
    private final Lines lines = new Lines();

    private CapturedLog(LoggerContext context) {
        this.context = context;
    }

    /** Begins to listen; loggers that are set to less than INFO tell INFO meanwhile. */
    public static CapturedLog start() {
        TestSpark.session(); // which configures Log4j when it is the first
        CapturedLog log = new CapturedLog((LoggerContext) LogManager.getContext(false));
        log.lines.start();
        for (LoggerConfig logger : log.context.getConfiguration().getLoggers().values()) {
            log.levels.put(logger, logger.getLevel());
            if (!logger.getLevel().isLessSpecificThan(Level.INFO)) {
                logger.setLevel(Level.INFO);
            }
        }
        log.context.getConfiguration().getRootLogger().addAppender(log.lines, Level.INFO, null);
        log.context.updateLoggers();
        return log;
    }

    /** The lines so far, each with its logger, message, context and stack trace. */
    public List<String> lines() {
        return List.copyOf(lines.told);
    }

    @Override
    public void close() {
        context.getConfiguration().getRootLogger().removeAppender(lines.getName());
        levels.forEach(LoggerConfig::setLevel);
        context.updateLoggers();
        lines.stop();
    }

    /** Keeps what is logged. */
    private static final class Lines extends AbstractAppender {

        private final Queue<String> told = new ConcurrentLinkedQueue<>();

        Lines() {
            super("captured", null, null, false, Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            StringWriter line = new StringWriter();
            line.append(event.getLoggerName()).append(' ');
            line.append(event.getMessage().getFormattedMessage()).append(' ');
            line.append(String.valueOf(event.getContextData()));
            if (event.getThrown() != null) {
                event.getThrown().printStackTrace(new PrintWriter(line, true));
            }
            told.add(line.toString());
        }
    }
}
