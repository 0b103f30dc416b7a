package io.weibosentiment.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The page that a browser shows: what is asked of every page. */
record ShownPage(Browser browser) {

    /** Brings each chart into view, and counts those whose canvases have any colour on them. */
    private static final String DRAWN = """
            const done = arguments[arguments.length - 1];
            // Of a copy: browsers warn of a canvas that is drawn on and read several times.
            const hasPixels = canvas => {
              const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d', {willReadFrequently: true});
              copy.drawImage(canvas, 0, 0);
              return copy.getImageData(0, 0, canvas.width, canvas.height).data.some(value => value);
            };
            (async () => {
              let drawn = 0;
              for (const chart of document.querySelectorAll('main section:not([hidden]) .chart')) {
                chart.scrollIntoView({block: 'center'});
                await new Promise(next => setTimeout(next, 150));
                drawn += [...chart.querySelectorAll('canvas')].some(hasPixels);
              }
              done(drawn);
            })();
            """;

    private static final String BROKEN_RULES = """
            const done = arguments[0];
            axe.run(document).then(found =>
              done(found.violations.map(rule => rule.id + ': ' + rule.nodes.map(node => node.html).join())));
            """;

    /** How many charts have something drawn, of those in sections that are shown. */
    int drawnCharts() throws IOException {
        return browser.await(DRAWN).asInt();
    }

    /** Unfolds all that is folded, and gives the page time to fill its tables. */
    void unfold() throws IOException {
        browser.run("document.querySelectorAll('details').forEach(details => details.open = true)");
        browser.await("setTimeout(arguments[0], 200)");
    }

    /** The text of an element as it is seen. */
    String text(String id) throws IOException {
        return browser.run("return document.getElementById(arguments[0]).innerText", id)
                .asText();
    }

    void assertAccessibleAndNoWiderThanTheWindow() throws IOException {
        drawnCharts();
        unfold();
        try (InputStream axe = ShownPage.class.getResourceAsStream("/axe.min.js")) {
            browser.run(new String(axe.readAllBytes(), StandardCharsets.UTF_8));
        }
        assertThat(browser.await(BROKEN_RULES)).isEmpty();
        assertThat(browser.run("return document.documentElement.scrollWidth <= innerWidth")
                        .asBoolean())
                .isTrue();
    }

    void assertLoadsNothing() throws IOException {
        assertThat(browser.run("return performance.getEntriesByType('resource').map(entry => entry.name)"))
                .isEmpty();
    }
}
