package io.weibosentiment.training;

import io.weibosentiment.model.featurizer.Features;

/**
 * A text with its label.
 *
 * @param features what the featurizer makes of the text
 * @param label the index of the model's output that is right
 */
record Example(Features features, int label) {

    int tokens() {
        return features.tokens();
    }
}
