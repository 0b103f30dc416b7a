package io.weibosentiment.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.weibosentiment.SharedFiles;
import io.weibosentiment.config.Precision;
import io.weibosentiment.files.HostCache;
import io.weibosentiment.model.bundle.BundleCache;
import io.weibosentiment.model.bundle.ModelBundle;
import io.weibosentiment.model.featurizer.Features;
import io.weibosentiment.model.featurizer.WordPieceFeaturizer;
import io.weibosentiment.model.weights.WeightType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checkpoints of many kinds against the token ids and logits that real Transformers gave. */
class VariantsGoldenIT {

    private static final double LOGITS = 1e-4;
    private static final double BFLOAT16 = 0.25;

    @TempDir
    static Path folder;

    private static ModelBundle bundle(String name) throws IOException {
        Path from = SharedFiles.require("models/variants/" + name);
        Path to = folder.resolve(name);
        Optional<String> range = name.equals("bert-regression") ? Optional.of("-2..2") : Optional.empty();
        new ModelImporter(ModelRun.CACHE, new Configuration())
                .importModel(new ImportRequest(
                        from.toAbsolutePath().normalize().toString(),
                        to.toString(),
                        WeightType.FLOAT32,
                        OptionalInt.empty(),
                        new DeclaredHead(Optional.empty(), Optional.empty(), range)));
        return new BundleCache(new HostCache(folder.resolve("cache")), new Configuration()).fetch(to.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "albert",
                "bert-3-labels",
                "bert-5-stars",
                "bert-pytorch-bin",
                "bert-regression",
                "bert-sharded",
                "distilbert",
                "electra",
                "ernie",
                "macbert-multilabel",
                "roberta-wwm-like",
                "xlm-roberta",
            })
    void gives_the_tokens_and_logits_of_transformers(String name) throws IOException {
        ModelBundle bundle = bundle(name);
        List<GoldenText> golden = GoldenText.of("variants/" + name);
        List<Features> features =
                ModelRun.encode(bundle, golden.stream().map(GoldenText::text).toList());
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < golden.size(); i++) {
            if (!Arrays.equals(golden.get(i).input_ids(), WordPieceFeaturizer.ids(features.get(i)))) {
                wrong.add(golden.get(i).text() + ": "
                        + Arrays.toString(golden.get(i).input_ids()) + " and not "
                        + Arrays.toString(WordPieceFeaturizer.ids(features.get(i))));
            }
        }
        assertThat(wrong).isEmpty();
        double exact = largest(golden, ModelRun.exact(bundle, Precision.FLOAT32, features));
        double padded = largest(golden, ModelRun.padded(bundle, Precision.FLOAT32, features));
        double bfloat16 = largest(golden, ModelRun.exact(bundle, Precision.BFLOAT16, features));
        System.out.printf("%s: exact %.1e, padded %.1e, bfloat16 %.3f%n", name, exact, padded, bfloat16);
        assertThat(exact).isLessThan(LOGITS);
        assertThat(padded).isLessThan(LOGITS);
        assertThat(bfloat16).isLessThan(BFLOAT16);
    }

    private static double largest(List<GoldenText> golden, float[][] logits) {
        double largest = 0;
        for (int i = 0; i < logits.length; i++) {
            assertThat(logits[i]).hasSameSizeAs(golden.get(i).logits());
            for (int label = 0; label < logits[i].length; label++) {
                largest = Math.max(
                        largest, Math.abs(logits[i][label] - golden.get(i).logits()[label]));
            }
        }
        return largest;
    }
}
