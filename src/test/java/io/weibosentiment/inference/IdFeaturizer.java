package io.weibosentiment.inference;

import io.weibosentiment.engine.IntegerBatch;
import io.weibosentiment.model.featurizer.Features;
import io.weibosentiment.model.featurizer.Featurizer;
import java.util.List;
import java.util.SortedMap;

/** A featurizer of tests, whose features are {@link IdFeatures}: what they have in common. */
interface IdFeaturizer extends Featurizer {

    @Override
    default List<String> tokens(String text) {
        return List.of(text);
    }

    @Override
    default SortedMap<String, List<Integer>> sequences(Features features) {
        return IdFeatures.sequences(features);
    }

    @Override
    default IntegerBatch padded(List<Features> features, int tokens) {
        return batch(features).inputs();
    }

    @Override
    default void close() {}
}
