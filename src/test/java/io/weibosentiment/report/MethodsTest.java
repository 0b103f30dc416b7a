package io.weibosentiment.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weibosentiment.TestSpark;
import io.weibosentiment.output.Table;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MethodsTest {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    @TempDir
    Path folder;

    private TestRun run() {
        return new TestRun(folder).blogger("a", 0, 50, 0.4, 10, "", true).comments(50, 0.4f);
    }

    private static JsonNode data(TestRun tables, Language language) throws IOException {
        Report report = new Report(tables.publish(), new Configuration(), TestSpark::session);
        String html = report.html(language, Limits.PAGE, Report.MOST_ROWS);
        return new ObjectMapper()
                .readTree(Jsoup.parse(html).getElementById("data").data());
    }

    private static String paragraph(TestRun tables) throws IOException {
        return data(tables, Language.EN).path("methods").asText();
    }

    @ParameterizedTest
    @CsvSource({"EN, 50 comments", "ZH, 50 条评论"})
    void has_the_runs_own_figures(Language language, String comments) throws IOException {
        JsonNode data = data(run(), language);

        assertThat(data.path("methods").asText())
                .contains(comments, "2025-03-03", "2025-03-09", "0123456789ab", "1.2.3", "weibo-bert-mini")
                .doesNotContain("{");
        assertThat(data.path("citations").toString())
                .contains("10.1007/s13278-026-01645-w", "2511.15303", "0123456789abcdef", "2309.07597")
                .doesNotContain("{");
    }

    @Test
    void names_another_model_without_where_it_lies() throws IOException {
        ObjectNode model = NODES.objectNode()
                .put("bundle", "hdfs://host/home/someone/mine.zip")
                .put("fingerprint", "fedc")
                .put("precision", "float32")
                .put("max_tokens", "64");

        JsonNode data = data(run().section("model", model), Language.EN);

        assertThat(data.path("methods").asText()).contains("the classifier “mine.zip” (fingerprint fedc,");
        assertThat(data.path("citations").toString())
                .contains("“mine.zip”")
                .doesNotContain("someone", "weibo-bert-mini", "2309.07597");
    }

    @Test
    void does_not_say_that_it_scored_what_was_scored_before() throws IOException {
        TestRun tables = run().section("model", NODES.objectNode());

        assertThat(paragraph(tables))
                .contains("had been given to the comments before")
                .doesNotContain("cleaned", "classifier “");
    }

    @Test
    void says_when_a_mean_is_of_low_reliability() throws IOException {
        TestRun tables = run().setting("aggregate.status.effective-comments", 12)
                .setting("aggregate.status.effective-posts", 4)
                .setting("aggregate.status.standard-error", 0.15)
                .setting("aggregate.status.largest-post-share", 0.7);

        assertThat(paragraph(tables)).contains("above 0.15", "below 12", "below 4", "more than 0.7 of the weight");
    }

    @Test
    void says_nothing_of_reliability_where_the_run_had_no_rules_for_it() throws IOException {
        assertThat(paragraph(run())).doesNotContain("reliability");
    }

    @Test
    void says_how_means_are_corrected() throws IOException {
        TestRun tables = new TestRun(folder)
                .corrected()
                .blogger("a", 0, 50, 0.4, 10, "", true)
                .setting("labels.minimum", 25)
                .section("labels", NODES.objectNode().put("labels", 1234).put("tuning", 0.75));

        JsonNode data = data(tables, Language.EN);

        assertThat(data.path("methods").asText())
                .contains("to 1,234 of these comments", "λ = 0.75", "fewer than 25 labels", "not corrected");
        assertThat(data.path("citations").toString()).contains("2306.04746", "2311.01453");
    }

    @Test
    void says_nothing_of_labels_that_corrected_nothing() throws IOException {
        TestRun tables =
                run().section("labels", NODES.objectNode().put("labels", 3).put("tuning", 1.0));

        assertThat(paragraph(tables)).doesNotContain("orrected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"neutral", "previous", "null", "leave-out", "longest-run"})
    void says_what_fills_the_matrix(String fill) throws IOException {
        TestRun tables = run().setting("aggregate.trajectories.fill", fill).rows(Table.TRAJECTORIES, 9);

        assertThat(paragraph(tables)).contains(PageTexts.in(Language.EN).get("methods.fill." + fill));
    }

    @Test
    void says_how_many_replicates_there_are() throws IOException {
        TestRun tables =
                run().setting("aggregate.trajectories.replicates", 200).rows(Table.TRAJECTORIES_REPLICATES, 1800);

        JsonNode data = data(tables, Language.EN);

        assertThat(data.path("methods").asText()).contains("200 replicates of the Bayesian bootstrap");
        assertThat(data.path("citations").toString()).contains("Rubin");
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void gives_no_dates_where_all_windows_are_counted_from_the_post(Language language) throws IOException {
        TestRun tables = new TestRun(folder).onlyKind("since-post:7d").blogger("a", 0, 50, 0.4, 10, "", true);

        assertThat(data(tables, language).path("methods").asText())
                .contains("0123456789ab")
                .doesNotContain("{", "2025", "1970");
    }

    @Test
    void takes_dates_from_windows_of_the_clock() throws IOException {
        TestRun tables = new TestRun(folder)
                .onlyKind("since-post:7d")
                .blogger("a", 0, 50, 0.4, 10, "", true)
                .kind("week")
                .blogger("a", 3, 50, 0.4, 10, "", true);

        assertThat(paragraph(tables)).contains("from 2025-03-24 to 2025-03-30");
    }
}
