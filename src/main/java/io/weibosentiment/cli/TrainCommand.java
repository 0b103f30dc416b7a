package io.weibosentiment.cli;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.config.ConfigLoader;
import io.weibosentiment.config.InputConfig;
import io.weibosentiment.config.JobConfig;
import io.weibosentiment.config.ModelConfig;
import io.weibosentiment.config.OutputConfig;
import io.weibosentiment.config.Setting;
import io.weibosentiment.ingest.LabelledColumns;
import io.weibosentiment.job.TrainJob;
import io.weibosentiment.job.TrainingRequest;
import io.weibosentiment.labels.evaluation.EvaluationTable;
import io.weibosentiment.labels.statistics.Bootstrap;
import io.weibosentiment.training.Architecture;
import io.weibosentiment.training.TrainingOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains a model on labelled texts. */
@Command(
        name = "train",
        sortOptions = false,
        description = {
            "Trains a model on texts with labels, and writes a bundle that score takes like any other. Texts are read and"
                    + " cleaned as by the command evaluate; a tenth of them, chosen by a hash of the text, is not learned"
                    + " from but judges each epoch, and the bundle has the weights of the best one.",
            "A training that was killed goes on from its last checkpoint when the same command is given again, and leads"
                    + " to the same numbers."
        },
        synopsisHeading = "Usage: ",
        optionListHeading = ConfigOptions.HEADING,
        footer = {
            "",
            "Examples",
            "  weibo-sentiment train --architecture bert --input labelled.csv --to models/mine",
            "  weibo-sentiment train --architecture bert-rcnn-att --input train.csv.gz --validation validation.csv.gz \\",
            "      --columns text=review,label=label --from models/my-bert --to models/mine --epochs 4",
            "  weibo-sentiment train --architecture keamm --emotion-ontology dlut.csv --input labelled.csv --to models/mine",
            "  weibo-sentiment score --model models/mine --input crawl --preset weibo-crawler --output tables"
        })
final class TrainCommand implements Callable<Integer>, Configured {

    /** Where the validation texts with their scores go unless the user says. */
    private static final String OUTPUT = "training";

    private static final int REPLICATES = 1000;

    private final CommandContext context;

    @Option(
            names = "--architecture",
            required = true,
            paramLabel = "NAME",
            description = "What is trained: bert; bert-rcnn-att (Li, Huo and Wang 2023); keamm (He 2025), or of it"
                    + " keamm-two-bigrus, keamm-four-bigrus, keamm-five-bigrus or keamm-without-knowledge.")
    private String architecture;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "BUNDLE",
            description = "The bundle to write: a folder, or a file if it ends in .zip.")
    private String to;

    @Option(
            names = "--from",
            paramLabel = "MODEL",
            description = "The model whose weights the training starts from: a bundle, the folder of a Hugging Face"
                    + " checkpoint, or bundled (the default). A keamm starts from nothing unless this names one.")
    private Optional<String> from = Optional.empty();

    @Option(
            names = "--emotion-ontology",
            paramLabel = "FILE",
            description = "The DLUT emotion ontology, its sheet saved as CSV, for a keamm: it marks parts of speech of"
                    + " emotional words, and what it knows of them is attended to. Without it, keamm is"
                    + " keamm-without-knowledge. The ontology is for academic use; the bundle has its words.")
    private Optional<String> ontology = Optional.empty();

    @Mixin
    private final KeyOptions keys = new KeyOptions(
            InputConfig.PATHS,
            OutputConfig.DIR,
            ModelConfig.PRECISION,
            ModelConfig.DEVICE,
            JobConfig.POLICY,
            InputConfig.MAX_REJECTED,
            OutputConfig.FAIL_ON_REJECTED,
            OutputConfig.WAIT_MINUTES);

    @Option(
            names = "--columns",
            paramLabel = "FIELD=COLUMN,…",
            description = "The columns of fields: text, and label (once for each coder). Without it: text or review;"
                    + " label, or all of coder_1, coder_2, ….")
    private String columns = "";

    @Mixin
    private final LabelOptions labels = new LabelOptions();

    @Option(
            names = "--validation",
            paramLabel = "PATH",
            description = "Labelled texts to judge epochs by, in the same columns, instead of a share of the input; can"
                    + " be repeated. Texts that are also in the input are not learned from.")
    private List<String> validation = new ArrayList<>();

    @Option(
            names = "--validation-share",
            paramLabel = "SHARE",
            defaultValue = "0.1",
            description = "The share of texts that judge epochs (${DEFAULT-VALUE}).")
    private double validationShare;

    @Mixin
    private final TrainOptions options = new TrainOptions();

    @Mixin
    private ConfigOptions config;

    TrainCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public JobConfig config(ConfigLoader loader) {
        List<Setting> settings = new ArrayList<>(keys.settings());
        from.ifPresent(model -> settings.add(new Setting(ModelConfig.BUNDLE.name(), model, "--from")));
        return config.withOutput(OUTPUT, settings, loader);
    }

    /** What is trained, as far as there is an ontology for it. */
    private Architecture trained(String start) {
        Architecture asked = Architecture.of(architecture);
        boolean fromNothing = asked.isFromNothing() && start.equals(ModelConfig.BUNDLED);
        if (ontology.isPresent() && !fromNothing) {
            throw new InvalidInputException("--emotion-ontology: found it with --architecture " + asked.key()
                    + " from " + start
                    + "; expected it for a keamm that is trained from nothing alone: others have no use"
                    + " for it, or the words that they were made with");
        }
        if (asked == Architecture.KEAMM && fromNothing && ontology.isEmpty()) {
            context.console()
                    .line(
                            "model",
                            "without --emotion-ontology FILE nothing is known of words; trained is "
                                    + Architecture.KEAMM_WITHOUT_KNOWLEDGE.key());
            return Architecture.KEAMM_WITHOUT_KNOWLEDGE;
        }
        return asked;
    }

    @Override
    public Integer call() {
        JobConfig job = config(new ConfigLoader(context.environment()));
        if (!(validationShare > 0 && validationShare < 1)) {
            throw new InvalidInputException(
                    "--validation-share: found " + validationShare + "; expected a number above 0 and below 1");
        }
        TrainingOptions how =
                options.of(trained(job.model().bundle()), job.model().maxTokens());
        TrainingRequest request = new TrainingRequest(
                LabelledColumns.parse(columns, Optional.empty()),
                labels.values(),
                validation,
                validationShare,
                to,
                how,
                ontology,
                new Bootstrap(REPLICATES, 1));
        return JobRun.inSession("train", context, job, session -> {
                    TrainJob.Outcome outcome = TrainJob.run(job, request, session);
                    outcome.curve()
                            .ifPresent(curve -> curve.epochs()
                                    .forEach(epoch -> context.console().line("result", epoch.described())));
                    outcome.evaluation().ifPresent(evaluation -> {
                        EvaluationTable.of(evaluation).forEach(context.out()::println);
                        context.out().println();
                    });
                    return outcome.summary();
                })
                .code();
    }
}
