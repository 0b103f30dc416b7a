package io.weibosentiment.training;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.util.List;

/**
 * What a bundle says of its training, in its file training.json.
 *
 * @param start the fingerprint of the model that it started from
 * @param data the SHA-256 of the examples: for each, in the order of their keys, a line of key, label and part
 * @param training how many texts were learned from
 * @param validation how many were judged by
 * @param truncated how many of both are longer than the model reads
 * @param options how the model was trained
 * @param bestEpoch the epoch whose weights the bundle has
 * @param epochs the figures of each epoch
 * @param losses the loss on what it learned from, in means of several steps
 * @param engine what computed it
 */
record TrainingRecord(
        String start,
        String data,
        int training,
        int validation,
        int truncated,
        TrainingOptions options,
        int bestEpoch,
        List<EpochFigures> epochs,
        List<StepLoss> losses,
        String engine) {

    /** The file's name. */
    static final String FILE = "training.json";

    private static final Gson GSON =
            new GsonBuilder().disableHtmlEscaping().setPrettyPrinting().create();

    TrainingRecord {
        epochs = List.copyOf(epochs);
        losses = List.copyOf(losses);
    }

    String json() {
        return GSON.toJson(this) + "\n";
    }
}
