package io.weibosentiment.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weibosentiment.Attempt;
import io.weibosentiment.InvalidInputException;
import io.weibosentiment.model.weights.Safetensors;
import io.weibosentiment.output.Lease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrainerTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(Architecture.class)
    void a_stopped_training_goes_on_to_the_same_numbers(Architecture architecture) throws IOException {
        TrainingOptions options = TinyTraining.options(architecture, 0.1, 2);
        LearningCurve whole;
        Map<String, Integer> weights;
        try (TinyTraining training = new TinyTraining(options);
                TrainingGraph graph = training.graph()) {
            whole = training.train(graph, folder.resolve("whole"), () -> false).orElseThrow();
            weights = hashes(graph);
        }
        assertThat(whole.epochs().get(whole.epochs().size() - 1).trainingLoss())
                .isLessThan(whole.epochs().get(0).trainingLoss());
        assertThat(whole.losses()).extracting(StepLoss::step).contains(1L).isSorted();

        Path stopped = folder.resolve("stopped");
        AtomicInteger steps = new AtomicInteger();
        try (TinyTraining training = new TinyTraining(options);
                TrainingGraph graph = training.graph()) {
            assertThat(training.train(graph, stopped, () -> steps.incrementAndGet() == 5))
                    .isEmpty();
        }
        try (TinyTraining training = new TinyTraining(options);
                TrainingGraph graph = training.graph()) {
            assertThat(training.train(graph, stopped, () -> false)).contains(whole);
            assertThat(hashes(graph)).isEqualTo(weights);
        }
    }

    private static Map<String, Integer> hashes(TrainingGraph graph) {
        Map<String, Integer> hashes = new HashMap<>();
        for (Safetensors.Header weight : graph.variables()) {
            hashes.put(weight.name(), Arrays.hashCode(graph.get(weight.name())));
        }
        return hashes;
    }

    @Test
    void a_training_with_other_options_does_not_go_on() throws IOException {
        try (TinyTraining training = new TinyTraining(TinyTraining.options(Architecture.BERT, 0.1, 2));
                TrainingGraph graph = training.graph()) {
            AtomicInteger steps = new AtomicInteger();
            training.train(graph, folder, () -> steps.incrementAndGet() == 3);
        }
        try (TinyTraining training = new TinyTraining(TinyTraining.options(Architecture.BERT, 0.2, 2));
                TrainingGraph graph = training.graph()) {
            assertThatThrownBy(() -> training.train(graph, folder, () -> false))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("with other options")
                    .hasMessageContaining("bundle.training");
        }
    }

    @Test
    void a_loss_that_is_no_number_ends_the_training() throws IOException {
        try (TinyTraining training = new TinyTraining(TinyTraining.options(Architecture.BERT, 0.1, 500));
                TrainingGraph graph = training.graph()) {
            float[] bias = graph.get("classifier.bias");
            bias[0] = Float.NaN;
            graph.set("classifier.bias", bias);

            assertThatThrownBy(() -> training.train(graph, folder, () -> false))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("NaN in step 1")
                    .hasMessageContaining("--learning-rate");
        }
    }

    @Test
    void only_the_newest_checkpoint_and_the_best_weights_stay() throws IOException {
        try (TinyTraining training = new TinyTraining(TinyTraining.options(Architecture.BERT, 0.1, 2));
                TrainingGraph graph = training.graph()) {
            training.train(graph, folder, () -> false);
        }
        try (Stream<Path> files = Files.list(folder.resolve("bundle.training"))) {
            assertThat(files.map(file -> file.getFileName().toString()).map(name -> name.replaceAll("\\d+", "N")))
                    .containsExactlyInAnyOrder("step-N", "best-N.safetensors", "progress.json");
        }
    }

    @Test
    void what_was_being_written_when_a_training_was_killed_is_removed() throws IOException {
        Path own = folder.resolve("bundle.training");
        Files.createDirectories(own.resolve("step-4"));
        Files.createDirectories(own.resolve("step-6.partial"));
        Files.writeString(own.resolve("step-6.partial/variables.safetensors"), "half");
        Files.writeString(own.resolve("best-1.safetensors.partial"), "half");
        Files.writeString(own.resolve(".progress.json.partial.crc"), "half");
        Lease.Holder holder = new Lease.Holder("run", new Attempt("application", 0), Instant.now());

        try (Lease held = TinyTraining.checkpoints(folder).hold(holder, Duration.ofMinutes(2), Lease.Waiting.NEVER)) {
            held.check();
        }
        try (Stream<Path> files = Files.list(own)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactly("step-4");
        }
    }

    /** The device is always full. */
    @Test
    void a_full_disk_is_told_with_the_file_that_could_not_be_written() throws IOException {
        Path own = Files.createDirectories(folder.resolve("bundle.training"));
        Files.createSymbolicLink(own.resolve("best-1.safetensors.partial"), Path.of("/dev/full"));
        List<Safetensors.Header> weights = List.of(new Safetensors.Header("a", List.of(4)));

        assertThatThrownBy(() -> TinyTraining.checkpoints(folder).writeBest(1, weights, name -> new float[4]))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("best-1.safetensors.partial")
                .hasMessageContaining("No space left");
    }
}
