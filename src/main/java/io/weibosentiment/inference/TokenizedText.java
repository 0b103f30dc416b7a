package io.weibosentiment.inference;

import io.weibosentiment.model.featurizer.Features;

/** A text as the engine sees it, with the key that its score is kept under. */
record TokenizedText(String key, Features features) {}
