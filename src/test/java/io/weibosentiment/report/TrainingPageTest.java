package io.weibosentiment.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weibosentiment.Attempt;
import io.weibosentiment.labels.statistics.Measure;
import io.weibosentiment.output.RunManifest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The page of a training; in headless Chromium where one is installed. */
class TrainingPageTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"EN, 1280, LIGHT", "ZH, 390, DARK"})
    void draws_the_curve_and_breaks_no_rule_of_accessibility(Language language, int width, Browser.Scheme scheme)
            throws IOException {
        Browser.assumeInstalled();
        try (Browser browser = Browser.open(width, scheme)) {
            browser.open(page(language));
            ShownPage page = new ShownPage(browser);

            assertThat(page.drawnCharts()).isEqualTo(1);
            page.assertAccessibleAndNoWiderThanTheWindow();
            assertThat(browser.run("return document.querySelectorAll('#losses-table tbody tr').length")
                            .asInt())
                    .isEqualTo(25);
            assertThat(page.text("epochs-table")).contains("0.8750");
            assertThat(browser.console()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Measure.class)
    void every_figure_has_a_text(Measure measure) {
        assertThat(PageTexts.in(Language.EN).has("training.measure." + measure.key()))
                .isTrue();
    }

    @Test
    void a_name_in_the_options_stays_text() throws IOException {
        String html = new TrainingPage(manifest("</script><img src=x>")).html(Language.EN);

        assertThat(html).doesNotContain("<img src=x>");
    }

    private Path page(Language language) throws IOException {
        Path file = folder.resolve("training.html");
        new TrainingPage(manifest("models/mine"))
                .write(new org.apache.hadoop.fs.Path(file.toUri()), new Configuration(), language);
        return file;
    }

    private static RunManifest manifest(String bundle) throws IOException {
        ObjectNode training = (ObjectNode) JSON.readTree("""
                {"from": "bundled", "best": 2, "options": {"architecture": "BERT", "passes": {"epochs": 3}, "seed": 1},
                 "epochs": [
                   {"epoch": 1, "steps": 100, "training_loss": 0.61, "loss": 0.5, "accuracy": 0.8, "precision": 0.7,
                    "recall": 0.9, "f1": 0.79},
                   {"epoch": 2, "steps": 200, "training_loss": 0.41, "loss": 0.4, "accuracy": 0.88, "precision": 0.8,
                    "recall": 0.9, "f1": 0.875}],
                 "figures": [
                   {"scores": "model", "measure": "accuracy", "value": 0.88, "low": 0.85, "high": 0.9},
                   {"scores": "masked", "measure": "calibration_error", "value": 0.03, "low": null, "high": null}]}
                """);
        training.put("bundle", bundle);
        var losses = training.putArray("losses");
        for (int step = 1; step <= 200; step++) {
            losses.addObject().put("step", step).put("loss", 0.7 - step * 0.002);
        }
        ObjectNode examples = (ObjectNode) JSON.readTree(
                "{\"positive\": 600, \"negative\": 700, \"validation_positive\": 60, \"validation_negative\": 70}");
        Instant time = Instant.parse("2025-04-01T00:00:00Z");
        return new RunManifest(
                "2025-04-01-1",
                "train",
                Map.of("weibo-sentiment", "1.2.3"),
                new Attempt("local-1", 0),
                Map.of("policy", "standard"),
                new RunManifest.Facts(Map.of(TrainingPage.TRAINING, training, TrainingPage.EXAMPLES, examples)),
                time,
                time,
                Map.of(),
                Map.of(),
                Map.of());
    }
}
