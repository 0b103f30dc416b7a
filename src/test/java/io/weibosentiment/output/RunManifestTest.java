package io.weibosentiment.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weibosentiment.Attempt;
import io.weibosentiment.InvalidInputException;
import io.weibosentiment.Manifests;
import io.weibosentiment.output.RunManifest.Facts;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunManifestTest {

    private record Texts(long distinctTexts, Map<String, Long> rejectedReasons) {}

    private record Comments(long unscored) {}

    private record Model(String precision, List<String> labels) {}

    private static final Texts TEXTS = new Texts(7, Map.of("malformed", 2L));
    private static final Model MODEL = new Model("float32", List.of("negative", "positive"));

    private static final Facts FACTS =
            Facts.none().with("counts", TEXTS).with("model", MODEL).with("counts", new Comments(3));

    private static final RunManifest MANIFEST = new RunManifest(
            "20261125T080000Z-abcdef",
            "score",
            Map.of("spark", "4.1.3"),
            new Attempt("application_1", 2),
            Map.of("policy", "paper", "aggregate.zone", "UTC", "output.keep-runs", 7, "input.paths", List.of("a", "b")),
            FACTS,
            Instant.parse("2026-11-25T08:00:00.123456789Z"),
            Instant.parse("2026-11-25T08:01:00Z"),
            Map.of("ingest", 1.5),
            Map.of("comment_scores", 12L),
            Map.of("comment_scores", "runs/20261125T080000Z-abcdef/comment_scores"));

    @Test
    void reads_back_what_it_writes() {
        RunManifest read = RunManifest.parse("manifest.json", MANIFEST.json());

        assertThat(read).usingRecursiveComparison().ignoringFields("facts").isEqualTo(MANIFEST);
        assertThat(read.facts().get("counts", Texts.class)).contains(TEXTS);
        assertThat(read.facts().get("counts", Comments.class)).contains(new Comments(3));
        assertThat(read.facts().get("model", Model.class)).contains(MODEL);
        assertThat(read.facts().get("labels", Model.class)).isEmpty();
        assertThat(read.json()).isEqualTo(MANIFEST.json());
    }

    @Test
    void keys_are_those_that_readers_know() throws IOException {
        JsonNode json = new ObjectMapper().readTree(MANIFEST.json());

        assertThat(json.fieldNames())
                .toIterable()
                .containsExactly(
                        "format",
                        "run",
                        "command",
                        "software",
                        "application",
                        "policy",
                        "zone",
                        "configuration",
                        "counts",
                        "model",
                        "started",
                        "finished",
                        "seconds",
                        "tables",
                        "paths");
        assertThat(json.at("/policy").asText()).isEqualTo("paper");
        assertThat(json.at("/zone").asText()).isEqualTo("UTC");
        assertThat(json.at("/application/attempt").asInt()).isEqualTo(2);
        assertThat(json.at("/counts/rejected_reasons/malformed").asLong()).isEqualTo(2);
        assertThat(json.at("/counts/unscored").asLong()).isEqualTo(3);
    }

    @Test
    void manifest_without_a_format_is_one_of_version_0_1_0() {
        String written = Manifests.of("one").json();

        assertThat(RunManifest.parse("manifest.json", written.replaceFirst("\"format\" : 1,", "")))
                .usingRecursiveComparison()
                .isEqualTo(Manifests.of("one"));
    }

    @Test
    void refuses_a_newer_format_and_says_what_to_do() {
        String newer = Manifests.of("one").json().replaceFirst("\"format\" : 1", "\"format\" : 2");

        assertThatThrownBy(() -> RunManifest.parse("out/manifest.json", newer))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll("out/manifest.json", "format 2", "up to format 1", "use the version");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"run\": \"one\"}", "[]"})
    void refuses_what_is_no_manifest(String text) {
        assertThatThrownBy(() -> RunManifest.parse("out/manifest.json", text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll("out/manifest.json", "expected the manifest of a finished run");
    }
}
