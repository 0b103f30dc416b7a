package io.weibosentiment.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weibosentiment.output.PublishedRun;
import io.weibosentiment.output.RunManifest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** All that the page of a fit draws, as one JSON object. Its tables are read row by row, whatever their size. */
final class FitPageData {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** What needs no model. */
    private static final List<String> BASELINES = List.of("last-value", "column-means");

    /** {@code forecast} and {@code free-run}. */
    private static final int METHODS = 2;

    private final FitFacts facts;
    private final PageTexts texts;
    private final FitMeasures measures;
    private final FitInfluence influence;
    private final FitParameters parameters;
    private final FitForecasts forecasts;
    private final List<String> shown;
    private final int firstStep;

    /** Reads what the page shows of a fit, of which it may hold as much as {@code limits} say. */
    FitPageData(PublishedRun run, FitLimits limits, PageTexts texts, Configuration hadoop) throws IOException {
        this.facts = new FitFacts(new RunFacts(run.manifest()));
        this.texts = texts;
        this.measures = FitMeasures.of(run, hadoop);
        this.influence = FitInfluence.of(run, limits.weights(), hadoop);
        this.firstStep = Math.max(1, facts.windows() - limits.windows() + 1);
        int steps = facts.fitted() + facts.ahead() - firstStep + 1;
        long cells = (long) facts.models().size() * METHODS * steps;
        this.shown = influence.mostHeard(measures.bloggers(), limits.bloggersOf(cells));
        this.parameters = FitParameters.of(run, shown, hadoop);
        this.forecasts = FitForecasts.of(run, shown, firstStep, steps, facts.zone(), hadoop);
    }

    ObjectNode json() {
        FitNames names = new FitNames(shown);
        ObjectNode json = texts.json();
        json.set("run", run());
        json.set("fit", fit());
        ArrayNode models = json.putArray("models");
        facts.models().forEach(name -> models.add(model(name, names)));
        ArrayNode baselines = json.putArray("baselines");
        BASELINES.forEach(name -> baselines.add(baseline(name)));
        json.set("starts", forecasts.starts());
        json.set("observed", forecasts.observed());
        json.set("names", names.json());
        json.put("shown", shown.size());
        FitMethods methods = new FitMethods(texts, facts);
        json.put("methods", methods.paragraph());
        ArrayNode citations = json.putArray("citations");
        methods.citations().forEach(citations::add);
        return json;
    }

    private ObjectNode fit() {
        ObjectNode fit = NODES.objectNode()
                .put("bloggers", facts.bloggers())
                .put("windows", facts.windows())
                .put("fitted", facts.fitted())
                .put("ahead", facts.ahead())
                .put("replicates", facts.replicates())
                .put("first", firstStep)
                .put("from", facts.fittedFrom())
                .put("until", facts.fittedUntil());
        JsonNode filled = facts.filled();
        if (filled.isNumber()) {
            fit.set("filled", filled);
        }
        return fit;
    }

    private ObjectNode model(String name, FitNames names) {
        ObjectNode json = baseline(name);
        influence.addTo(json, name, shown, names);
        parameters.addTo(json, name);
        return json;
    }

    private ObjectNode baseline(String name) {
        ObjectNode json = NODES.objectNode().put("name", name);
        measures.addTo(json, name, shown);
        forecasts.addTo(json, name);
        return json;
    }

    private ObjectNode run() {
        RunManifest manifest = facts.run().manifest();
        List<String> labels = new ArrayList<>();
        facts.models().forEach(model -> labels.add(texts.get("fit.model." + model)));
        ObjectNode run = NODES.objectNode()
                .put("id", manifest.run())
                .put("command", manifest.command())
                .put("started", manifest.started().toString())
                .put("finished", manifest.finished().toString())
                .put("zone", facts.zone().getId())
                .put("models", String.join(texts.get("list.comma"), labels))
                .put("fitted_from", facts.fittedFrom())
                .put("fitted_until", facts.fittedUntil())
                .put("replicates", Integer.toString(facts.replicates()));
        manifest.software().forEach(run::put);
        return run;
    }
}
