package io.weibosentiment.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A standalone Spark cluster on the loopback interface: a master and workers of one core, each in a JVM of its own.
 * Jobs are submitted with the real SparkSubmit; their executors run in JVMs that the workers start.
 */
public final class StandaloneCluster {

    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration RUN = Duration.ofMinutes(15);
    private static final String WORKER_MEMORY = "3g";

    private static StandaloneCluster shared;
    private static StandaloneCluster sharedWithGpus;

    private final SparkHome home;
    private final Path logs;
    private final int port;
    private final int webPort;
    private final List<Process> workers = new ArrayList<>();
    private Optional<Process> master = Optional.empty();

    private StandaloneCluster(SparkHome home) throws IOException {
        this.home = home;
        this.logs = Files.createDirectories(home.folder().resolve("logs"));
        this.port = freePort();
        this.webPort = freePort();
    }

    /** The cluster that all tests of one JVM share, with two workers; it ends with the JVM. */
    public static synchronized StandaloneCluster shared() throws IOException, InterruptedException {
        if (shared == null) {
            shared = start("shared", List.of(List.of(), List.of()));
        }
        return shared;
    }

    /** As {@link #shared()}, with the GPU addresses 3 and 7, one on each worker. */
    static synchronized StandaloneCluster sharedWithGpus() throws IOException, InterruptedException {
        if (sharedWithGpus == null) {
            sharedWithGpus = start("shared-gpus", List.of(List.of("3"), List.of("7")));
        }
        return sharedWithGpus;
    }

    /**
     * Starts a master and a worker for each entry of {@code gpus}.
     *
     * @param name names the cluster's folder below {@code target}
     * @param gpus the GPU addresses that each worker's discovery script hands out; empty for a worker without
     */
    private static StandaloneCluster start(String name, List<List<String>> gpus)
            throws IOException, InterruptedException {
        Path target = Path.of(System.getProperty("job.jar")).getParent();
        Path folder = Files.createTempDirectory(Files.createDirectories(target.resolve("clusters")), name);
        StandaloneCluster cluster = new StandaloneCluster(SparkHome.link(folder));
        Runtime.getRuntime().addShutdownHook(new Thread(cluster::close, "close-cluster"));
        try {
            cluster.startMaster();
            for (int worker = 0; worker < gpus.size(); worker++) {
                cluster.startWorker(worker, gpus.get(worker));
            }
            cluster.awaitWorkers(gpus.size());
            return cluster;
        } catch (IOException | InterruptedException | RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    /** Where jobs are submitted to. */
    public String master() {
        return "spark://127.0.0.1:" + port;
    }

    /**
     * Submits a command of the job jar, with the native library's jar, and waits for its end.
     *
     * @param arguments the command and its options
     * @param confs Spark's settings
     */
    public Finished submit(List<String> arguments, Map<String, String> confs) throws IOException, InterruptedException {
        return begin(arguments, confs).finish();
    }

    /** As {@link #submit(List, Map)}, without waiting. */
    public Running begin(List<String> arguments, Map<String, String> confs) throws IOException {
        return begin(SparkHome.jobJar(), "io.weibosentiment.cli.Main", arguments, confs);
    }

    /** Submits the main class of {@code jar} in the same way, the job jar beside it where that is another. */
    public Finished submit(Path jar, String mainClass, List<String> arguments, Map<String, String> confs)
            throws IOException, InterruptedException {
        return begin(jar, mainClass, arguments, confs).finish();
    }

    private Running begin(Path jar, String mainClass, List<String> arguments, Map<String, String> confs)
            throws IOException {
        List<Path> jars = new ArrayList<>(SparkHome.nativeJars());
        if (!jar.equals(SparkHome.jobJar())) {
            jars.add(SparkHome.jobJar());
        }
        Map<String, String> settings = new TreeMap<>(Map.of(
                "spark.executor.memory", "1g",
                "spark.executor.cores", "1",
                "spark.executor.extraJavaOptions", String.join(" ", LocalRun.SHORT_JVM),
                "spark.ui.enabled", "false",
                "spark.scheduler.minRegisteredResourcesRatio", "1.0",
                "spark.executorEnv.DJL_OFFLINE", "true"));
        settings.putAll(confs);
        List<String> command = new ArrayList<>(
                List.of("org.apache.spark.deploy.SparkSubmit", "--master", master(), "--class", mainClass));
        settings.forEach((key, value) -> command.addAll(List.of("--conf", key + "=" + value)));
        command.addAll(
                List.of("--jars", jars.stream().map(Path::toString).collect(Collectors.joining(",")), jar.toString()));
        command.addAll(arguments);
        return Running.start(home.java("1500m", command), logs, RUN);
    }

    /** The processes of the executors that run now. */
    public List<ProcessHandle> executors() {
        return workers.stream()
                .filter(Process::isAlive)
                .flatMap(Process::children)
                .filter(ProcessHandle::isAlive)
                .toList();
    }

    /** Kills a worker and the executors it started, as when its machine loses power. */
    public void loseWorker(int number) {
        Finished.kill(workers.get(number));
    }

    /** Starts one more worker. */
    public void addWorker() throws IOException, InterruptedException {
        int alive = (int) workers.stream().filter(Process::isAlive).count();
        startWorker(workers.size(), List.of());
        awaitWorkers(alive + 1);
    }

    /** Everything that the executors of the last job wrote to their logs. */
    public String executorLogs() throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.walk(home.folder().resolve("work"))) {
            NavigableMap<Path, List<Path>> byJob = files.filter(
                            path -> path.endsWith("stderr") || path.endsWith("stdout"))
                    .sorted()
                    .collect(Collectors.groupingBy(StandaloneCluster::job, TreeMap::new, Collectors.toList()));
            for (Path file : byJob.lastEntry().getValue()) {
                text.append("== ").append(file).append('\n').append(Files.readString(file));
            }
        }
        return text.toString();
    }

