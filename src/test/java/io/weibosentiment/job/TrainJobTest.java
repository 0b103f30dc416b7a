package io.weibosentiment.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonParser;
import io.weibosentiment.Attempt;
import io.weibosentiment.InvalidInputException;
import io.weibosentiment.OutputBusyException;
import io.weibosentiment.RejectLimitExceededException;
import io.weibosentiment.TestSpark;
import io.weibosentiment.config.ConfigLoader;
import io.weibosentiment.config.ConfigSources;
import io.weibosentiment.config.JobConfig;
import io.weibosentiment.ingest.LabelledColumns;
import io.weibosentiment.labels.LabelValues;
import io.weibosentiment.labels.evaluation.Group.Scores;
import io.weibosentiment.labels.statistics.Bootstrap;
import io.weibosentiment.labels.statistics.GroupFigures;
import io.weibosentiment.labels.statistics.Measure;
import io.weibosentiment.model.TinyBundle;
import io.weibosentiment.output.Lease;
import io.weibosentiment.training.Architecture;
import io.weibosentiment.training.CheckpointFolder;
import io.weibosentiment.training.EmoticonUse;
import io.weibosentiment.training.EpochFigures;
import io.weibosentiment.training.Optimization;
import io.weibosentiment.training.Passes;
import io.weibosentiment.training.TrainingOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrainJobTest {

    private static final int TEXTS = 120;

    @TempDir
    private Path folder;

    /** The last epoch's figures, made in the trainer's graph, are those that the bundle gives as score runs it. */
    @ParameterizedTest
    @EnumSource(Architecture.class)
    void a_bundle_scores_as_the_model_that_was_trained(Architecture architecture) throws IOException {
        TrainJob.Outcome outcome = run(architecture, labelled("labels.csv", 0), List.of(), "bundle");

        GroupFigures all = outcome.evaluation().orElseThrow().all(Scores.MODEL).orElseThrow();
        EpochFigures best = outcome.curve().orElseThrow().best();
        assertThat(best.accuracy()).isGreaterThan(0.8);
        assertThat(all.values().get(Measure.ACCURACY)).isCloseTo(best.accuracy(), within(1e-9));
        assertThat(all.values().get(Measure.F1_MACRO)).isCloseTo(best.f1(), within(1e-9));
        assertThat(logLoss()).isCloseTo(best.loss(), within(1e-5));
        assertThat(folder.resolve("bundle.training")).doesNotExist();
        var record = JsonParser.parseString(Files.readString(folder.resolve("bundle/training.json")))
                .getAsJsonObject();
        assertThat(record.get("bestEpoch").getAsInt()).isEqualTo(best.epoch());
        assertThat(record.get("training").getAsInt() + record.get("validation").getAsInt())
                .isEqualTo(TEXTS);
    }

    /** The mean cross entropy of the published scores. */
    private double logLoss() {
        return TestSpark.session()
                .read()
                .parquet(folder.resolve("out/evaluated_texts").toString())
                .select("sentiment", "label")
                .collectAsList()
                .stream()
                .mapToDouble(row -> -Math.log(row.getInt(1) == 1 ? row.getFloat(0) : 1 - row.getFloat(0)))
                .average()
                .orElseThrow();
    }

    @Test
    void the_same_seed_gives_the_same_bundle() throws IOException {
        run(Architecture.BERT, labelled("labels.csv", 0), List.of(), "one");
        run(Architecture.BERT, labelled("labels.csv", 0), List.of(), "two");

        assertThat(folder.resolve("one/model.json")).hasSameTextualContentAs(folder.resolve("two/model.json"));
        assertThat(folder.resolve("one/weights.safetensors"))
                .hasSameBinaryContentAs(folder.resolve("two/weights.safetensors"));
    }

    @Test
    void texts_to_judge_by_are_not_learned_from() throws IOException {
        Path judged = labelled("judged.csv", TEXTS - 30);

        TrainJob.Outcome outcome =
                run(Architecture.BERT, labelled("labels.csv", 0), List.of(judged.toString()), "bundle");

        var record = JsonParser.parseString(Files.readString(folder.resolve("bundle/training.json")))
                .getAsJsonObject();
        assertThat(record.get("training").getAsInt()).isEqualTo(TEXTS - 30);
        assertThat(record.get("validation").getAsInt()).isEqualTo(TEXTS);
        assertThat(outcome.evaluation().orElseThrow().counts().rows()).isEqualTo(TEXTS);
    }

    @Test
    void masked_texts_that_differ_in_emoticons_alone_are_one() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < TEXTS; i++) {
            String text = (i % 4 < 2 ? "好棒赞" : "差骂恨") + i / 2 + (i % 2 == 0 ? "[哈哈]" : "[泪]");
            lines.add(text + "," + (i % 4 < 2 ? 1 : 0));
        }
        Path labels = write("labels.csv", lines);

        run(options(Architecture.BERT, EmoticonUse.KEPT), labels, List.of(), "kept");
        run(options(Architecture.BERT, EmoticonUse.MASKED), labels, List.of(), "masked");

        assertThat(examples("kept")).isEqualTo(TEXTS);
        assertThat(examples("masked")).isEqualTo(TEXTS / 2);
    }

    private int examples(String bundle) throws IOException {
        var record = JsonParser.parseString(Files.readString(folder.resolve(bundle + "/training.json")))
                .getAsJsonObject();
        return record.get("training").getAsInt() + record.get("validation").getAsInt();
    }

    @Test
    void a_bundle_that_another_training_writes_is_left_alone() throws IOException {
        CheckpointFolder checkpoints =
                CheckpointFolder.of(folder.resolve("bundle").toString(), new Configuration());
        Path labels = labelled("labels.csv", 0);
        Lease.Holder other = new Lease.Holder("other", new Attempt("application", 0), Instant.now());

        try (Lease held = checkpoints.hold(other, Duration.ofMinutes(2), new Lease.Waiting(Duration.ZERO, () -> {}))) {
            assertThatThrownBy(() -> run(Architecture.BERT, labels, List.of(), "bundle"))
                    .isInstanceOf(OutputBusyException.class)
                    .hasMessageContaining("bundle.training")
                    .hasMessageContaining("run other");
            held.check();
        }
        checkpoints.removeIfEmpty();
        assertThat(folder.resolve("bundle.training")).doesNotExist();
    }

    @Test
    void bad_input_stops_before_anything_is_trained() throws IOException {
        Path labels = labelled("labels.csv", 0);
        Files.createDirectory(folder.resolve("there"));
        assertInvalid(labels, "there", "exists already");
        Path one = write("one.csv", List.of("差 0,0", "差 1,0", "差 2,0", "差 3,0"));
        assertInvalid(one, "bundle", "0 are positive");
        Path few = write("few.csv", List.of("差 0,0", "好 1,1"));
        assertInvalid(few, "bundle", "--validation-share");
        Path others = write("others.csv", List.of("差 0,0", "好 1,1", "一般,2", "还行,3"));
        assertThatThrownBy(() -> run(Architecture.BERT, others, List.of(), "bundle"))
                .isInstanceOf(RejectLimitExceededException.class)
                .hasMessageContaining("unusable_label");
        assertThat(folder.resolve("bundle")).doesNotExist();
    }

    private void assertInvalid(Path labels, String to, String message) {
        assertThatThrownBy(() -> run(Architecture.BERT, labels, List.of(), to))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(message);
    }

    @Test
    void options_out_of_range_are_reported_together() {
        assertThatThrownBy(() -> new TrainingOptions(
                        Architecture.BERT,
                        new Passes(0, 2, 96, 500),
                        new Optimization(-1, 0.1, 1, 1, 0.01, 1),
                        EmoticonUse.KEPT,
                        1,
                        false,
                        7,
                        2,
                        1))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.problems())
                                .satisfiesExactlyInAnyOrder(
                                        problem -> assertThat(problem).startsWith("--epochs: found 0"),
                                        problem -> assertThat(problem).startsWith("--learning-rate: found -1.0"),
                                        problem -> assertThat(problem).startsWith("--dropout: found 1.0"),
                                        problem -> assertThat(problem).startsWith("--max-tokens: found 2")));
    }

    /** Texts of two kinds, of several lengths, from the {@code from}th on twice. */
    private Path labelled(String name, int from) throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < TEXTS; i++) {
            String text = (i % 2 == 0 ? "好棒赞" : "差骂恨") + "天气".repeat(1 + i % 5) + " " + (i + from);
            lines.add(text + "," + (i % 2 == 0 ? 1 : 0));
        }
        return write(name, lines);
    }

    private Path write(String name, List<String> rows) throws IOException {
        List<String> lines = new ArrayList<>(List.of("text,label"));
        lines.addAll(rows);
        return Files.write(folder.resolve(name), lines);
    }

    private static TrainingOptions options(Architecture architecture, EmoticonUse emoticons) {
        return new TrainingOptions(
                architecture,
                new Passes(3, 2, 128, 500),
                new Optimization(architecture.isFromNothing() ? 5e-3 : 2e-3, 0.1, 1, 1, 0.01, 1),
                emoticons,
                0.1,
                true,
                7,
                0,
                2);
    }

    private TrainJob.Outcome run(Architecture architecture, Path file, List<String> validation, String to)
            throws IOException {
        return run(options(architecture, EmoticonUse.KEPT), file, validation, to);
    }

    private TrainJob.Outcome run(TrainingOptions options, Path file, List<String> validation, String to)
            throws IOException {
        Optional<String> ontology = options.architecture() == Architecture.KEAMM
                ? Optional.of(Files.writeString(
                                folder.resolve("ontology.csv"),
                                "词语,词性种类,词义数,词义序号,情感分类,强度,极性\n好,adj,1,1,PH,5,1\n差,adj,1,1,NN,5,2\n")
                        .toString())
                : Optional.empty();
        TrainingRequest request = new TrainingRequest(
                LabelledColumns.parse("", Optional.empty()),
                LabelValues.of(List.of(), List.of()),
                validation,
                0.2,
                folder.resolve(to).toString(),
                options,
                ontology,
                new Bootstrap(20, 1));
        return TrainJob.run(config(options.architecture(), file), request, QuietSession.open());
    }

    private JobConfig config(Architecture architecture, Path file) {
        List<String> settings = List.of(
                "input.paths=[\"" + file + "\"]",
                "model.bundle=" + (architecture.isFromNothing() ? "bundled" : TinyBundle.path()),
                "model.precision=float32",
                "output.dir=\"" + folder.resolve("out") + "\"");
        return new ConfigLoader(Map.of()).load(new ConfigSources(List.of(), settings, Optional.empty()));
    }
}
