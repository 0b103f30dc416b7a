package io.weibosentiment.cli;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.job.ReportJob;
import io.weibosentiment.report.Language;
import io.weibosentiment.report.Report;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes the page of a published run. */
@Command(
        name = "report",
        sortOptions = false,
        description =
                "Makes one HTML page of the current run in an output folder, or of a fit: charts and tables that need no"
                        + " network.",
        synopsisHeading = "Usage: ",
        optionListHeading = "%nOptions%n",
        footer = {
            "",
            "Examples",
            "  weibo-sentiment report --input tables",
            "  weibo-sentiment report --input hdfs:///tables --output report.html --language zh"
        })
final class ReportCommand implements Callable<Integer> {

    private final CommandContext context;

    @Option(
            names = "--input",
            required = true,
            paramLabel = "TABLES",
            description = "The output folder of score, aggregate or fit.")
    private String input = "";

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "The page, on any Hadoop file system (default: " + Report.FILE + " beside the tables).")
    private Optional<String> output = Optional.empty();

    @Option(names = "--language", paramLabel = "LANGUAGE", description = "zh or en (default: by the locale).")
    private Optional<String> language = Optional.empty();

    ReportCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Language chosen = language.map(ReportCommand::language).orElseGet(() -> Language.of(Locale.getDefault()));
        Path file = new Path(output.orElseGet(() -> new Path(input, Report.FILE).toString()));
        context.console().line("wrote", ReportJob.run(input, file, chosen).toString());
        return ExitStatus.OK.code();
    }

    private static Language language(String name) {
        return Language.named(name)
                .orElseThrow(() -> new InvalidInputException("--language: found '" + name + "'; expected zh or en"));
    }
}
