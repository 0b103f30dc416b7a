package io.weibosentiment.cluster;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * An object store on the loopback interface: a server that speaks S3's protocol, in a process of its own, and Hadoop's
 * {@code s3a} file system on it. It has no folders and cannot rename.
 *
 * @param server the server's process
 * @param port where it listens
 * @param logs the folder with the list of requests it got
 * @param files the file system
 */
record ObjectStore(Process server, int port, Path logs, FileSystem files) implements AutoCloseable {

    private static final String BUCKET = "weibo";
    private static final Duration START = Duration.ofMinutes(2);

    /** Parts of the paths of the jars that Hadoop needs for S3. */
    private static final List<String> CLIENT =
            List.of("/software/amazon/", "/hadoop-aws/", "/httpcomponents/", "/reactivestreams/", "/commons-logging/");

    /** Starts it with its objects in {@code folder}. */
    static ObjectStore start(Path folder) throws IOException, InterruptedException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        Path jar = Path.of(System.getProperty("job.jar")).resolveSibling("object-store/s3-server.jar");
        Process server = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-jar",
                        jar.toString(),
                        "--server.address=127.0.0.1",
                        "--server.port=0",
                        "--com.adobe.testing.s3mock.httpPort=" + port,
                        "--com.adobe.testing.s3mock.store.root="
                                + Files.createDirectories(folder).toAbsolutePath(),
                        "--com.adobe.testing.s3mock.store.initialBuckets=" + BUCKET,
                        "--server.tomcat.basedir=" + folder.resolveSibling("s3-server"),
                        "--server.tomcat.accesslog.enabled=true",
                        "--server.tomcat.accesslog.buffered=false",
                        "--server.tomcat.accesslog.directory=.",
                        "--server.tomcat.accesslog.pattern=%m %U If-None-Match: %{If-None-Match}i %s")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolveSibling("s3-server.log").toFile())
                .start();
        try {
            await(server, port);
            Configuration configuration = new Configuration();
            settings(port).forEach(configuration::set);
            return new ObjectStore(
                    server,
                    port,
                    folder.resolveSibling("s3-server"),
                    FileSystem.newInstance(URI.create("s3a://" + BUCKET + "/"), configuration));
        } catch (IOException | InterruptedException | RuntimeException e) {
            Finished.kill(server);
            throw e;
        }
    }

    private static void await(Process server, int port) throws IOException, InterruptedException {
        Instant deadline = Instant.now().plus(START);
        while (!answers(port)) {
            if (!server.isAlive() || Instant.now().isAfter(deadline)) {
                throw new IllegalStateException("the object store did not start");
            }
            Thread.sleep(100);
        }
    }

    private static boolean answers(int port) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + port + "/" + BUCKET).toURL().openConnection();
        try {
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException e) {
            return false; // it is not up yet
        } finally {
            connection.disconnect();
        }
    }

    /** Hadoop's settings to reach the store on {@code port}. */
    private static Map<String, String> settings(int port) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("fs.s3a.endpoint", "http://127.0.0.1:" + port);
        settings.put("fs.s3a.endpoint.region", "us-east-1");
        settings.put("fs.s3a.path.style.access", "true");
        settings.put("fs.s3a.access.key", "any");
        settings.put("fs.s3a.secret.key", "any");
        return settings;
    }

    /** Runs a command in this JVM, that can reach the store. */
    Finished run(List<String> arguments) {
        Map<String, String> properties = properties();
        properties.forEach(System::setProperty);
        try {
            return InProcess.of(arguments);
        } finally {
            properties.keySet().forEach(System::clearProperty);
        }
    }

    /** System properties that Spark makes Hadoop's settings of. */
    private Map<String, String> properties() {
        return settings(port).entrySet().stream()
                .collect(Collectors.toMap(setting -> "spark.hadoop." + setting.getKey(), Map.Entry::getValue));
    }

    /** A process of a command that can reach the store. */
    ProcessBuilder process(Path directory, List<String> arguments) {
        ProcessBuilder builder = LocalRun.process(directory, arguments);
        String options = properties().entrySet().stream()
                .map(setting -> "-D" + setting.getKey() + "=" + setting.getValue())
                .collect(Collectors.joining(" "));
        String jars = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(jar -> CLIENT.stream().anyMatch(jar::contains))
                .collect(Collectors.joining(File.pathSeparator));
        builder.environment().put("WEIBO_SENTIMENT_JARS", jars);
        return LocalRun.with(options, builder);
    }

    /** The {@code s3a://} path of {@code absolute}. */
    String path(String absolute) {
        return files.getUri() + absolute;
    }

    /** Copies a local file in; returns its path. */
    String put(Path local, String absolute) throws IOException {
        files.copyFromLocalFile(new org.apache.hadoop.fs.Path(local.toUri()), new org.apache.hadoop.fs.Path(absolute));
        return path(absolute);
    }

    /** Copies a folder out to {@code local}. */
    void get(String absolute, Path local) throws IOException {
        files.copyToLocalFile(new org.apache.hadoop.fs.Path(absolute), new org.apache.hadoop.fs.Path(local.toUri()));
    }

    /** The keys of all objects below a folder, relative to it; none if there is no such folder. */
    List<String> keys(String absolute) throws IOException {
        org.apache.hadoop.fs.Path folder = new org.apache.hadoop.fs.Path(path(absolute));
        List<String> keys = new ArrayList<>();
        try {
            RemoteIterator<LocatedFileStatus> below = files.listFiles(folder, true);
            while (below.hasNext()) {
                keys.add(below.next()
                        .getPath()
                        .toString()
                        .substring(folder.toString().length() + 1));
            }
        } catch (FileNotFoundException e) {
            return List.of();
        }
        return keys;
    }

    /** The requests so far, a line each: {@code PUT /bucket/key If-None-Match: * 200}. */
    String requests() throws IOException {
        StringBuilder requests = new StringBuilder();
        try (Stream<Path> lists = Files.list(logs)) {
            for (Path list : lists.filter(Files::isRegularFile).toList()) {
                requests.append(Files.readString(list));
            }
        }
        return requests.toString();
    }

    @Override
    public void close() {
        try {
            files.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            Finished.kill(server);
        }
    }
}
