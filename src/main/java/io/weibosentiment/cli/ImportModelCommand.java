package io.weibosentiment.cli;

import io.weibosentiment.files.HostCache;
import io.weibosentiment.model.bundle.BundleManifest;
import io.weibosentiment.model.bundle.HeadActivation;
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
                "Makes a model bundle from a Hugging Face folder (BERT with a classification head of two labels), or"
                        + " from a TensorFlow SavedModel with its tokenizer.",
        synopsisHeading = "Usage: ",
        optionListHeading = "%nOptions%n",
        footer = {
            "",
            "The folder holds config.json, vocab.txt or tokenizer.json, and model.safetensors or tf_model.h5.",
            "The precision of the computation is chosen when the model runs (score --precision), not here.",
            "",
            "Examples",
            "  weibo-sentiment import-model --from downloads/my-bert --to models/my-bert --store float16",
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
            description = "The label that means positive, by name or number (default: from config.json).")
    private Optional<String> positiveLabel = Optional.empty();

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
                positiveLabel);
        Console console = context.console();
        console.line("from", from);
        BundleManifest bundle =
                new ModelImporter(HostCache.at(Optional.empty()), HadoopSettings.ofProcess()).importModel(request);
        console.line(
                "model",
                bundle.source().name() + ", labels " + bundle.head().labels() + ", positive: "
                        + bundle.head().positiveLabel() + ", at most " + bundle.maxTokens() + " tokens");
        console.line("outputs", described(bundle.head().activation()));
        bundle.built().ifPresent(built -> console.line("weights", described(built)));
        console.line("wrote", to);
        console.line("id", bundle.fingerprint());
        return ExitStatus.OK.code();
    }

    private static String described(HeadActivation activation) {
        return switch (activation) {
            case SOFTMAX -> "logits; the sentiment is the softmax's share of the positive label";
            case SIGMOID -> "logits, one a label by itself; the sentiment is the sigmoid of the positive label's";
            case NONE -> "probabilities, as the model ends in a softmax; the sentiment is the positive label's";
        };
    }

    private static String described(BundleManifest.Built built) {
        BertArchitecture bert = built.architecture();
        return String.format(
                Locale.ROOT,
                "%s; BERT of %d layers of width %d, %,d tokens",
                built.weights().key(),
                bert.layers(),
                bert.hidden(),
                bert.vocabulary());
    }
}
