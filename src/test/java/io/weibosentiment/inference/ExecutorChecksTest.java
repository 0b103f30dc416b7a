package io.weibosentiment.inference;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.weibosentiment.TestSpark;
import io.weibosentiment.config.DeviceChoice;
import io.weibosentiment.config.ModelConfig;
import io.weibosentiment.config.Precision;
import io.weibosentiment.model.TinyBundle;
import io.weibosentiment.util.Finding;
import io.weibosentiment.util.Finding.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExecutorChecksTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(
            value = Precision.class,
            names = {"FLOAT32", "BFLOAT16"})
    void finds_a_model_good_that_meets_its_test_vectors(Precision precision) {
        List<Finding> found = ask(config(TinyBundle.path(), precision, Optional.empty()));

        assertThat(found).noneMatch(Finding::isProblem);
        assertThat(one(found, "model").text()).contains("test vectors met");
    }

    @Test
    void tells_a_tokenizer_that_gives_other_token_ids_than_the_bundle_recorded() throws IOException {
        Path bundle = copied(json -> {
            JsonArray ids = vectors(json)
                    .get(0)
                    .getAsJsonObject()
                    .getAsJsonObject("sequences")
                    .getAsJsonArray("ids");
            ids.set(1, ids.get(2));
            ids.set(2, new JsonPrimitive(7));
        });

        Finding tokenizer = one(ask(config(bundle)), "tokenizer");

        assertThat(tokenizer.outcome()).isEqualTo(Outcome.PROBLEM);
        assertThat(tokenizer.text()).contains("test vector 1 gives the token ids", "the bundle expects", "import");
    }

    @Test
    void tells_a_model_that_gives_other_logits_than_the_bundle_recorded() throws IOException {
        Path bundle = copied(json -> {
            JsonArray logits = vectors(json).get(3).getAsJsonObject().getAsJsonArray("logits");
            logits.set(0, new JsonPrimitive(logits.get(0).getAsFloat() + 0.1f));
        });

        List<Finding> found = ask(config(bundle));

        assertThat(one(found, "model").outcome()).isEqualTo(Outcome.PROBLEM);
        assertThat(one(found, "model").text())
                .contains("off the bundle's test vectors by 0.1", "expected at most 0.02");
        assertThat(one(found, "tokenizer").outcome()).isEqualTo(Outcome.OK);
    }

    @Test
    void says_so_when_a_bundle_has_no_test_vectors() throws IOException {
        List<Finding> found = ask(config(copied(json -> json.remove("testVectors"))));

        assertThat(found).noneMatch(Finding::isProblem);
        assertThat(one(found, "tokenizer").text()).contains("no test vectors");
        assertThat(one(found, "model").text()).contains("no test vectors");
    }

    @Test
    void tells_a_cache_that_cannot_be_written() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        List<Finding> found = ask(config(TinyBundle.path(), Precision.FLOAT32, Optional.of(file + "/cache")));

        assertThat(one(found, "cache").outcome()).isEqualTo(Outcome.PROBLEM);
        assertThat(one(found, "cache").text()).contains(file + "/cache", "cannot be written", "WEIBO_SENTIMENT_CACHE");
    }

    private Path copied(Consumer<JsonObject> change) throws IOException {
        Path copy = Files.createDirectory(folder.resolve("bundle"));
        for (String file : List.of("tokenizer.json", "weights.safetensors")) {
            Files.copy(TinyBundle.path().resolve(file), copy.resolve(file));
        }
        JsonObject json = JsonParser.parseString(
                        Files.readString(TinyBundle.path().resolve("model.json")))
                .getAsJsonObject();
        change.accept(json);
        Files.writeString(copy.resolve("model.json"), json.toString());
        return copy;
    }

    private static JsonArray vectors(JsonObject json) {
        return json.getAsJsonArray("testVectors");
    }

    private static ModelConfig config(Path bundle) {
        return config(bundle, Precision.FLOAT32, Optional.empty());
    }

    private static ModelConfig config(Path bundle, Precision precision, Optional<String> cache) {
        return new ModelConfig(bundle.toString(), precision, DeviceChoice.CPU, OptionalInt.empty(), cache);
    }

    private static List<Finding> ask(ModelConfig config) {
        return ExecutorChecks.ask(
                TestSpark.session(),
                config,
                System.nanoTime() + Duration.ofMinutes(2).toNanos());
    }

    private static Finding one(List<Finding> found, String check) {
        List<Finding> ofCheck =
                found.stream().filter(finding -> finding.check().equals(check)).toList();
        assertThat(ofCheck).as("%s of %s", check, found).hasSize(1);
        return ofCheck.get(0);
    }
}
