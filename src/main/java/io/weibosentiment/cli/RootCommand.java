package io.weibosentiment.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program itself, which only has commands. */
@Command(
        name = "weibo-sentiment",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        scope = CommandLine.ScopeType.INHERIT,
        description = {
            "Sentiment of Weibo comments per post, per blogger and over time.",
            "Reads crawled comments, scores each with a BERT model (0 negative to 1 positive), and writes Parquet tables."
        },
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands%n",
        optionListHeading = "%nOptions%n",
        footer = {
            "",
            "Examples",
            "  weibo-sentiment score --config conf/sample.conf",
            "  weibo-sentiment score --input crawl/*.csv --preset weibo-crawler --output tables",
            "  weibo-sentiment check --input crawl/*.csv --preset weibo-crawler --output tables",
            "  weibo-sentiment explain --text '今天天气真好'",
            "",
            "COMMAND --help explains a command."
        })
final class RootCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--verbose",
            scope = CommandLine.ScopeType.INHERIT,
            description = "Show Spark's own log, and the stack trace of a failure.")
    private boolean verbose;

    boolean isVerbose() {
        return verbose;
    }

    /** That a command was given without one of its commands. */
    static ParameterException noCommand(CommandSpec spec) {
        List<String> names = List.copyOf(spec.subcommands().keySet());
        int last = names.size() - 1;
        return new ParameterException(
                spec.commandLine(),
                "no command given; expected " + String.join(", ", names.subList(0, last)) + " or " + names.get(last));
    }

    @Override
    public void run() {
        throw noCommand(spec);
    }
}
