package io.weibosentiment.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.weibosentiment.model.TinyBundle;
import io.weibosentiment.model.bundle.BundleCache;
import io.weibosentiment.model.bundle.BundleManifest;
import io.weibosentiment.model.weights.Safetensors;
import io.weibosentiment.model.weights.WeightType;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainableImporterTest {

    @TempDir
    private Path folder;

    @Test
    void an_encoder_gets_the_weights_that_it_lacks() throws IOException {
        Path encoder = encoder("encoder");

        assertThat(imported(encoder, "bundle", 1)).containsExactlyInAnyOrder("pooler", "classifier");

        BundleManifest manifest = new BundleCache(ModelRun.CACHE, new Configuration())
                .manifest(folder.resolve("bundle").toString());
        assertThat(manifest.head().labels()).containsExactly("negative", "positive");
        assertThat(manifest.head().positiveLabel()).contains("positive");
        assertThat(manifest.source().name()).isEqualTo("encoder");
        Safetensors own = Safetensors.open(folder.resolve("bundle/weights.safetensors"));
        Safetensors whole = Safetensors.open(TinyBundle.path().resolve("weights.safetensors"));
        for (String name : own.shapes().keySet()) {
            boolean isNew = name.startsWith("classifier.") || name.startsWith("pooler.");
            if (isNew) {
                assertThat(own.reader(name).all())
                        .isNotEqualTo(whole.reader(name).all());
            } else {
                assertThat(own.reader(name).all()).isEqualTo(whole.reader(name).all());
            }
        }
    }

    @Test
    void new_weights_are_those_of_the_seed() throws IOException {
        Path encoder = encoder("encoder");
        imported(encoder, "one", 1);
        imported(encoder, "same", 1);
        imported(encoder, "other", 2);

        Path weights = folder.resolve("one/weights.safetensors");
        assertThat(folder.resolve("same/weights.safetensors")).hasSameBinaryContentAs(weights);
        assertThat(Files.mismatch(folder.resolve("other/weights.safetensors"), weights))
                .isNotNegative();
    }

    @Test
    void a_classifier_lacks_nothing() throws IOException {
        assertThat(imported(TinyCheckpoint.write(folder.resolve("classifier")), "bundle", 1))
                .isEmpty();
    }

    private Set<String> imported(Path from, String to, long seed) throws IOException {
        return new TrainableImporter(ModelRun.CACHE, new Configuration())
                .importModel(
                        new ImportRequest(
                                from.toString(),
                                folder.resolve(to).toString(),
                                WeightType.FLOAT32,
                                OptionalInt.empty(),
                                Optional.empty()),
                        seed);
    }

    /** The tiny checkpoint as BertForMaskedLM would save it, without pooler and classifier. */
    private Path encoder(String name) throws IOException {
        Path encoder = TinyCheckpoint.write(folder.resolve(name));
        List<TinyCheckpoint.Weight> weights = TinyCheckpoint.weights().stream()
                .filter(weight -> !weight.header().name().matches("classifier\\..*|bert\\.pooler\\..*"))
                .toList();
        try (OutputStream out = Files.newOutputStream(encoder.resolve("model.safetensors"))) {
            TinyCheckpoint.write(out, WeightType.FLOAT32, weights);
        }
        String config = TinyCheckpoint.config();
        Files.writeString(
                encoder.resolve("config.json"),
                config.replaceFirst("\\{", "{\"architectures\": [\"BertForMaskedLM\"],"));
        return encoder;
    }
}
