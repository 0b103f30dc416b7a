package io.weibosentiment.benchmark;

import ai.djl.inference.Predictor;
import ai.djl.translate.TranslateException;
import io.weibosentiment.engine.IntegerBatch;
import io.weibosentiment.engine.SavedModelSession;
import io.weibosentiment.model.featurizer.Features;
import io.weibosentiment.model.featurizer.Featurizer;
import io.weibosentiment.model.featurizer.WordPieceFeaturizer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Scores as most people do, on one thread: 32 texts as they come, padded to the longest of them, with a mask. */
final class ArrivalOrderLane implements Lanes.Lane {

    static final int BATCH = 32;

    private final Featurizer featurizer;
    private final List<String> texts;
    private final Predictor<IntegerBatch, float[][]> predictor;

    ArrivalOrderLane(SavedModelSession session, Featurizer featurizer, List<String> texts) {
        this.featurizer = featurizer;
        this.texts = texts;
        this.predictor = session.newPredictor("serving_default", PlainGraph.LOGITS);
    }

    /** How many batches {@code texts} make. */
    static int batches(List<String> texts) {
        return (texts.size() + BATCH - 1) / BATCH;
    }

    @Override
    public void work(int index) throws TranslateException {
        List<String> batch = texts.subList(index * BATCH, Math.min(texts.size(), (index + 1) * BATCH));
        predictor.predict(padded(featurizer.encode(batch)));
    }

    static IntegerBatch padded(List<Features> texts) {
        int longest = texts.stream().mapToInt(Features::tokens).max().orElse(0);
        int[] ids = new int[texts.size() * longest];
        int[] mask = new int[ids.length];
        for (int row = 0; row < texts.size(); row++) {
            int[] tokens = WordPieceFeaturizer.ids(texts.get(row));
            System.arraycopy(tokens, 0, ids, row * longest, tokens.length);
            Arrays.fill(mask, row * longest, row * longest + tokens.length, 1);
        }
        return new IntegerBatch(
                texts.size(),
                longest,
                Map.of(PlainGraph.IDS, ids, PlainGraph.MASK, mask, PlainGraph.TYPES, new int[ids.length]));
    }

    @Override
    public void close() {
        predictor.close();
    }
}
