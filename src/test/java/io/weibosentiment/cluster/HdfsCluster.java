package io.weibosentiment.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.hdfs.protocol.HdfsConstants;

/** HDFS on the loopback interface: a name node and data nodes in this JVM. */
public final class HdfsCluster implements AutoCloseable {

    private final MiniDFSCluster cluster;
    private final DistributedFileSystem files;

    private HdfsCluster(MiniDFSCluster cluster) throws IOException {
        this.cluster = cluster;
        this.files = cluster.getFileSystem();
    }

    /** Starts HDFS with one data node and its data in a new folder below {@code target}. */
    public static HdfsCluster start() throws IOException {
        return start(1);
    }

    /** Starts HDFS with {@code dataNodes} data nodes. */
    public static HdfsCluster start(int dataNodes) throws IOException {
        Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
        Configuration configuration = new Configuration();
        configuration.set(
                MiniDFSCluster.HDFS_MINIDFS_BASEDIR,
                Files.createTempDirectory(target, "hdfs").toString());
        configuration.set("dfs.permissions.enabled", "false");
        return new HdfsCluster(new MiniDFSCluster.Builder(configuration)
                .numDataNodes(dataNodes)
                .build());
    }

    /** The {@code hdfs://} path of {@code absolute}. */
    public String path(String absolute) {
        return files.getUri() + absolute;
    }

    /** Copies a local file or folder in; returns its {@code hdfs://} path. */
    public String put(Path local, String absolute) throws IOException {
        files.copyFromLocalFile(new org.apache.hadoop.fs.Path(local.toUri()), new org.apache.hadoop.fs.Path(absolute));
        return path(absolute);
    }

    /** Copies a file or folder out to {@code local}. */
    public Path get(String absolute, Path local) throws IOException {
        files.copyToLocalFile(new org.apache.hadoop.fs.Path(absolute), new org.apache.hadoop.fs.Path(local.toUri()));
        return local;
    }

    /** The names in a folder, hidden ones too. */
    public List<String> list(String absolute) throws IOException {
        return Arrays.stream(files.listStatus(new org.apache.hadoop.fs.Path(absolute)))
                .map(status -> status.getPath().getName())
                .sorted()
                .toList();
    }

    /** How many files there are whose path ends with {@code end}, below a folder, which need not exist. */
    public long count(String absolute, String end) throws IOException {
        org.apache.hadoop.fs.Path folder = new org.apache.hadoop.fs.Path(absolute);
        if (!files.exists(folder)) {
            return 0;
        }
        long count = 0;
        RemoteIterator<LocatedFileStatus> below = files.listFiles(folder, true);
        while (below.hasNext()) {
            count += below.next().getPath().toString().endsWith("/" + end) ? 1 : 0;
        }
        return count;
    }

    /**
     * Lets the name node refuse every change ({@code SAFEMODE_ENTER}), or accept them again ({@code SAFEMODE_LEAVE}).
     */
    public void safeMode(HdfsConstants.SafeModeAction action) throws IOException {
        cluster.getNameNodeRpc().setSafeMode(action, false);
    }

    /** Stops the name node and starts it again. */
    public void restartNameNode() throws IOException {
        cluster.restartNameNode();
        cluster.waitActive();
    }

    /**
     * Stops a data node for good, once the name node knows as many copies of each block as there should be: after a
     * restart, or while blocks are still being copied, the lost node's copy could be the only one known.
     */
    public void loseDataNode(int number) throws IOException, InterruptedException {
        cluster.triggerBlockReports();
        while (files.getLowRedundancyBlocksCount() > 0) {
            Thread.sleep(20);
        }
        cluster.stopDataNode(number);
    }

    /** Lets a folder grow no further than {@code bytes}, copies counted: what is written beyond finds the disk full. */
    public void limit(String absolute, long bytes) throws IOException {
        files.setQuota(new org.apache.hadoop.fs.Path(absolute), HdfsConstants.QUOTA_DONT_SET, bytes);
    }

    @Override
    public void close() {
        try {
            files.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            cluster.shutdown();
        }
    }
}
