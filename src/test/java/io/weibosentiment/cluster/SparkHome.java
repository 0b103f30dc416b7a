package io.weibosentiment.cluster;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import scala.util.Properties;

/**
 * An installation of Spark made of links to Maven's jars: what Spark itself depends on and nothing else, as in its
 * binary distribution; neither this job's classes nor its libraries are on that class path.
 *
 * @param folder the installation
 */
public record SparkHome(Path folder) {

    private static final Path PROJECT = Path.of("").toAbsolutePath();
    private static final List<String> CLASS_PATHS = List.of("provided.txt", "shared.txt");
    private static final String SCALA = Properties.versionNumberString().replaceFirst("\\.\\d+$", "");

    /** Links Spark's jars, as the build listed them, into {@code folder}. */
    public static SparkHome link(Path folder) throws IOException {
        Path jars = Files.createDirectories(folder.resolve("jars"));
        Files.createDirectories(folder.resolve("conf"));
        for (String list : CLASS_PATHS) {
            String classPath =
                    Files.readString(jobJar().resolveSibling("classpath").resolve(list));
            for (String jar : classPath.strip().split(File.pathSeparator, -1)) {
                Path link = jars.resolve(Path.of(jar).getFileName());
                if (!Files.exists(link)) {
                    Files.createSymbolicLink(link, Path.of(jar));
                }
            }
        }
        return new SparkHome(folder);
    }

    /** The job jar that the build made. */
    public static Path jobJar() {
        return Path.of(System.getProperty("job.jar"));
    }

    /** TensorFlow's native library for this platform. */
    public static List<Path> nativeJars() throws IOException {
        try (Stream<Path> jars = Files.list(Path.of(System.getProperty("native.jars")))) {
            return jars.sorted().toList();
        }
    }

    /**
     * A Java process with this installation's class path, bound to the loopback interface.
     *
     * @param heap the largest heap, as for -Xmx
     * @param arguments Java options, the main class and its arguments
     */
    public ProcessBuilder java(String heap, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + PROJECT.resolve("submit/jvm.options"));
        command.addAll(LocalRun.SHORT_JVM);
        command.addAll(List.of("-Xmx" + heap, "-cp", folder.resolve("conf") + ":" + folder.resolve("jars") + "/*"));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("SPARK_HOME", folder.toString());
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        builder.environment().put("SPARK_SCALA_VERSION", SCALA);
        builder.environment().put("WEIBO_SENTIMENT_HOME", PROJECT.toString());
        return builder;
    }
}
