package io.weibosentiment.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weibosentiment.TestSpark;
import io.weibosentiment.output.PublishedRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FitPageTest {

    private static final Pattern DATA =
            Pattern.compile("<script type=\"application/json\" id=\"data\">(.*?)</script>", Pattern.DOTALL);

    @TempDir
    Path folder;

    @Test
    void holds_what_the_tables_have() throws IOException {
        JsonNode data = data(new TestFit(folder, List.of("a", "b", "c", "d"), 8, 2).publish());

        assertThat(data.path("names")).extracting(JsonNode::asText).containsExactlyInAnyOrder("a", "b", "c", "d");
        assertThat(data.path("fit").path("from").asText()).isEqualTo("2025-01-06");
        assertThat(data.path("starts")).hasSize(8);
        assertThat(data.path("starts").path(0).asLong()).isEqualTo(1736121600); // midnight, as clocks there show it
        JsonNode model = data.path("models").path(1);
        assertThat(model.path("name").asText()).isEqualTo("friedkin-johnsen");
        assertThat(model.path("above").asInt()).isEqualTo(12);
        assertThat(model.path("certain").asInt()).isEqualTo(4);
        assertThat(model.path("reaching").asInt()).isEqualTo(4);
        assertThat(model.path("weights")).hasSize(16);
        assertThat(model.path("width").asDouble()).isEqualTo(0.4);
        assertThat(model.path("parameters").path("stubbornness").path(2).path(0).asDouble())
                .isEqualTo(0.25);
        JsonNode determined = model.path("determined");
        assertThat(determined.path("deficient").asInt()).isEqualTo(1);
        assertThat(determined.path("tied").asInt()).isEqualTo(1);
        assertThat(determined.path("unbounded").asInt()).isEqualTo(1);
        assertThat(determined.path("condition_most").asDouble()).isEqualTo(13);
        assertThat(determined.path("multiplier_of").asText()).isEqualTo("b");
        JsonNode forecast = model.path("series").path("forecast").path(0);
        assertThat(forecast.path("from").asInt()).isEqualTo(6);
        assertThat(forecast.path("values")).hasSize(3);
        assertThat(forecast.path("low")).hasSize(3);
    }

    @Test
    void bounds_what_it_holds_of_many_bloggers_and_says_so() throws IOException {
        List<String> bloggers =
                IntStream.range(0, 2_000).mapToObj(i -> "blogger-" + i).toList();
        PublishedRun run = new TestFit(folder, bloggers, 20, 2).publish();

        String html = html(run, Language.EN);

        JsonNode data = data(html);
        assertThat(html.length()).isLessThan(10_000_000);
        assertThat(data.path("shown").asInt()).isEqualTo(FitLimits.PAGE.bloggers());
        assertThat(data.path("fit").path("bloggers").asInt()).isEqualTo(2_000);
        assertThat(data.path("models").path(0).path("weights")).hasSize(FitLimits.PAGE.weights());
        assertThat(data.path("models").path(0).path("weights_all").asInt()).isEqualTo(8_000);
        assertThat(data.path("observed")).hasSize(FitLimits.PAGE.bloggers());
    }

    @Test
    void long_series_are_cut_to_their_end_and_leave_room_for_fewer_bloggers() throws IOException {
        List<String> bloggers =
                IntStream.range(0, 150).mapToObj(i -> "blogger-" + i).toList();

        JsonNode data = data(new TestFit(folder, bloggers, 300, 2).publish());

        assertThat(data.path("fit").path("first").asInt()).isEqualTo(41);
        assertThat(data.path("starts")).hasSize(260);
        assertThat(data.path("shown").asInt()).isEqualTo(FitLimits.PAGE.cells() / (3 * 2 * 261));
    }

    @Test
    void names_the_models_in_a_paragraph_with_what_to_cite() throws IOException {
        JsonNode data = data(new TestFit(folder, List.of("a", "b"), 8, 2).publish());

        assertThat(data.path("methods").asText())
                .contains(
                        "French–DeGroot, Friedkin–Johnsen, EPO", "2 accounts in 6 consecutive windows", "200 Bayesian")
                .doesNotContain("{");
        assertThat(data.path("citations").toString()).contains("DeGroot", "Friedkin", "Ye, M.", "Wolfe", "Rubin");
    }

    private static JsonNode data(PublishedRun run) throws IOException {
        return data(html(run, Language.EN));
    }

    private static JsonNode data(String html) throws IOException {
        Matcher block = DATA.matcher(html);
        assertThat(block.find()).isTrue();
        return new ObjectMapper().readTree(block.group(1));
    }

    static String html(PublishedRun run, Language language) throws IOException {
        return new Report(run, new Configuration(), TestSpark::session).html(language, Limits.PAGE, Report.MOST_ROWS);
    }
}
