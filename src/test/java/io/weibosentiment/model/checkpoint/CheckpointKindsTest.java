package io.weibosentiment.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import io.weibosentiment.CapturedLog;
import io.weibosentiment.InvalidInputException;
import io.weibosentiment.config.Precision;
import io.weibosentiment.files.HostCache;
import io.weibosentiment.model.bundle.BundleCache;
import io.weibosentiment.model.bundle.HeadActivation;
import io.weibosentiment.model.bundle.ModelBundle;
import io.weibosentiment.model.featurizer.Features;
import io.weibosentiment.model.featurizer.WordPieceFeaturizer;
import io.weibosentiment.model.weights.WeightType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every architecture, container, tokenizer and head that can be imported, on tiny checkpoints that Transformers wrote
 * (make_checkpoints.py beside them), against its tokens and logits.
 */
class CheckpointKindsTest {

    private static final Path CHECKPOINTS = Path.of("src/test/resources/io/weibosentiment/model/checkpoint");
    private static final double LOGITS = 2e-5;
    private static final double BFLOAT16 = 0.2;

    @TempDir
    static Path folder;

    private static ModelBundle bundle(String name) throws IOException {
        Path to = folder.resolve(name);
        if (!Files.exists(to)) {
            Optional<String> range = name.equals("bert-regression") ? Optional.of("-4..4") : Optional.empty();
            new ModelImporter(ModelRun.CACHE, new Configuration())
                    .importModel(new ImportRequest(
                            CHECKPOINTS.resolve(name).toAbsolutePath().toString(),
                            to.toString(),
                            WeightType.FLOAT32,
                            OptionalInt.empty(),
                            new DeclaredHead(Optional.empty(), Optional.empty(), range)));
        }
        return new BundleCache(new HostCache(folder.resolve("cache")), new Configuration()).fetch(to.toString());
    }

    private static List<GoldenText> golden(String name) throws IOException {
        try (var lines = Files.lines(CHECKPOINTS.resolve(name).resolve("golden.jsonl"))) {
            return lines.map(line -> new Gson().fromJson(line, GoldenText.class))
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "albert-two-groups",
                "bert-regression",
                "bert-stars",
                "bert-three-labels",
                "distilbert",
                "electra",
                "ernie-multi-label",
                "roberta-byte-pairs",
                "xlm-roberta",
            })
    void gives_the_tokens_and_logits_of_transformers(String name) throws IOException {
        ModelBundle bundle = bundle(name);
        List<GoldenText> golden = golden(name);
        List<Features> features =
                ModelRun.encode(bundle, golden.stream().map(GoldenText::text).toList());
        for (int i = 0; i < golden.size(); i++) {
            assertThat(WordPieceFeaturizer.ids(features.get(i)))
                    .as(golden.get(i).text())
                    .isEqualTo(golden.get(i).input_ids());
        }
        requireClose(golden, ModelRun.exact(bundle, Precision.FLOAT32, features), LOGITS);
        requireClose(golden, ModelRun.padded(bundle, Precision.FLOAT32, features), LOGITS);
        requireClose(golden, ModelRun.exact(bundle, Precision.BFLOAT16, features), BFLOAT16);
    }

    private static void requireClose(List<GoldenText> golden, float[][] logits, double tolerance) {
        for (int i = 0; i < logits.length; i++) {
            assertThat(logits[i]).hasSameSizeAs(golden.get(i).logits());
            for (int label = 0; label < logits[i].length; label++) {
                assertThat((double) logits[i][label])
                        .as(golden.get(i).text())
                        .isCloseTo(golden.get(i).logits()[label], org.assertj.core.api.Assertions.within(tolerance));
            }
        }
    }

    private static Path changed(String name, String file, UnaryOperator<String> change) throws IOException {
        Path copy = Files.createTempDirectory(folder, name);
        try (var files = Files.list(CHECKPOINTS.resolve(name))) {
            for (Path each : files.toList()) {
                Files.copy(each, copy.resolve(each.getFileName()));
            }
        }
        String text = Files.readString(copy.resolve(file));
        Files.writeString(copy.resolve(file), change.apply(text));
        assertThat(copy.resolve(file)).content().isNotEqualTo(text);
        return copy;
    }

    @Test
    void takes_the_epsilon_of_a_distilbert_from_nowhere_as_its_class_has_a_constant() throws IOException {
        Path copy = changed("distilbert", "config.json", text -> text.replaceFirst("\\{", "{\"layer_norm_eps\": 0.1,"));
        try (CapturedLog log = CapturedLog.start()) {
            assertThat(Checkpoint.read(copy).config().architecture().epsilon()).isEqualTo(1e-12);
            assertThat(String.join("\n", log.lines())).contains("keys that nothing here uses: layer_norm_eps");
        }
    }

    /** RobertaTokenizerFast puts no blank before a text where its configuration does not say so. */
    @Test
    void refuses_a_blank_before_a_text_of_which_the_configuration_says_nothing() throws IOException {
        Path copy = changed(
                "roberta-byte-pairs",
                "tokenizer.json",
                text -> text.replace("\"add_prefix_space\": false", "\"add_prefix_space\": true"));
        assertThatThrownBy(() -> Checkpoint.read(copy))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("add_prefix_space is false, as it is where nothing is said, and in ")
                .hasMessageContaining("tokenizer.json true; expected the same");
        Path settings = copy.resolve("tokenizer_config.json");
        String said = Files.readString(settings);
        Files.writeString(settings, said.replaceFirst("\\{", "{\"add_prefix_space\": true,"));
        assertThat(Checkpoint.read(copy).tokenizer().json()).contains("\"add_prefix_space\":true");
        Files.writeString(settings, said.replace("RobertaTokenizer", "PreTrainedTokenizerFast"));
        assertThat(Checkpoint.read(copy).tokenizer().json()).contains("\"add_prefix_space\":true");
        Files.delete(settings);
        assertThatThrownBy(() -> Checkpoint.read(copy)).hasMessageContaining("add_prefix_space is false");
    }

    @Test
    void records_what_the_outputs_mean() throws IOException {
        assertThat(bundle("bert-three-labels").manifest().head().values()).containsExactly(0.0, 0.5, 1.0);
        assertThat(bundle("bert-stars").manifest().head().values()).containsExactly(0.0, 0.25, 0.5, 0.75, 1.0);
        assertThat(bundle("ernie-multi-label").manifest().head().activation()).isEqualTo(HeadActivation.SIGMOID);
        assertThat(bundle("ernie-multi-label").manifest().head().positiveLabel())
                .contains("positive");
        assertThat(bundle("bert-regression").manifest().head().sentiment(new float[] {2}))
                .isEqualTo(0.75f);
        assertThat(bundle("bert-regression").manifest().head().sentiment(new float[] {5}))
                .isEqualTo(1);
    }

    /** A bundle of a plain BERT with two labels stays one that versions before can read. */
    @Test
    void has_a_format_of_its_own_for_what_earlier_versions_do_not_know() throws IOException {
        assertThat(bundle("distilbert").manifest().format()).isEqualTo(4);
        assertThat(bundle("bert-three-labels").manifest().format()).isEqualTo(4);
        assertThat(bundle("xlm-roberta").manifest().featurizer()).isEqualTo("tokenizer-json");
        assertThat(bundle("xlm-roberta").manifest().requireMaxTokens(OptionalInt.of(22)))
                .as("24 positions, counted from 2 on")
                .isEqualTo(22);
    }
}
