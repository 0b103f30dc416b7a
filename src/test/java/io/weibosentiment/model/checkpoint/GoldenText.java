package io.weibosentiment.model.checkpoint;

import com.google.gson.Gson;
import io.weibosentiment.SharedFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** A text with what real Transformers made of it. */
@SuppressWarnings("ArrayRecordComponent")
record GoldenText(String text, int[] input_ids, boolean truncated, float[] logits) {

    static List<GoldenText> of(String model) throws IOException {
        Gson gson = new Gson();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(SharedFiles.require("golden/" + model + ".jsonl.gz"))),
                StandardCharsets.UTF_8))) {
            return lines.lines()
                    .map(line -> gson.fromJson(line, GoldenText.class))
                    .toList();
        }
    }

    /** The probability of the second label. */
    double probability() {
        return probability(logits);
    }

    static double probability(float[] logits) {
        return 1 / (1 + Math.exp(logits[0] - (double) logits[1]));
    }
}
