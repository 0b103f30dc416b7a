package io.weibosentiment.report;

import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The paragraph on the methods of a fit that authors paste into a paper, and what it cites. */
final class FitMethods {

    private static final String EPO = "epo";

    private final PageTexts texts;
    private final FitFacts facts;

    FitMethods(PageTexts texts, FitFacts facts) {
        this.texts = texts;
        this.facts = facts;
    }

    String paragraph() {
        NumberFormat numbers = NumberFormat.getIntegerInstance(Locale.ENGLISH);
        Map<String, String> values = Map.of(
                "models", models(),
                "bloggers", numbers.format(facts.bloggers()),
                "windows", numbers.format(facts.fitted()),
                "held", numbers.format(facts.heldOut()),
                "from", facts.fittedFrom(),
                "until", facts.fittedUntil(),
                "replicates", numbers.format(facts.replicates()),
                "version", facts.run().version());
        List<String> keys = new ArrayList<>(List.of("methods.fit", "methods.fit.optimum"));
        if (facts.models().contains(EPO)) {
            keys.add("methods.fit.epo");
        }
        if (facts.heldOut() > 0) {
            keys.add("methods.fit.held");
        }
        keys.add(facts.replicates() > 0 ? "methods.fit.intervals" : "methods.fit.no-intervals");
        return keys.stream()
                .map(key -> texts.get(key, values))
                .collect(Collectors.joining(texts.get("methods.between")));
    }

    private String models() {
        return facts.models().stream()
                .map(model -> texts.get("fit.model." + model))
                .collect(Collectors.joining(texts.get("list.comma")));
    }

    /** Study and software, the sources of the models that were fitted, and of how that was done. */
    List<String> citations() {
        List<String> keys = new ArrayList<>(List.of("cite.study", "cite.software"));
        for (String model : facts.models()) {
            String key = "cite." + (model.startsWith("friedkin-johnsen") ? "friedkin-johnsen" : model);
            if (!keys.contains(key)) {
                keys.add(key);
            }
        }
        keys.add("cite.simplex");
        if (facts.replicates() > 0) {
            keys.add("cite.replicates");
        }
        Map<String, String> values = Map.of("version", facts.run().version());
        return keys.stream().map(key -> texts.get(key, values)).toList();
    }
}
