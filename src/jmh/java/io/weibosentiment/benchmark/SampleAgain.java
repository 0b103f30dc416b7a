package io.weibosentiment.benchmark;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What it costs to score the bundled sample once more when nothing in it is new: submit/local.sh in a process of its
 * own, as users start it.
 *
 * @param seconds from the start of the script to its end, the median
 * @param cpuSeconds processor time of one run, the median; empty if it is not known
 * @param jobs Spark jobs
 */
record SampleAgain(double seconds, Optional<Double> cpuSeconds, long jobs) {

    private static final String SCRIPT = "submit/local.sh";
    private static final String OPTIONS = "WEIBO_SENTIMENT_JAVA_OPTIONS";
    private static final String JOB_START = "{\"Event\":\"SparkListenerJobStart\"";
    private static final int SHOWN_LINES = 20;

    /**
     * Scores the sample once, which may build the job jar first, then {@code repeats} times to measure the time, and
     * once more with Spark's event log, to count jobs.
     *
     * @param home the folder with the scripts
     * @param folder for the output
     */
    static SampleAgain measure(Path home, Path folder, int repeats) throws IOException, InterruptedException {
        score(home, folder, List.of());
        List<Double> seconds = new ArrayList<>();
        List<Double> cpuSeconds = new ArrayList<>();
        for (int i = 0; i < repeats; i++) {
            Optional<Double> before = ChildProcesses.cpuSeconds();
            seconds.add(score(home, folder, List.of()));
            Optional<Double> after = ChildProcesses.cpuSeconds();
            before.ifPresent(start -> after.ifPresent(end -> cpuSeconds.add(end - start)));
        }
        Optional<Double> cpu = cpuSeconds.isEmpty() ? Optional.empty() : Optional.of(Rounds.median(cpuSeconds));
        return new SampleAgain(Rounds.median(seconds), cpu, jobs(home, folder));
    }

    private static long jobs(Path home, Path folder) throws IOException, InterruptedException {
        Path log = Files.createDirectories(folder.resolve("events"));
        score(
                home,
                folder,
                List.of(
                        "-Dspark.eventLog.enabled=true",
                        "-Dspark.eventLog.compress=false",
                        "-Dspark.eventLog.rolling.enabled=false",
                        "'-Dspark.eventLog.dir=" + log.toUri() + "'"));
        try (Stream<Path> files = Files.list(log)) {
            Path events = files.filter(file -> !file.getFileName().toString().startsWith("."))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("Spark wrote no event log to " + log));
            try (Stream<String> lines = Files.lines(events)) {
                return lines.filter(line -> line.startsWith(JOB_START)).count();
            }
        }
    }

    /** Seconds to score the sample; {@code options} are more for Java. */
    private static double score(Path home, Path folder, List<String> options) throws IOException, InterruptedException {
        Path console = folder.resolve("sample.log");
        ProcessBuilder builder = new ProcessBuilder(
                        home.resolve(SCRIPT).toString(),
                        "score",
                        "--config",
                        home.resolve("conf/sample.conf").toString(),
                        "--output",
                        folder.resolve("sample").toString())
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(console.toFile());
        if (!options.isEmpty()) {
            String given = builder.environment().getOrDefault(OPTIONS, "");
            builder.environment().put(OPTIONS, given + " " + String.join(" ", options));
        }
        long start = System.nanoTime();
        int code = builder.start().waitFor();
        double seconds = (System.nanoTime() - start) / 1e9;
        if (code != 0) {
            throw new IllegalStateException(
                    SCRIPT + " score of the sample ended with exit code " + code + " and said\n" + lastLines(console));
        }
        return seconds;
    }

    private static String lastLines(Path console) throws IOException {
        List<String> lines = Files.readAllLines(console, StandardCharsets.UTF_8);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
    }
}
