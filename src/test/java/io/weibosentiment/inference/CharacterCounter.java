package io.weibosentiment.inference;

import io.weibosentiment.engine.IntegerBatch;
import io.weibosentiment.model.featurizer.Batch;
import io.weibosentiment.model.featurizer.Features;
import io.weibosentiment.model.featurizer.Featurizer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A token a character, for {@link SizeLimitedModel}. */
final class CharacterCounter implements Featurizer {

    @Override
    public List<Features> encode(List<String> texts) {
        return texts.stream()
                .map(text -> new Features(new int[text.length()], false))
                .toList();
    }

    @Override
    public List<String> tokens(String text) {
        return List.of(text);
    }

    @Override
    public Batch batch(List<Features> features) {
        int columns = features.get(0).tokens();
        int[] ids = features.stream()
                .flatMapToInt(text -> Arrays.stream(text.ids()))
                .toArray();
        return new Batch("serving_default", new IntegerBatch(features.size(), columns, Map.of("input_ids", ids)));
    }

    @Override
    public int maxTokens() {
        return 512;
    }

    @Override
    public void close() {}
}
