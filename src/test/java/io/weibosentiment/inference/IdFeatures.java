package io.weibosentiment.inference;

import io.weibosentiment.model.featurizer.Features;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** One sequence of ids, for the featurizers of tests. */
@SuppressWarnings("ArrayRecordComponent")
record IdFeatures(int[] ids, boolean truncated) implements Features {

    @Override
    public int tokens() {
        return ids.length;
    }

    /** The ids of texts of one length, one text after the other. */
    static int[] together(List<Features> texts) {
        return texts.stream()
                .flatMapToInt(text -> Arrays.stream(((IdFeatures) text).ids))
                .toArray();
    }

    static SortedMap<String, List<Integer>> sequences(Features features) {
        return new TreeMap<>(
                Map.of("ids", Arrays.stream(((IdFeatures) features).ids).boxed().toList()));
    }
}
