package io.weibosentiment.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page of a fit in headless Chromium; skipped where none is installed. */
class FitPageInBrowserTest {

    private static final String HOSTILE = "</script><img src=x onerror=document.title='owned'>";
    private static final List<String> BLOGGERS = List.of("1000000001", "人民日报", HOSTILE, "1000000004", "a, b");

    @TempDir
    static Path folder;

    private static Path english;
    private static Path chinese;
    private static Browser browser;
    private static ShownPage page;

    @BeforeAll
    static void make_pages_and_open_browser() throws IOException {
        Browser.assumeInstalled();
        var run = new TestFit(folder.resolve("fit"), BLOGGERS, 12, 2).publish();
        english = write("en", FitPageTest.html(run, Language.EN));
        chinese = write("zh", FitPageTest.html(run, Language.ZH));
        browser = Browser.open(1280, Browser.Scheme.LIGHT);
        page = new ShownPage(browser);
    }

    private static Path write(String name, String html) throws IOException {
        return Files.writeString(folder.resolve(name + ".html"), html);
    }

    @AfterAll
    static void close_browser() throws IOException {
        if (browser != null) {
            browser.close();
        }
    }

    @AfterEach
    void logs_nothing() throws IOException {
        assertThat(browser.console()).isEmpty();
    }

    @Test
    void draws_every_chart_of_every_model_and_loads_nothing() throws IOException {
        browser.open(english);
        for (int model = 0; model < TestFit.MODELS.size(); model++) {
            browser.run(
                    "const select = document.getElementById('model'); select.value = arguments[0];"
                            + " select.dispatchEvent(new Event('change'))",
                    Integer.toString(model));

            assertThat(page.drawnCharts()).isEqualTo(2 + BLOGGERS.size());
        }

        assertThat(browser.run("return document.getElementById('forecast-model').value")
                        .asText())
                .isEqualTo("2");
        page.assertLoadsNothing();
        assertThat(browser.run("return document.title").asText()).isEqualTo("Who listens to whom");
        assertThat(browser.run("return document.querySelectorAll('img').length").asInt())
                .isZero();
    }

    @Test
    void has_a_table_for_each_chart_with_names_as_they_are() throws IOException {
        browser.open(english);
        page.unfold();

        JsonNode rows = browser.run("return ['network-table', 'compared-table', 'forecasts-table', 'certain-table']"
                + ".map(id => document.querySelectorAll('#' + id + ' tbody tr').length)");
        assertThat(rows).extracting(JsonNode::asInt).containsExactly(20, 5, 25, 15);
        assertThat(page.text("network-table")).contains(HOSTILE.substring(0, 20), "人民日报", "0.100 – 0.500");
    }

    @Test
    void says_in_words_what_the_figures_mean() throws IOException {
        browser.open(english);

        assertThat(page.text("verdict"))
                .isEqualTo(
                        "No model forecasts better than “Last value held (no model)” with an error of 0.0400; the best"
                                + " model is French–DeGroot with 0.0500. This rests on 2 windows of 5 accounts.");
        assertThat(page.text("noise"))
                .isEqualTo("Of 15 weights above 0, 5 have a 95% interval that excludes 0. Half of their intervals are"
                        + " wider than 0.40, and 5 pairs without a weight reach 0.1 in theirs.");
        assertThat(page.text("certain-words"))
                .contains("9 equations for 6 unknowns", "For 1 of 5 accounts other weights fit just as well", "10⁻¹⁶");
    }

    @Test
    void says_where_models_forecast_better_and_where_nothing_was_held_out() throws IOException {
        var better = new TestFit(folder.resolve("better"), BLOGGERS, 12, 2)
                .forecastError(0.03)
                .publish();
        browser.open(write("better", FitPageTest.html(better, Language.EN)));
        assertThat(page.text("verdict")).startsWith("3 of 3 models forecast better");

        var none = new TestFit(folder.resolve("none"), BLOGGERS, 12, 0)
                .withoutIntervals()
                .publish();
        browser.open(write("none", FitPageTest.html(none, Language.EN)));
        assertThat(page.drawnCharts()).isEqualTo(2 + BLOGGERS.size());
        assertThat(page.text("verdict")).startsWith("No windows were held out");
        assertThat(page.text("noise")).contains("is not known");
        assertThat(browser.run("return document.getElementById('key-uncertain').hidden")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void draws_a_part_of_many_bloggers_and_says_which() throws IOException {
        List<String> many =
                IntStream.range(0, 400).mapToObj(i -> "blogger-" + i).toList();
        var run = new TestFit(folder.resolve("many"), many, 12, 2).publish();

        browser.open(write("many", FitPageTest.html(run, Language.EN)));

        assertThat(page.drawnCharts()).isEqualTo(2 + 12);
        assertThat(page.text("network-left-out")).startsWith("The picture has the 30 of 400 accounts");
        assertThat(page.text("forecasts-left-out")).startsWith("The page holds 200 of 400 accounts");
        assertThat(page.text("multiples-more")).contains("12 of 200");
    }

    @ParameterizedTest
    @CsvSource({"en, 1280, LIGHT", "zh, 1280, DARK", "en, 390, DARK", "zh, 390, LIGHT"})
    void breaks_no_rule_of_accessibility_and_fits_the_window(String language, int width, Browser.Scheme scheme)
            throws IOException {
        try (Browser window = Browser.open(width, scheme)) {
            window.open(language.equals("en") ? english : chinese);

            new ShownPage(window).assertAccessibleAndNoWiderThanTheWindow();
        }
    }
}
