package io.weibosentiment.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/**
 * What the manifest of a fit says of it.
 *
 * @param run what it says of any run
 */
record FitFacts(RunFacts run) {

    private JsonNode fact(String name) {
        return run.manifest().facts().section("fit").path(name);
    }

    /** The names of the models, in their usual order. */
    List<String> models() {
        List<String> models = new ArrayList<>();
        fact("models").forEach(model -> models.add(model.asText()));
        return models;
    }

    int bloggers() {
        return fact("bloggers").asInt();
    }

    int windows() {
        return fact("windows").asInt();
    }

    /** How many windows the models were fitted to. */
    int fitted() {
        return fact("fitted_windows").asInt();
    }

    int heldOut() {
        return windows() - fitted();
    }

    /** How many windows after these are predicted; a run of a version that did not say has at least those held out. */
    int ahead() {
        return Math.max(heldOut(), fact("ahead").asInt());
    }

    int replicates() {
        return fact("replicates").asInt();
    }

    /** How many values were filled in; null or missing where that is not known. */
    JsonNode filled() {
        return fact("filled_cells");
    }

    /** The zone in which windows begin. */
    ZoneId zone() {
        String zone = fact("zone").asText();
        return zone.isEmpty() ? run.zone() : ZoneId.of(zone);
    }

    /** The day on which the first window begins. */
    String fittedFrom() {
        return day("fitted_from");
    }

    /** The day on which the last window that models were fitted to begins. */
    String fittedUntil() {
        return day("fitted_until");
    }

    private String day(String name) {
        return DateTimeFormatter.ISO_LOCAL_DATE.format(
                Instant.parse(fact(name).asText()).atZone(zone()));
    }
}
