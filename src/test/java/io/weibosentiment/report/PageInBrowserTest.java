package io.weibosentiment.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.weibosentiment.TestSpark;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page in headless Chromium; skipped where none is installed. */
class PageInBrowserTest {

    private static final String HOSTILE = "</script><img src=x onerror=document.title='owned'>";

    @TempDir
    static Path folder;

    private static Path english;
    private static Path chinese;
    private static Browser browser;
    private static ShownPage page;

    @BeforeAll
    static void make_pages_and_open_browser() throws IOException {
        Browser.assumeInstalled();
        TestRun tables = new TestRun(folder.resolve("tables"))
                .corrected()
                .comments(300, 0.22f)
                .comments(200, 0.81f)
                .unscored(9, "rule:empty");
        for (int week = 0; week < 8; week++) {
            boolean isLast = week == 7;
            tables.blogger("1001", week, 60, 0.3 + week * 0.05, 40, isLast ? "p" : "", !isLast);
            tables.blogger("1002", week, week == 3 ? 4 : 90, 0.6 - week * 0.03, 20, week == 3 ? "u" : "", !isLast);
            tables.blogger(HOSTILE, week, 30, week == 2 ? null : 0.5, 10, "", !isLast);
            tables.moved("1001", week, 0.3 + week * 0.05, 0.02 + week * 0.01, "post_weight");
            tables.post("1001", "N" + week, week, 40, 0.2 + week * 0.1, 9);
            tables.post("1001", "M" + week, week, 20, 0.7, 29);
            tables.post("1002", "K" + week, week, 90, 0.6 - week * 0.03, 19);
            tables.post(HOSTILE, HOSTILE + week, week, 30, 0.5, 9);
        }
        Report report = new Report(tables.publish(), new Configuration(), TestSpark::session);
        english = write(report, Language.EN, "en");
        chinese = write(report, Language.ZH, "zh");
        browser = Browser.open(1280, Browser.Scheme.LIGHT);
        page = new ShownPage(browser);
    }

    private static Path write(Report report, Language language, String name) throws IOException {
        Path file = folder.resolve(name + ".html");
        report.write(new org.apache.hadoop.fs.Path(file.toUri()), language);
        return file;
    }

    @AfterAll
    static void close_browser() throws IOException {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void open_page() throws IOException {
        browser.open(english);
    }

    @AfterEach
    void logs_nothing() throws IOException {
        assertThat(browser.console()).isEmpty();
    }

    @Test
    void draws_every_chart_and_loads_nothing() throws IOException {
        int charts = browser.run("return document.querySelectorAll('main section:not([hidden]) .chart').length")
                .asInt();

        int drawn = page.drawnCharts();

        assertThat(charts).isEqualTo(3 + 5); // accounts, posts, intake, scores, corrected, sensitivity
        assertThat(drawn).isEqualTo(charts);
        page.assertLoadsNothing();
    }

    @Test
    void a_run_with_one_comment_is_told_of_in_the_singular() throws IOException {
        TestRun tables = new TestRun(folder.resolve("one"))
                .comments(1, 0.9f)
                .blogger("a", 0, 1, 0.9, 1, "u", true)
                .post("a", "p", 0, 1, 0.9, 0);
        browser.open(page(tables, "one"));

        assertThat(page.drawnCharts()).isPositive();
        assertThat(page.text("lede")).startsWith("Sentiment of 1 comment on 1 post by 1 account,");
    }

    @Test
    void shows_hostile_names_as_they_are_and_runs_nothing_of_them() throws IOException {
        page.drawnCharts();
        page.unfold();

        assertThat(browser.run("return document.title").asText())
                .isEqualTo(PageTexts.in(Language.EN).get("title"));
        assertThat(browser.run("return document.querySelectorAll('img').length").asInt())
                .isZero();
        assertThat(page.text("multiples")).contains(HOSTILE);
    }

    @Test
    void shows_a_windows_numbers_under_the_pointer() throws IOException {
        browser.run("document.getElementById('multiples').scrollIntoView()");
        browser.await("setTimeout(arguments[0], 300)");

        browser.hover("#multiples .chart", 0, 0);

        browser.await("setTimeout(arguments[0], 300)");
        String tip = browser.run("return document.querySelector('#multiples .tip').innerText")
                .asText();
        assertThat(tip).contains("2025", "Sentiment", "95% interval", "Effective comments");
    }

    @Test
    void sorts_and_searches_the_table_of_posts() throws IOException {
        browser.click("#posts-table th:nth-child(5) button");
        String highest = firstRow();
        browser.click("#posts-table th:nth-child(5) button");
        String lowest = firstRow();
        browser.type("#posts-table input", "k3");

        assertThat(highest).startsWith("N7");
        assertThat(lowest).startsWith("N0");
        assertThat(firstRow()).startsWith("K3");
        assertThat(browser.run("return document.querySelectorAll('#posts-table tbody tr').length")
                        .asInt())
                .isEqualTo(1);
        assertThat(browser.run(
                                "return document.querySelector('#posts-table th:nth-child(5)').getAttribute('aria-sort')")
                        .asText())
                .isEqualTo("ascending");
    }

    private static String firstRow() throws IOException {
        return browser.run("return document.querySelector('#posts-table tbody tr').innerText")
                .asText();
    }

    @Test
    void finds_an_account() throws IOException {
        browser.type("#find", "1002");

        JsonNode names = browser.run("return [...document.querySelectorAll('#multiples b')].map(b => b.textContent)");
        assertThat(names).extracting(JsonNode::asText).containsExactly("1002");
    }

    @Test
    void has_a_table_for_each_chart() throws IOException {
        page.unfold();

        JsonNode without =
                browser.run("return [...document.querySelectorAll('main section:not([hidden])')].filter(section =>"
                        + " section.querySelector('.chart') && !section.querySelector('table tbody tr'))"
                        + ".map(section => section.id)");
        assertThat(without).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"en, 1280, LIGHT", "zh, 1280, DARK", "en, 390, DARK", "zh, 390, LIGHT"})
    void breaks_no_rule_of_accessibility_and_fits_the_window(String language, int width, Browser.Scheme scheme)
            throws IOException {
        try (Browser window = Browser.open(width, scheme)) {
            window.open(language.equals("en") ? english : chinese);

            new ShownPage(window).assertAccessibleAndNoWiderThanTheWindow();
            assertThat(window.run("return matchMedia(arguments[0]).matches", scheme.query())
                            .asBoolean())
                    .isTrue();
        }
    }

