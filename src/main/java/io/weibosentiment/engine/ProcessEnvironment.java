package io.weibosentiment.engine;

import com.sun.jna.Function;
import com.sun.jna.Platform;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sets environment variables for native code; Java itself still sees the environment it was started with. */
final class ProcessEnvironment {

    private static final Logger LOG = LoggerFactory.getLogger(ProcessEnvironment.class);
    private static final int OVERWRITE = 1;
    private static final int KEEP = 0;

    private ProcessEnvironment() {}

    /** Sets each variable, replacing any value it has. */
    static void set(Map<String, String> variables) {
        variables.forEach((name, value) -> set(name, value, OVERWRITE));
    }

    /** Sets each variable that is not set yet. */
    static void setDefaults(Map<String, String> variables) {
        variables.forEach((name, value) -> set(name, value, KEEP));
    }

    private static void set(String name, String value, int overwrite) {
        if (Platform.isWindows()) {
            LOG.debug("{} can only be set before the process starts on Windows", name);
            return;
        }
        int status = Function.getFunction("c", "setenv").invokeInt(new Object[] {name, value, overwrite});
        if (status != 0) {
            LOG.warn("could not set {}={} for native code; set it in the executors' environment", name, value);
        }
    }
}