    /**
     * The id of the job that wrote {@code log}, a file of {@code work/<worker>/<job>/<executor>}; ids are in order of
     * time.
     */
    private static Path job(Path log) {
        return log.getParent().getParent().getFileName();
    }

    private void close() {
        workers.forEach(Finished::kill);
        master.ifPresent(Finished::kill);
    }

    private void startMaster() throws IOException {
        master = Optional.of(launch(
                "master",
                List.of(
                        "org.apache.spark.deploy.master.Master",
                        "--host",
                        "127.0.0.1",
                        "--port",
                        Integer.toString(port),
                        "--webui-port",
                        Integer.toString(webPort))));
    }

    private void startWorker(int number, List<String> gpus) throws IOException {
        List<String> command = new ArrayList<>();
        if (!gpus.isEmpty()) {
            command.add("-Dspark.worker.resource.gpu.amount=" + gpus.size());
            command.add("-Dspark.worker.resource.gpu.discoveryScript=" + discoveryScript(number, gpus));
        }
        command.addAll(List.of("org.apache.spark.deploy.worker.Worker", "--host", host(number), "--port", "0"));
        command.addAll(List.of("--webui-port", "0", "--cores", "1", "--memory", WORKER_MEMORY));
        command.addAll(
                List.of("--work-dir", home.folder().resolve("work/" + number).toString(), master()));
        workers.add(launch("worker-" + number, command));
    }

    /** Writes a script that finds GPUs which are not there. */
    private Path discoveryScript(int worker, List<String> gpus) throws IOException {
        String addresses = gpus.stream().map(gpu -> '"' + gpu + '"').collect(Collectors.joining(","));
        Path script = home.folder().resolve("gpus-of-worker-" + worker + ".sh");
        Files.writeString(script, "#!/bin/sh\necho '{\"name\":\"gpu\",\"addresses\":[" + addresses + "]}'\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        return script;
    }

    private Process launch(String name, List<String> command) throws IOException {
        return home.java("400m", command)
                .redirectErrorStream(true)
                .redirectOutput(logs.resolve(name + ".log").toFile())
                .start();
    }

    /**
     * Each worker is a host of its own to Spark, which starts no twin of a task where it runs; Linux has many
     * loopbacks.
     */
    private static String host(int worker) {
        boolean hasMany = System.getProperty("os.name").startsWith("Linux");
        return "127.0.0." + (hasMany ? worker + 1 : 1);
    }

    private void awaitWorkers(int expected) throws InterruptedException {
        Instant deadline = Instant.now().plus(START);
        while (aliveWorkers() < expected) {
            if (Instant.now().isAfter(deadline) || !master.orElseThrow().isAlive()) {
                throw new IllegalStateException("the cluster did not start; see " + logs);
            }
            Thread.sleep(200);
        }
    }

    /** How many workers the master's web page counts. */
    private long aliveWorkers() {
        try (InputStream page =
                URI.create("http://127.0.0.1:" + webPort + "/json/").toURL().openStream()) {
            String json = new String(page.readAllBytes(), StandardCharsets.UTF_8);
            return Stream.of(json.split("\"aliveworkers\"", -1))
                    .skip(1)
                    .map(rest -> rest.replaceFirst("(?s)^\\s*:\\s*([0-9]+).*", "$1"))
                    .mapToLong(Long::parseLong)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0; // it is not up yet
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
