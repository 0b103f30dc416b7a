package io.weibosentiment.training;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.model.featurizer.Featurizer;
import io.weibosentiment.util.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Row;

/**
 * The examples of a training, as numbers.
 *
 * @param training those that are learned from
 * @param validation those that are judged by
 * @param sha256 the hash of texts, labels and parts, in hex: the same for the same data, wherever it was read
 * @param truncated how many texts are longer than they are read
 */
record TrainingData(List<Example> training, List<Example> validation, String sha256, int truncated) {

    /** So many texts are read at once. */
    private static final int CHUNK = 1000;

    /** More examples than people label; their tokens stay in memory. */
    private static final int MOST = 5_000_000;

    TrainingData {
        training = List.copyOf(training);
        validation = List.copyOf(validation);
    }

    /**
     * Reads rows in their order, which must be the same whenever they are read.
     *
     * @param rows see {@link Examples}
     * @param outputs the model's output for negative and for positive labels
     */
    static TrainingData read(Iterator<Row> rows, Featurizer featurizer, LabelOutputs outputs) {
        MessageDigest hash = Sha256.digest();
        List<Example> training = new ArrayList<>();
        List<Example> validation = new ArrayList<>();
        int truncated = 0;
        List<Row> chunk = new ArrayList<>();
        while (rows.hasNext()) {
            chunk.add(rows.next());
            if (chunk.size() == CHUNK || !rows.hasNext()) {
                var features =
                        featurizer.encode(chunk.stream().map(Examples::text).toList());
                for (int i = 0; i < chunk.size(); i++) {
                    Row row = chunk.get(i);
                    hash.update(Examples.identity(row).getBytes(StandardCharsets.UTF_8));
                    Example example = new Example(features.get(i), outputs.of(Examples.isPositive(row)));
                    (Examples.isValidation(row) ? validation : training).add(example);
                    truncated += features.get(i).truncated() ? 1 : 0;
                }
                chunk.clear();
            }
            if (training.size() + validation.size() > MOST) {
                throw new InvalidInputException("found more than " + MOST
                        + " labelled texts, whose tokens stay in memory while a model is trained; give fewer");
            }
        }
        return new TrainingData(training, validation, HexFormat.of().formatHex(hash.digest()), truncated);
    }
}
