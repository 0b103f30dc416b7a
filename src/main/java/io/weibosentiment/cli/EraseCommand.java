package io.weibosentiment.cli;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.config.ConfigLoader;
import io.weibosentiment.config.JobConfig;
import io.weibosentiment.erasure.ErasedId;
import io.weibosentiment.erasure.IdKind;
import io.weibosentiment.inference.ScoringMetrics;
import io.weibosentiment.job.EraseJob;
import io.weibosentiment.job.EraseRequest;
import io.weibosentiment.run.SparkSessions;
import io.weibosentiment.run.StopSignal;
import io.weibosentiment.util.HadoopSettings;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Erases comments from an output folder, on request of the people whose they are. */
@Command(
        name = "erase",
        sortOptions = false,
        description =
                "Removes comments from every run that is kept, from rejected rows, kept rows and the score store, publishes a"
                        + " run without them, and leaves them out of every later run. Without ids it ends an erasure that was cut"
                        + " short.",
        synopsisHeading = "Usage: ",
        optionListHeading = "%nOptions%n",
        footer = {
            "",
            "Examples",
            "  weibo-sentiment erase --output tables --comment 4923456789012345 --dry-run",
            "  weibo-sentiment erase --output tables --post z0JH2lOMb --reason 'deleted by its author'",
            "  weibo-sentiment erase --output tables --from-file requests.txt"
        })
final class EraseCommand implements Callable<Integer> {

    private final CommandContext context;

    @Option(names = "--output", required = true, paramLabel = "DIR", description = "The output folder of score.")
    private String dir = "";

    @Option(
            names = "--comment",
            paramLabel = "ID",
            description = "A comment's id, as the column comment_id has it; can be repeated, as the next three can.")
    private List<String> comments = new ArrayList<>();

    @Option(
            names = "--post",
            paramLabel = "ID",
            description = "A post with all comments on it: its number, or its nine characters in base 62.")
    private List<String> posts = new ArrayList<>();

    @Option(names = "--blogger", paramLabel = "ID", description = "A blogger's posts with all comments on them.")
    private List<String> bloggers = new ArrayList<>();

    @Option(
            names = "--user-hash",
            paramLabel = "H",
            description =
                    "A user's comments, by the hash in the column user_hash; needs the key of these hashes, as score"
                            + " does.")
    private List<String> users = new ArrayList<>();

    @Option(
            names = "--from-file",
            paramLabel = "FILE",
            description =
                    "A file with an id on each line, after its kind: comment, post, blogger or user-hash, and a blank.")
    private Optional<String> file = Optional.empty();

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description = "Why, for the manifest and the receipt; it should not say whose (default: on request).")
    private String reason = "on request";

    @Option(names = "--dry-run", description = "Only show how much would go.")
    private boolean dryRun;

    @Option(
            names = "--wait",
            paramLabel = "MINUTES",
            description =
                    "How long to wait for another run that holds the output folder (default: as in the current run).")
    private Optional<Integer> waitMinutes = Optional.empty();

    EraseCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        EraseRequest request = new EraseRequest(ids(), reason);
        if (dryRun && request.ids().isEmpty()) {
            throw new InvalidInputException(
                    "--dry-run: no id was given; expected --comment, --post, --blogger, --user-hash or --from-file");
        }
        JobConfig config = EraseRequest.config(
                dir, waitMinutes, HadoopSettings.ofProcess(), new ConfigLoader(context.environment()));
        if (!dryRun) {
            return JobRun.inSession("erase", context, config, session -> EraseJob.run(request, config, session))
                    .code();
        }
        SparkSession spark = SparkSessions.open("erase", ScoringMetrics.class);
        try {
            EraseJob.dryRun(request, config, context.session(spark, new StopSignal()));
            return ExitStatus.OK.code();
        } finally {
            spark.stop();
        }
    }

    private Set<ErasedId> ids() {
        Set<ErasedId> ids = new LinkedHashSet<>();
        List<String> problems = new ArrayList<>();
        add(IdKind.COMMENT, comments, "--comment", ids, problems);
        add(IdKind.POST, posts, "--post", ids, problems);
        add(IdKind.BLOGGER, bloggers, "--blogger", ids, problems);
        add(IdKind.USER, users, "--user-hash", ids, problems);
        file.ifPresent(path -> ids.addAll(ErasureFile.read(path, problems)));
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
        return ids;
    }

    private static void add(
            IdKind kind, List<String> written, String origin, Set<ErasedId> ids, List<String> problems) {
        for (String id : written) {
            try {
                ids.add(EraseRequest.id(kind, id, origin));
            } catch (InvalidInputException e) {
                problems.addAll(e.problems());
            }
        }
    }
}
