package io.weibosentiment.cli;

import io.weibosentiment.config.ConfigLoader;
import io.weibosentiment.config.JobConfig;
import io.weibosentiment.config.OutputConfig;
import io.weibosentiment.config.ScoringConfig;
import io.weibosentiment.submit.Defaults;
import io.weibosentiment.submit.Shipment;
import io.weibosentiment.submit.SparkOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine;

/**
 * What {@code submit/cluster.sh} runs first: checks a command as the driver would, without Spark, and writes the
 * arguments for spark-submit. Mistakes in the command are reported before anything is submitted.
 */
public final class Submission {

    private static final String MAIN = "io.weibosentiment.cli.Main";
    private static final String END = "--";
    private static final String CONFIG = "--config";
    private static final String INPUT = "--input";
    private static final String KEY_FILE = OutputConfig.KEY_FILE.name();

    private final List<Path> jars;
    private final SparkOptions options;
    private final List<String> command;
    private final Shipment shipment;
    private final Map<String, String> environment;

    private Submission(
            List<Path> jars,
            SparkOptions options,
            List<String> command,
            Shipment shipment,
            Map<String, String> environment) {
        this.jars = jars;
        this.options = options;
        this.command = new ArrayList<>(command);
        this.shipment = shipment;
        this.environment = environment;
    }

    /**
     * Prepares a submission and ends the process. The exit code is 0 if there is a file {@code plan} in {@code FOLDER},
     * or if the command only asked for help; else it is that of the mistake. The plan consists of words that each end
     * with NUL: the deploy mode, the kind of cluster, and the arguments of spark-submit.
     *
     * @param args {@code FOLDER JOB_JAR [NATIVE_JAR…] -- [SPARK_OPTION…] -- COMMAND [OPTION…]}; the folder is empty and
     *     lasts until spark-submit ends
     */
    public static void main(String[] args) {
        System.exit(prepare(List.of(args), CommandContext.ofProcess()).code());
    }

    /** As {@link #main}, without ending the process. */
    static ExitStatus prepare(List<String> args, CommandContext context) {
        int options = args.indexOf(END) + 1;
        int command = options + args.subList(options, args.size()).indexOf(END) + 1;
        Path folder = Path.of(args.get(0));
        List<Path> jars = args.subList(1, options - 1).stream().map(Path::of).toList();
        List<String> words = args.subList(command, args.size());
        Planner planner = parsed -> {
            SparkOptions spark = SparkOptions.parse(args.subList(options, command - 1), context.environment());
            Shipment shipment = new Shipment(spark.manager(), folder);
            Submission submission = new Submission(jars, spark, words, shipment, context.environment());
            submission.check(parsed);
            String plan = submission.plan().stream().map(word -> word + '\0').collect(Collectors.joining());
            Files.writeString(folder.resolve("plan"), plan);
        };
        return new CommandRunner(context, parsed -> run(planner, parsed)).run(words.toArray(String[]::new));
    }

    /** Plans the submission of a command that was parsed. */
    @FunctionalInterface
    private interface Planner {
        void plan(CommandLine.ParseResult parsed) throws IOException;
    }

    private static int run(Planner planner, CommandLine.ParseResult parsed) {
        Integer help = CommandLine.executeHelpRequest(parsed);
        if (help != null) {
            return help;
        }
        try {
            planner.plan(parsed);
            return ExitStatus.OK.code();
        } catch (CommandLine.ParameterException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new CommandLine.ExecutionException(parsed.commandSpec().commandLine(), e.getMessage(), e);
        }
    }

    /** Checks the command, and adds the local files that it names to the shipment. */
    private void check(CommandLine.ParseResult parsed) {
        List<CommandLine> commands = parsed.asCommandLineList();
        CommandLine last = commands.get(commands.size() - 1);
        if (last.getCommand() instanceof Runnable group) {
            group.run(); // throws, because its subcommand is missing
        }
        if (last.getCommand() instanceof Configured configured) {
            Optional<String> file = last.getParseResult().matchedOptionValue(CONFIG, Optional.empty());
            file.filter(Submission::isLocal).ifPresent(this::sendConfiguration);
            if (configured instanceof ExplainCommand) {
                Optional<String> texts = last.getParseResult().matchedOptionValue(INPUT, Optional.empty());
                texts.filter(Submission::isLocal).ifPresent(this::sendTexts);
            }
            if (file.filter(name -> !isReadHere(name)).isEmpty()) {
                JobConfig config = configured.config(new ConfigLoader(environment));
                sendKey(config.output());
                sendTextKey(config.scoring());
            }
        }
    }

    /** Whether a configuration can be read without the cluster's file systems. */
    private boolean isReadHere(String file) {
        return isLocal(file) && !isCarried(file);
    }

    private static boolean isLocal(String file) {
        return file.startsWith("file:") || !file.contains("://");
    }

    /** Whether the user's own {@code --files} sends {@code file} to the driver. */
    private boolean isCarried(String file) {
        return options.isClusterMode() && options.carries(file);
    }

    private void sendConfiguration(String file) {
        if (options.isClusterMode() && !isCarried(file)) {
            replace(CONFIG, shipment.addConfiguration(CONFIG, file));
        }
    }

    private void sendTexts(String file) {
        if (options.isClusterMode() && !isCarried(file)) {
            replace(INPUT, shipment.add(INPUT, file));
        }
    }

    private void sendKey(OutputConfig output) {
        if (options.isClusterMode() && output.users()) {
            output.keyFile()
                    .filter(file -> !isCarried(file))
                    .ifPresent(file -> command.addAll(List.of("--set", KEY_FILE + "=" + shipment.add(KEY_FILE, file))));
        }
    }

    private void sendTextKey(ScoringConfig scoring) {
        if (options.isClusterMode()) {
            String key = ScoringConfig.KEY_FILE.name();
            scoring.keyFile()
                    .filter(file -> !isCarried(file))
                    .ifPresent(file -> command.addAll(List.of("--set", key + "=" + shipment.add(key, file))));
        }
    }

    private void replace(String option, String value) {
        for (int index = 0; index < command.size(); index++) {
            if (command.get(index).equals(option)) {
                command.set(index + 1, value);
            } else if (command.get(index).startsWith(option + "=")) {
                command.set(index, option + "=" + value);
            }
        }
    }

    private List<String> plan() throws IOException {
        List<String> plain = new ArrayList<>();
        for (Path jar : jars) {
            plain.add(shipment.plain(jar));
        }
        List<String> words = new ArrayList<>();
        words.add(options.isClusterMode() ? "cluster" : "client");
        words.add(options.manager());
        words.addAll(List.of("--class", MAIN));
        Defaults.missingIn(options, environment).forEach(setting -> words.addAll(List.of("--conf", setting)));
        words.addAll(options.words());
        addList("--jars", options.joined(SparkOptions.JARS, plain.subList(1, plain.size())), words);
        if (!shipment.paths().isEmpty()) {
            addList("--files", options.joined(SparkOptions.FILES, shipment.paths()), words);
        }
        words.add(plain.get(0));
        words.addAll(command);
        return words;
    }

    private static void addList(String option, String elements, List<String> words) {
        if (!elements.isEmpty()) {
            words.addAll(List.of(option, elements));
        }
    }
}
