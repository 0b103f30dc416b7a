package io.weibosentiment.inference;

import io.weibosentiment.engine.IntegerBatch;
import io.weibosentiment.model.bundle.Head;
import io.weibosentiment.model.featurizer.Batch;
import io.weibosentiment.model.featurizer.Features;
import io.weibosentiment.model.featurizer.Featurizer;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** A token a character, for {@link SizeLimitedModel}. */
final class CharacterCounter implements Featurizer {

    static final Head HEAD = new Head(List.of("negative", "positive"), 1);

    @Override
    public List<Features> encode(List<String> texts) {
        return texts.stream()
                .<Features>map(text -> new IdFeatures(new int[text.length()], false))
                .toList();
    }

    @Override
    public List<String> tokens(String text) {
        return List.of(text);
    }

    @Override
    public SortedMap<String, List<Integer>> sequences(Features features) {
        return IdFeatures.sequences(features);
    }

    @Override
    public IntegerBatch padded(List<Features> features, int tokens) {
        return batch(features).inputs();
    }

    @Override
    public Batch batch(List<Features> features) {
        int columns = features.get(0).tokens();
        int[] ids = IdFeatures.together(features);
        return new Batch("serving_default", new IntegerBatch(features.size(), columns, Map.of("input_ids", ids)));
    }

    @Override
    public int maxTokens() {
        return 512;
    }

    @Override
    public void close() {}
}