    @Test
    void says_what_is_left_out_of_charts_with_many_windows_and_has_all_in_their_tables() throws IOException {
        TestRun tables = new TestRun(folder.resolve("years")).comments(700, 0.3f);
        for (int week = 0; week < 700; week++) {
            tables.blogger("1001", week, 30, 0.2 + week % 7 * 0.1, 40, "", true);
            tables.post("1001", "N" + week % 20, week, 30, 0.2 + week % 7 * 0.1, 9);
        }
        browser.open(page(tables, "years"));
        page.drawnCharts();
        page.unfold();

        assertThat(page.text("moved-left-out")).startsWith("Panels have the last 260 of 700 windows;");
        assertThat(page.text("heat-left-out")).matches("The chart has the \\d{2,3} of 700 windows .*");
        assertThat(page.text("intake-sums")).contains("a bar adds up 3 that");
        assertThat(page.text("moved-table")).contains("25 of 700");
        assertThat(page.text("heat-table")).contains("25 of 700");
        assertThat(page.text("intake-table")).contains("25 of 700");
    }

    @Test
    void hides_sections_and_their_links_where_no_window_has_a_comment() throws IOException {
        browser.open(page(new TestRun(folder.resolve("empty")), "empty"));

        JsonNode shown = browser.run("return [...document.querySelectorAll('main > section:not([hidden])')]"
                + ".map(section => section.id)");
        JsonNode linked = browser.run("return [...document.querySelectorAll('nav li:not([hidden]) a')]"
                + ".map(link => link.getAttribute('href').slice(1))");
        assertThat(shown).extracting(JsonNode::asText).containsExactly("scores", "left-out", "made");
        assertThat(linked).isEqualTo(shown);
    }

    private static Path page(TestRun tables, String name) throws IOException {
        return write(new Report(tables.publish(), new Configuration(), TestSpark::session), Language.EN, name);
    }

    @Test
    void counts_no_comment_twice_where_windows_overlap() throws IOException {
        TestRun tables =
                new TestRun(folder.resolve("overlapping")).comments(30, 0.3f).onlyKind("14d/7d");
        for (int week = 0; week < 4; week++) {
            tables.blogger("1001", week, 30, 0.4, 40, "", true);
        }
        browser.open(page(tables, "overlapping"));

        assertThat(page.text("multiples")).contains("mean 0.40 · 4 windows").doesNotContain("120");
    }

    @Test
    void draws_charts_for_paper_in_its_colours_and_width() throws IOException {
        try (Browser dark = Browser.open(1280, Browser.Scheme.DARK)) {
            dark.open(english);
            dark.run("dispatchEvent(new Event('beforeprint'))");

            assertThat(dark.run("return getComputedStyle(document.documentElement).getPropertyValue('--paper').trim()")
                            .asText())
                    .isEqualTo("#fff");
            assertThat(dark.run("return Math.max(...[...document.querySelectorAll('canvas')].map(c => c.clientWidth))")
                            .asInt())
                    .isBetween(600, 700);

            dark.run("dispatchEvent(new Event('afterprint'))");
            assertThat(dark.run("return getComputedStyle(document.documentElement).getPropertyValue('--paper').trim()")
                            .asText())
                    .isNotEqualTo("#fff");
        }
    }

    @Test
    void prints() throws IOException {
        assertThat(new String(browser.printed(), StandardCharsets.ISO_8859_1)).startsWith("%PDF");
    }
}
