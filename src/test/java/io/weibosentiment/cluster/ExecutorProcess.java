package io.weibosentiment.cluster;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * A Java process on this machine whose threads can be watched, so that a fault can strike it in the middle of
 * something.
 *
 * @param handle the process
 * @param connector the connection to it
 * @param threads its threads
 */
record ExecutorProcess(ProcessHandle handle, JMXConnector connector, ThreadMXBean threads) implements AutoCloseable {

    /** What a process is doing, told from the stack of one of its threads. */
    enum Doing {
        LOADING_THE_MODEL("io.weibosentiment.inference.BundleLoader"),
        SCORING("io.weibosentiment.inference.TaskPredictor"),
        WRITING("org.apache.spark.sql.execution.datasources.SingleDirectoryDataWriter");

        private final String className;

        Doing(String className) {
            this.className = className;
        }

        private boolean shows(ThreadInfo thread) {
            return Arrays.stream(thread.getStackTrace())
                    .anyMatch(frame -> frame.getClassName().equals(className));
        }
    }

    /** Connects to a Java process of the same user. */
    @SuppressWarnings("BanJNDI") // the address is one that this machine's own Java gave
    static ExecutorProcess of(ProcessHandle handle) throws IOException {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(handle.pid()));
            try {
                JMXServiceURL address = new JMXServiceURL(machine.startLocalManagementAgent());
                JMXConnector connector = JMXConnectorFactory.connect(address);
                return new ExecutorProcess(
                        handle,
                        connector,
                        ManagementFactory.newPlatformMXBeanProxy(
                                connector.getMBeanServerConnection(),
                                ManagementFactory.THREAD_MXBEAN_NAME,
                                ThreadMXBean.class));
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException e) {
            throw new IOException("cannot connect to process " + handle.pid(), e);
        }
    }

    /** Whether one of its threads is in the middle of {@code what}. */
    boolean is(Doing what) {
        return Arrays.stream(threads.dumpAllThreads(false, false)).anyMatch(what::shows);
    }

    @Override
    public void close() {
        try {
            connector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
