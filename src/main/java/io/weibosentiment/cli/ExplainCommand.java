package io.weibosentiment.cli;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.config.ConfigLoader;
import io.weibosentiment.config.JobConfig;
import io.weibosentiment.config.ModelConfig;
import io.weibosentiment.util.HadoopSettings;
import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows step by step how a text gets its sentiment. */
@Command(
        name = "explain",
        sortOptions = false,
        description =
                "Shows how a text gets its sentiment: raw and cleaned text, tokens, token ids, logits, probability, and"
                        + " the rule if one decided.",
        synopsisHeading = "Usage: ",
        optionListHeading = ConfigOptions.HEADING,
        footer = {
            "",
            "Precision auto means float32 here, because single texts need no speed.",
            "",
            "Examples",
            "  weibo-sentiment explain --text '回复@小明:太好笑了[允悲]'",
            "  weibo-sentiment explain --input texts.jsonl --policy paper --json > explained.jsonl"
        })
final class ExplainCommand implements Callable<Integer>, Configured {

    private static final char REPLACEMENT = '\uFFFD';

    private final CommandContext context;

    @ArgGroup(multiplicity = "1")
    private Source source;

    @Mixin
    private final KeyOptions keys =
            new KeyOptions(ModelConfig.BUNDLE, ModelConfig.PRECISION, ModelConfig.DEVICE, JobConfig.POLICY);

    @Option(
            names = "--json",
            description =
                    "Print one JSON object per line: text, cleaned, tokens, token_ids, logits, sentiment, decided_by; of a"
                            + " keamm also sequences.")
    private boolean json;

    @Mixin
    private ConfigOptions config;

    /** The source of the texts. */
    private static final class Source {

        @Option(names = "--text", required = true, paramLabel = "TEXT", description = "The text.")
        private Optional<String> text = Optional.empty();

        @Option(
                names = "--input",
                required = true,
                paramLabel = "FILE",
                description = "A file of texts, one JSON string per line; implies --json.")
        private Optional<String> file = Optional.empty();
    }

    ExplainCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public JobConfig config(ConfigLoader loader) {
        return loader.load(config.with(keys.settings()));
    }

    @Override
    public Integer call() {
        JobConfig job = config(new ConfigLoader(context.environment()));
        source.text.ifPresent(ExplainCommand::requireDecoded);
        boolean lines = json || source.file.isPresent();
        ExplanationFormat format = lines ? ExplanationFormat.JSON : ExplanationFormat.HUMAN;
        PrintStream out = context.out();
        try (Explainer explainer = Explainer.open(job, HadoopSettings.ofProcess())) {
            source.text.ifPresent(
                    text -> out.println(format.written(explainer.explain(text)).stripTrailing()));
            source.file.ifPresent(
                    file -> new TextFile(file).forEach(text -> out.println(format.written(explainer.explain(text)))));
        }
        return ExitStatus.OK.code();
    }

    /** Java reads arguments in the locale's encoding and loses characters that the encoding lacks. */
    private static void requireDecoded(String text) {
        if (text.indexOf(REPLACEMENT) >= 0) {
            throw new InvalidInputException(
                    "--text: found characters that could not be read in this terminal's encoding "
                            + System.getProperty("sun.jnu.encoding")
                            + "; set LC_ALL=C.UTF-8, or put the text into a file and use --input");
        }
    }
}
