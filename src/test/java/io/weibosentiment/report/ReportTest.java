package io.weibosentiment.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.weibosentiment.TestSpark;
import io.weibosentiment.output.PublishedRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportTest {

    private static final int MEGABYTE = 1_000_000;
    private static final int MEAN = 4;
    private static final int FLAGS = 5;

    @TempDir
    Path folder;

    private static Report report(PublishedRun run) {
        return new Report(run, new Configuration(), TestSpark::session);
    }

    private static String html(PublishedRun run) throws IOException {
        return report(run).html(Language.EN, Limits.PAGE, Report.MOST_ROWS);
    }

    private static JsonNode data(String html) throws IOException {
        Element block = Jsoup.parse(html).getElementById("data");
        return new ObjectMapper().readTree(block.data());
    }

    private static JsonNode week(PublishedRun run) throws IOException {
        return data(html(run)).path("kinds").path(0);
    }

    @Test
    void marks_thin_and_incomplete_windows_and_shows_no_mean_that_was_not_measured() throws IOException {
        PublishedRun run = new TestRun(folder)
                .blogger("a", 0, 50, 0.4, 10, "", true)
                .blogger("a", 1, 50, 0.5, 10, "u", true)
                .blogger("a", 2, 9, 0.6, 10, "", true)
                .blogger("a", 3, 0, 0.5, 10, "i", true)
                .blogger("a", 4, 0, null, 0, "m", true)
                .blogger("a", 5, 50, 0.7, 10, "p", false)
                .publish();

        JsonNode cells = week(run).path("bloggers").path(0);

        assertThat(cells).extracting(cell -> cell.path(FLAGS).asInt()).containsExactly(0, 1, 0, 1, 1, 2);
        assertThat(cells)
                .extracting(cell -> cell.path(MEAN).asText())
                .containsExactly("0.4", "0.5", "0.6", "null", "null", "0.7");
        assertThat(cells.path(0).path(6).asDouble()).isEqualTo(0.05);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, Long.MAX_VALUE})
    void calls_no_window_incomplete_of_which_the_run_does_not_know_it(long mostRows) throws IOException {
        PublishedRun run =
                new TestRun(folder).blogger("a", 0, 50, 0.4, 10, "", null).publish();

        JsonNode week = data(report(run).html(Language.EN, Limits.PAGE, mostRows))
                .path("kinds")
                .path(0);

        assertThat(week.path("bloggers").path(0).path(0).path(FLAGS).asInt()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"u,'',month", "u,u,month", "'','',week", "'',u,week"})
    void begins_with_the_first_kind_of_reliable_windows_or_the_one_with_the_most_comments_behind_a_mean(
            String week, String month, String first) throws IOException {
        PublishedRun run = new TestRun(folder)
                .blogger("a", 0, 5, 0.4, 10, week, true)
                .kind("month")
                .blogger("a", 0, 50, 0.4, 10, month, true)
                .publish();

        JsonNode data = data(html(run));

        assertThat(data.path("kinds")
                        .path(data.path("first").asInt())
                        .path("kind")
                        .asText())
                .isEqualTo(first);
    }

    @Test
    void reads_tables_without_columns_of_uncertainty() throws IOException {
        PublishedRun run = new TestRun(folder)
                .withoutErrors()
                .blogger("a", 0, 50, 0.4, 10, "", true)
                .blogger("a", 1, 3, 0.4, 10, "", true)
                .publish();

        JsonNode cells = week(run).path("bloggers").path(0);

        assertThat(cells).extracting(cell -> cell.path(FLAGS).asInt()).containsExactly(0, 1);
        assertThat(cells.path(0).path(6).isNull()).isTrue();
    }

    @Test
    void pools_bloggers_by_weight_and_says_how_far_a_post_moves_its_blogger() throws IOException {
        PublishedRun run = new TestRun(folder)
                .blogger("a", 0, 50, 0.4, 40, "", true)
                .blogger("b", 0, 50, 0.9, 10, "", true)
                .post("a", "p", 0, 20, 0.7, 9)
                .post("a", "q", 0, 30, 0.3, 29)
                .post("b", "alone", 0, 50, 0.9, 9)
                .publish();

        JsonNode week = week(run);

        assertThat(week.path("windows").path(0).path(5).asDouble()).isCloseTo(0.5, within(1e-9));
        JsonNode alone = week.path("posts").path(0).path(4).path(0);
        JsonNode p = week.path("posts").path(1).path(4).path(0);
        assertThat(alone.path(5).isNull()).isTrue();
        assertThat(p.path(4).asDouble()).isCloseTo(0.25, within(1e-9)); // 10 of 40
        assertThat(p.path(5).asDouble()).isCloseTo(0.1, within(1e-9)); // 0.4 with it, 0.3 without
    }

    @Test
    void reads_the_same_with_spark_and_without() throws IOException {
        TestRun tables =
                new TestRun(folder).comments(30, 0.12f).comments(20, 1f).unscored(4, "rule:empty");
        for (int i = 0; i < 60; i++) {
            String blogger = i % 7 == 0 ? null : "b" + i % 7;
            tables.blogger(blogger, i / 7, 10L * i, i % 5 == 0 ? null : (i % 9) / 9.0, 20 + i, "", true);
            tables.post(blogger, "p" + i % 40, i / 7, 1 + i, (i % 11) / 11.0, i);
        }
        PublishedRun run = tables.publish();
        Limits few = new Limits(6, 5, 30, 12, 20);

        String direct = report(run).html(Language.ZH, few, Long.MAX_VALUE);
        String bySpark = report(run).html(Language.ZH, few, 0);

        assertThat(data(bySpark)).isEqualTo(data(direct));
        assertThat(data(direct).path("kinds").path(0).path("windows")).hasSize(6);
        assertThat(data(direct).path("kinds").path(0).path("posts_all").asInt()).isEqualTo(40);
        assertThat(data(direct)
                        .path("scores")
                        .path("deciders")
                        .path("rule:empty")
                        .asInt())
                .isEqualTo(4);
    }

    @Test
    void leaves_out_whole_bloggers_with_the_fewest_comments_and_says_how_many_there_are() throws IOException {
        TestRun tables = new TestRun(folder);
        for (int week = 0; week < 4; week++) {
            tables.blogger("many", week, 100, 0.4, 10, "", true);
            tables.blogger("some", week, 50, 0.4, 10, "", true);
            tables.blogger("few", week, 10, 0.4, 10, "", true);
        }

        JsonNode week = data(report(tables.publish()).html(Language.EN, new Limits(9, 9, 11, 9, 9), 1000))
                .path("kinds")
                .path(0);

        assertThat(week.path("names")).extracting(JsonNode::asText).containsExactly("many", "some");
        assertThat(week.path("bloggers_all").asInt()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "</script><script>alert(1)</script>",
                "<!--<script>",
                "\u2028\u2029",
                "\"};alert(1);{\"",
                "{{script}}"
            })
    void keeps_what_ids_say_inside_the_data(String hostile) throws IOException {
        PublishedRun run = new TestRun(folder)
                .blogger(hostile, 0, 50, 0.4, 10, "", true)
                .post(hostile, hostile, 0, 50, 0.4, 9)
                .publish();

        String html = html(run);

        Document page = Jsoup.parse(html);
        assertThat(page.select("script")).hasSize(3);
        assertThat(page.getElementById("data").data()).doesNotContain("<", ">", "&", "\u2028", "\u2029");
        assertThat(data(html).path("kinds").path(0).path("names").path(0).asText())
                .isEqualTo(hostile);
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void allows_only_its_own_scripts_and_style_and_no_request(Language language) throws Exception {
        PublishedRun run =
                new TestRun(folder).blogger("a", 0, 50, 0.4, 10, "", true).publish();

        String html = report(run).html(language, Limits.PAGE, Report.MOST_ROWS);

        Document page = Jsoup.parse(html);
        String policy = page.select("meta[http-equiv=Content-Security-Policy]").attr("content");
        assertThat(policy).contains("default-src 'none'").doesNotContain("unsafe", "http", "connect-src");
        for (String kind : List.of("script", "style")) {
            Matcher parts = Pattern.compile("<" + kind + ">(.*?)</" + kind + ">", Pattern.DOTALL)
                    .matcher(html);
            int found = 0;
            while (parts.find()) {
                assertThat(policy).contains(hash(parts.group(1)));
                found++;
            }
            assertThat(found).isPositive();
        }
        assertThat(page.select("[src], link:not([href^=data:]), [onclick], [style]"))
                .isEmpty();
        assertThat(page.select("html").attr("lang")).isEqualTo(language.tag());
    }

    private static String hash(String content) throws NoSuchAlgorithmException {
        byte[] sum = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
        return "'sha256-" + Base64.getEncoder().encodeToString(sum) + "'";
    }

    @Test
    void fits_2000_bloggers_and_100000_posts_into_10_megabytes() throws IOException {
        TestRun tables = new TestRun(folder);
        for (int blogger = 0; blogger < 2_000; blogger++) {
            for (int week = 0; week < 52; week++) {
                tables.blogger("100000" + blogger, week, 20 + blogger % 50, 0.1234 + week / 100.0, 99, "", true);
            }
        }
        for (int post = 0; post < 100_000; post++) {
            for (int week = 0; week < 3; week++) {
                tables.post("100000" + post % 2_000, "48123456789" + post, post % 49 + week, 7, 0.4321, post % 98);
            }
        }

        String html = html(tables.publish());

        assertThat(html.getBytes(StandardCharsets.UTF_8).length).isLessThan(10 * MEGABYTE);
        JsonNode week = data(html).path("kinds").path(0);
        assertThat(week.path("bloggers_all").asInt()).isEqualTo(2_000);
        assertThat(week.path("bloggers").size()).isGreaterThan(1_000);
        assertThat(week.path("posts_all").asInt()).isEqualTo(100_000);
        assertThat(week.path("posts").size()).isEqualTo(20_000);
    }

    @Test
    void replaces_the_page_in_one_step_and_leaves_nothing_else() throws IOException {
        PublishedRun run = new TestRun(folder.resolve("tables"))
                .blogger("a", 0, 50, 0.4, 10, "", true)
                .publish();
        Path pages = Files.createDirectories(folder.resolve("pages"));
        Files.writeString(pages.resolve("report.html"), "old");

        report(run)
                .write(
                        new org.apache.hadoop.fs.Path(
                                pages.resolve("report.html").toUri()),
                        Language.EN);

        assertThat(pages.toFile().list()).containsExactly("report.html");
        assertThat(pages.resolve("report.html"))
                .content()
                .startsWith("<!doctype html>")
                .endsWith("</html>\n");
    }

    @Test
    void shows_the_windows_that_other_choices_move_the_most() throws IOException {
        PublishedRun run = new TestRun(folder)
                .blogger("a", 0, 50, 0.4, 10, "", true)
                .blogger("a", 1, 50, 0.6, 10, "", true)
                .moved("a", 0, 0.4, 0.05, "week")
                .moved("a", 1, 0.6, 0.25, "post_weight")
                .publish();

        JsonNode sensitivity = data(html(run)).path("sensitivity");

        assertThat(sensitivity.path("all").asInt()).isEqualTo(2);
        assertThat(sensitivity.path("mean").asDouble()).isEqualTo(0.15);
        assertThat(sensitivity.path("rows"))
                .extracting(row -> row.path(7).asDouble())
                .containsExactly(0.25, 0.05);
        assertThat(sensitivity.path("choices").path("post_weight").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"20250101T000000Z-fedcba,0.4", "20250401T000000Z-abcdef,0.41"})
    void does_not_show_how_windows_of_another_run_or_of_other_choices_move(String madeOf, double mean)
            throws IOException {
        PublishedRun run = new TestRun(folder)
                .blogger("a", 0, 50, 0.4, 10, "", true)
                .movedInRun(madeOf, "a", 0, mean, 0.05, "week")
                .publish();

        assertThat(data(html(run)).path("sensitivity")).isEmpty();
        assertThat(data(html(run)).has("sensitivity")).isTrue();
    }

    @Test
    void says_which_table_cannot_be_read() throws IOException {
        PublishedRun run =
                new TestRun(folder).blogger("a", 0, 50, 0.4, 10, "", true).publish();
        try (var files = Files.list(folder.resolve("runs/r/blogger_window_sentiment"))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }

        assertThatThrownBy(() -> html(run)).isInstanceOf(IOException.class).hasMessageContaining("blogger_window");
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void says_how_many_windows_there_are_and_when_whatever_it_holds(Language language) throws IOException {
        TestRun tables = new TestRun(folder);
        for (int week = 0; week < 9; week++) {
            tables.blogger("a", week, 10L * (week % 5), 0.4, 10, "", true);
        }
        Limits few = new Limits(2, 9, 99, 9, 99);

        JsonNode data = data(report(tables.publish()).html(language, few, 1000));

        assertThat(data.path("kinds").path(0).path("windows")).hasSize(2);
        assertThat(data.path("kinds").path(0).path("windows_all").asInt()).isEqualTo(9);
        assertThat(data.path("methods").asText()).contains("2025-03-03", "2025-05-04");
    }

    @Test
    void counts_the_comments_in_the_tables_and_not_the_rows_that_were_kept() throws IOException {
        PublishedRun run = new TestRun(folder)
                .blogger("a", 0, 50, 0.4, 10, "", true)
                .section(
                        "counts",
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("read", 1000)
                                .put("kept", 990)
                                .put("model", 40)
                                .put("rule", 7)
                                .put("unscored", 3))
                .section("selection", JsonNodeFactory.instance.objectNode().put("comments_left_out", 940))
                .publish();

        JsonNode data = data(html(run));

        assertThat(data.path("counts").path("comments").asInt()).isEqualTo(50);
        assertThat(data.path("counts").path("not_selected").asInt()).isEqualTo(940);
        assertThat(data.path("methods").asText())
                .contains("analysed 50 comments")
                .doesNotContain("990");
    }

    @Test
    void takes_the_language_from_the_locale() {
        assertThat(Language.of(Locale.SIMPLIFIED_CHINESE)).isEqualTo(Language.ZH);
        assertThat(Language.of(Locale.forLanguageTag("zh-Hant-TW"))).isEqualTo(Language.ZH);
        assertThat(Language.of(Locale.GERMANY)).isEqualTo(Language.EN);
        assertThat(Language.named("ZH")).contains(Language.ZH);
        assertThat(Language.named("de")).isEmpty();
    }
}
