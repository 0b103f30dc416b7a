package io.weibosentiment.cli;

import io.weibosentiment.files.HostCache;
import io.weibosentiment.model.bundle.BundleManifest;
import io.weibosentiment.model.bundle.Head;
import io.weibosentiment.model.checkpoint.DeclaredHead;
import io.weibosentiment.model.checkpoint.ImportRequest;
import io.weibosentiment.model.checkpoint.ModelImporter;
import io.weibosentiment.model.graph.BertArchitecture;
import io.weibosentiment.model.weights.WeightType;
import io.weibosentiment.run.Console;
import io.weibosentiment.util.HadoopSettings;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes a model bundle from a checkpoint. */
@Command(
        name = "import-model",
        sortOptions = false,
        description =
                "Makes a model bundle from a Hugging Face folder (BERT, RoBERTa, XLM-RoBERTa, DistilBERT, ALBERT, ELECTRA"
                        + " or ERNIE that classifies texts), or from a TensorFlow SavedModel with its tokenizer.",
        synopsisHeading = "Usage: ",
        optionListHeading = "%nOptions%n",
        footer = {
            "",
            "The folder holds config.json, vocab.txt or tokenizer.json, and model.safetensors (or several files with an"
                    + " index), pytorch_model.bin or tf_model.h5.",
            "The precision of the computation is chosen when the model runs (score --precision), not here.",
            "",
            "Examples",
            "  weibo-sentiment import-model --from downloads/my-bert --to models/my-bert --store float16",
            "  weibo-sentiment import-model --from my-3-labels --to models/three"
                    + " --label-values negative=0,neutral=0.5,positive=1",
            "  weibo-sentiment score --model models/my-bert --input crawl --preset weibo-crawler --output tables"
        })
final class ImportModelCommand implements Callable<Integer> {

    private final CommandContext context;

    @Option(
            names = "--from",
            required = true,
            paramLabel = "DIR",
            description = "The checkpoint's folder, on any file system that Hadoop knows.")
    private String from;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "BUNDLE",
            description = "The bundle to write: a folder, or a file if it ends in .zip.")
    private String to;

    @Option(
            names = "--store",
            paramLabel = "TYPE",
            description = "The type of the stored weights: float32, float16 or bfloat16 (default: float32).")
    private String store = "float32";

    @Option(
            names = "--max-tokens",
            paramLabel = "N",
            description =
                    "The number of tokens that texts are cut at, including [CLS] and [SEP] (default: the tokenizer's model_max_length).")
    private Optional<Integer> maxTokens = Optional.empty();

    @Option(
            names = "--positive-label",
            paramLabel = "LABEL",
            description =
                    "The label whose probability is the sentiment, by name or number (default: from config.json).")
    private Optional<String> positiveLabel = Optional.empty();

    @Option(
            names = "--label-values",
            paramLabel = "LABEL=VALUE,…",
            description =
                    "The sentiment that each label means, from 0 (negative) to 1 (positive); the sentiment of a text"
                            + " is their mean, weighted by the labels' probabilities (default: by the labels' names where they"
                            + " are a scale, such as negative, neutral, positive or 1 star to 5 stars).")
    private Optional<String> labelValues = Optional.empty();

    @Option(
            names = "--label-range",
            paramLabel = "LOW..HIGH",
            description = "Of a regression: the outputs that mean the sentiments 0 and 1.")
    private Optional<String> labelRange = Optional.empty();

    ImportModelCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        ImportRequest request = new ImportRequest(
                from,
                to,
                WeightType.of(store),
                maxTokens.map(OptionalInt::of).orElseGet(OptionalInt::empty),
                new DeclaredHead(positiveLabel, labelValues, labelRange));
        Console console = context.console();
        console.line("from", from);
        BundleManifest bundle =
                new ModelImporter(HostCache.at(Optional.empty()), HadoopSettings.ofProcess()).importModel(request);
        console.line(
                "model",
                bundle.source().name() + ", labels " + bundle.head().labels() + ", "
                        + bundle.head().described() + ", at most " + bundle.maxTokens() + " tokens");
        console.line("outputs", described(bundle.head()));
        bundle.built().ifPresent(built -> console.line("weights", described(built)));
        console.line("wrote", to);
        console.line("id", bundle.fingerprint());
        return ExitStatus.OK.code();
    }

    private String described(Head head) {
        boolean isOfOne = head.positive().isPresent();
        return switch (head.activation()) {
            case SOFTMAX ->
                isOfOne
                        ? "logits; the sentiment is the softmax's share of the positive label"
                        : "logits; the sentiment is the sum of each label's share in the softmax times its value"
                                + why();
            case SIGMOID -> "logits, one a label by itself; the sentiment is the sigmoid of the positive label's";
            case NONE ->
                isOfOne
                        ? "probabilities, as the model ends in a softmax; the sentiment is the positive label's"
                        : "probabilities, as the model ends in a softmax; the sentiment is their sum, each times its"
                                + " label's value" + why();
            case RANGE -> "a regression's; the sentiment is where in the range it lies, beyond it the nearest end";
        };
    }

    private String why() {
        return labelValues.isPresent() ? "" : ", taken from the labels' names; --label-values sets others";
    }

    private static String described(BundleManifest.Built built) {
        BertArchitecture bert = built.bert().orElseThrow();
        return String.format(
                Locale.ROOT,
                "%s; %d layers of width %d, %,d tokens",
                built.weights().key(),
                bert.layers(),
                bert.hidden(),
                bert.vocabulary());
    }
}
