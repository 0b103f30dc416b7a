package io.weibosentiment.inference;

import io.weibosentiment.engine.IntegerBatch;
import io.weibosentiment.model.bundle.Head;
import io.weibosentiment.model.featurizer.Batch;
import io.weibosentiment.model.featurizer.Features;
import java.util.List;
import java.util.Map;

/** A token a character, for {@link SizeLimitedModel}. */
final class CharacterCounter implements IdFeaturizer {

    static final Head HEAD = new Head(List.of("negative", "positive"), 1);

    @Override
    public List<Features> encode(List<String> texts) {
        return texts.stream()
                .<Features>map(text -> new IdFeatures(new int[text.length()], false))
                .toList();
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
}
