package io.weibosentiment.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The scripts in a folder of their own, with a Maven that writes jars of one line and a Java that prints what it is
 * called with: what the scripts do between them is seen, and nothing is compiled.
 *
 * @param folder the installation
 * @param tools where Maven, Java and their records lie
 */
record Installation(Path folder, Path tools) {

    private static final Path PROJECT = Path.of("").toAbsolutePath();
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private static final String MAVEN = """
            #!/bin/sh
            echo "$@" >>"$TOOLS/builds"
            while [ "$1" != -f ]; do shift; done
            target="$(dirname "$2")/target"
            mkdir -p "$target/classpath" "$target/native"
            sleep "${BUILD_SECONDS:-0}"
            printf '%s' "$TOOLS/spark.jar" >"$target/classpath/provided.txt"
            printf '%s' "$TOOLS/shared.jar" >"$target/classpath/shared.txt"
            echo native >"$target/native/native.jar"
            echo "build $(wc -l <"$TOOLS/builds")" >"$target/weibo-sentiment-job.jar"
            """;

    private static final String JAVA = """
            #!/bin/sh
            case "$1" in
              -version) echo 'openjdk version "17.0.9" 2023-10-17' >&2; exit 0 ;;
              --dry-run) exit 0 ;;
            esac
            for word in "$@"; do printf '<%s>\\n' "$word"; done
            """;

    /** Copies the scripts to {@code folder}; {@code tools} is a plain folder beside it. */
    static Installation in(Path folder, Path tools) throws IOException {
        Files.createDirectories(folder);
        for (String part : List.of("submit", "conf", ".mvn")) {
            try (Stream<Path> files = Files.list(PROJECT.resolve(part))) {
                Path copy = Files.createDirectories(folder.resolve(part));
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.copy(
                            file, copy.resolve(file.getFileName()), java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
        Files.copy(PROJECT.resolve("pom.xml"), folder.resolve("pom.xml"));
        Files.createDirectories(folder.resolve("src/main"));
        Files.writeString(folder.resolve("src/main/Source.java"), "");
        Installation installation = new Installation(folder, Files.createDirectories(tools));
        installation.program("mvn", MAVEN);
        installation.program("bin/java", JAVA);
        installation.program("lib/modules", "");
        Files.writeString(tools.resolve("spark.jar"), "");
        Files.writeString(tools.resolve("shared.jar"), "");
        return installation;
    }

    /** Writes a program among the tools. */
    Path program(String name, String text) throws IOException {
        Path program = tools.resolve(name);
        Files.createDirectories(program.getParent());
        Files.writeString(program, text);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return program;
    }

    /** Starts {@code submit/local.sh} and waits for its end. */
    Finished local(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        return begin(folder.resolve("submit/local.sh"), environment, arguments).finish();
    }

    /** Starts a script. */
    Running begin(Path script, Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder process = new ProcessBuilder(command).directory(tools.toFile());
        process.environment().put("TOOLS", tools.toString());
        process.environment().put("JAVA_HOME", tools.toString());
        process.environment().put("MAVEN", tools.resolve("mvn").toString());
        process.environment().put("WEIBO_SENTIMENT_CACHE", cache().toString());
        process.environment().putAll(environment);
        return Running.start(process, tools.resolve("logs"), LIMIT);
    }

    /** What the scripts keep for later starts. */
    Path cache() {
        return tools.resolve("cache");
    }

    /** The job jar that was built. */
    Path jobJar() {
        return folder.resolve("target/weibo-sentiment-job.jar");
    }

    /** How often Maven was called. */
    long builds() throws IOException {
        Path record = tools.resolve("builds");
        return Files.exists(record) ? Files.readAllLines(record).size() : 0;
    }
}
