package io.weibosentiment.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A page as one HTML file. It loads nothing and its content policy allows nothing to be loaded; only scripts and styles
 * with the checksums in the policy run. Data are in a block that is no script.
 */
enum Page {
    /** The page of a run's tables. */
    TABLES(
            "title",
            "footer",
            List.of(
                    PageSection.of("moved"),
                    PageSection.of("posts"),
                    PageSection.of("intake"),
                    PageSection.of("scores"),
                    PageSection.of("left-out").withTexts("left"),
                    PageSection.of("corrected").hidden(),
                    PageSection.of("sensitivity").hidden(),
                    Parts.MADE),
            Parts.withTools(
                    "kinds",
                    "moved",
                    "posts",
                    "intake",
                    "scores",
                    "left-out",
                    "corrected",
                    "sensitivity",
                    "made",
                    "page"),
            List.of(Parts.FIT, Parts.TRAINING)),
    /** The page of a fit. */
    FIT(
            "fit.title",
            "fit.footer",
            List.of(
                    PageSection.of("fit/influence"),
                    PageSection.of("fit/compared"),
                    PageSection.of("fit/forecasts"),
                    PageSection.of("fit/certain"),
                    Parts.MADE),
            Parts.withTools(
                    "fit/models", "fit/network", "fit/compared", "fit/forecasts", "fit/certain", "made", "fit/page"),
            Parts.ofTablesAnd(Parts.TRAINING)),
    /** The page of a training. */
    TRAINING(
            "training.title",
            "footer",
            List.of(
                    PageSection.of("training/losses"),
                    PageSection.of("training/epochs"),
                    PageSection.of("training/figures"),
                    PageSection.of("training/made")),
            Parts.withTools("training"),
            Parts.ofTablesAnd(Parts.FIT));

    /** What pages have in common. */
    private static final class Parts {

        static final String FIT = "fit.";
        static final String TRAINING = "training.";

        /** How a page was made, where it has words for a paper. */
        static final PageSection MADE = PageSection.of("made");

        /** How the keys of texts begin that only the page of a run's tables needs. */
        private static final List<String> TABLES = List.of(
                "moved.", "posts.", "intake.", "scores.", "left.", "rule.", "reason.", "corrected.", "sensitivity.");

        private static final List<String> TOOLS = List.of("words", "elements", "tables", "charts");

        static List<String> withTools(String... scripts) {
            return Stream.concat(TOOLS.stream(), Stream.of(scripts)).toList();
        }

        static List<String> ofTablesAnd(String other) {
            return Stream.concat(TABLES.stream(), Stream.of(other)).toList();
        }
    }

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z_.]+)}}");

    private static final String ECHARTS = "/META-INF/resources/webjars/echarts/5.3.1/dist/echarts.min.js";

    private final String title;
    private final String footer;

    @SuppressWarnings("ImmutableEnumChecker") // none of the lists can be changed
    private final List<PageSection> sections;

    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> scripts;

    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> otherTexts;

    /**
     * @param title the key of its title
     * @param footer the key of its footer
     * @param scripts the page's own script: tools first, then a file for each section, then what draws them
     * @param otherTexts how the keys of texts begin that only other pages need
     */
    Page(String title, String footer, List<PageSection> sections, List<String> scripts, List<String> otherTexts) {
        this.title = title;
        this.footer = footer;
        this.sections = sections;
        this.scripts = scripts;
        this.otherTexts = otherTexts;
    }

    /** Those of {@code texts} that the page needs. */
    PageTexts texts(PageTexts texts) {
        return texts.without(otherTexts);
    }

    /** The page of {@code data}, which {@code run} gave, with {@code texts}. */
    String of(String run, ObjectNode data, PageTexts texts) {
        String style = PageFile.text("page.css");
        String echarts = PageFile.text(ECHARTS).strip();
        String script = script();
        Map<String, String> parts = new HashMap<>();
        parts.put("run", escaped(run));
        parts.put("lang", texts.language().tag());
        parts.put(
                "policy",
                "default-src 'none'; script-src " + hash(echarts) + " " + hash(script) + "; style-src " + hash(style)
                        + "; img-src data:; base-uri 'none'; form-action 'none'");
        parts.put("style", style);
        parts.put("echarts", echarts);
        parts.put("script", script);
        parts.put("data", block(data));
        return PLACE.matcher(html())
                .replaceAll(place -> Matcher.quoteReplacement(
                        parts.containsKey(place.group(1))
                                ? parts.get(place.group(1))
                                : escaped(texts.get(place.group(1)))));
    }

    /** The page with names in the places of its contents. */
    String html() {
        return PageFile.text("frame.html")
                .replace("{{TITLE}}", "{{" + title + "}}")
                .replace("{{FOOTER}}", "{{" + footer + "}}")
                .replace("{{LINKS}}", lines(PageSection::link))
                .replace("{{SECTIONS}}", lines(PageSection::html));
    }

    private String lines(Function<PageSection, String> part) {
        return sections.stream().map(part).collect(Collectors.joining("\n"));
    }

    /** The files of the script, one after the other in one function. */
    String script() {
        return scripts.stream()
                .map(name -> PageFile.text("script/" + name + ".js"))
                .collect(Collectors.joining("\n", "'use strict';\n(() => {\n", "})();\n"));
    }

    /**
     * JSON that may stand in a {@code script} element: nothing in it ends the element or opens a comment, and lines end
     * only where JSON's do.
     */
    static String block(ObjectNode data) {
        try {
            return JSON.writeValueAsString(data)
                    .replace("<", "\\u003c")
                    .replace(">", "\\u003e")
                    .replace("&", "\\u0026")
                    .replace("\u2028", "\\u2028")
                    .replace("\u2029", "\\u2029");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree can always be written", e);
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static String hash(String content) {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(sum) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Java has SHA-256", e);
        }
    }
}
