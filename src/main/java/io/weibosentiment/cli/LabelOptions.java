package io.weibosentiment.cli;

import io.weibosentiment.labels.LabelValues;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The options of what people's labels mean. */
final class LabelOptions {

    @Option(names = "--positive", paramLabel = "VALUE", description = "A label that means positive; can be repeated.")
    private List<String> positive = new ArrayList<>();

    @Option(names = "--negative", paramLabel = "VALUE", description = "A label that means negative; can be repeated.")
    private List<String> negative = new ArrayList<>();

    LabelValues values() {
        return LabelValues.of(positive, negative);
    }
}
